"""The consent to a success story, and the mark that stays of one that has ended."""

from datetime import datetime

from django.db.models import Exists, OuterRef, Q, QuerySet

from access.rules.viewer import Viewer
from threads.models import StoryConsent, Thread, ThreadMark, ThreadReader


def consent_records() -> QuerySet[StoryConsent]:
    """Bring along whose story it is, and who keeps the paper."""
    return StoryConsent.objects.select_related("thread__organisation", "keeper")


def ended_for(viewer: Viewer, ref: str) -> StoryConsent | None:
    """Return the consent to a story that has ended, for whoever had read it and could until its end.

    Whoever never opened it, or was taken off before, learns nothing of it: not even that it ended.
    """
    if not viewer.is_let_in:
        return None
    read = ThreadMark.objects.filter(thread=OuterRef("thread"), user=viewer.user.pk, read_at__isnull=False)
    reads = ThreadReader.objects.filter(thread=OuterRef("thread"), until=None, party__in=viewer.party_ids)
    wrote = Q(thread__author_party__in=viewer.party_ids, thread__is_internal=False)
    found = consent_records().filter(thread__ref=ref, thread__read_until__lte=viewer.at)
    return found.filter(Q(Exists(read)) & (Q(Exists(reads)) | wrote)).first()


def ended_between(since: datetime, until: datetime) -> bool:
    """Whether the consent to a story ended between these instants, by its date or withdrawn."""
    return Thread.objects.filter(read_until__gt=since, read_until__lte=until).exists()
