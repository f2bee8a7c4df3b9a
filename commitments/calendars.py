"""Due dates on a person's calendar: what the bodies they serve or head have promised and not yet kept.

Inside the portal a date says the wording; in the feed, which leaves it, the committee, the number of the
decision and the day, as an e-mail does. Once evidence is in the date stops, and leaves the calendar.
"""

from datetime import datetime

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from access.rules.viewer import Viewer
from access.toolkit.calendars import SOURCES, Sent, Shown, Source, Span, Status
from commitments.models import Commitment, Rank
from commitments.naming import decision_of
from commitments.queries import LATE, Traffic, due_words, late_until
from language.words import local_day, named
from partners.queries import own_organisations


def own_dates(viewer: Viewer) -> QuerySet[Commitment]:
    """The open promises with a date of the own bodies, the soonest due first."""
    own = own_organisations(viewer).values("pk")
    dated = Commitment.objects.permitted(viewer).filter(owner__in=own, live=True, rank=Rank.DATED)
    return dated.select_related("owner", "committee").order_by("rank", "at", "pk")


def shown(viewer: Viewer, span: Span) -> list[Shown]:
    """Return those due within a span as the page shows them."""
    return _all_shown(viewer, _within(own_dates(viewer), span))


def sent(viewer: Viewer, span: Span) -> list[Sent]:
    """Return those due within a span as the feed carries them."""
    return [_sent(commitment) for commitment in _within(own_dates(viewer), span)]


def late(viewer: Viewer, most: int) -> list[Shown]:
    """Return those that are late today, the oldest first."""
    overdue = own_dates(viewer).filter(at__lt=late_until(local_day(viewer.at)))
    return [one for one in _all_shown(viewer, overdue[:most]) if one.is_late]


def register_source() -> None:
    """Put due dates on the calendar; called once when the portal starts."""
    SOURCES.add("due", Source(gettext_lazy("Due dates"), 20, "commitments", shown, sent, late, LATE.name))


def _within(rows: QuerySet[Commitment], span: Span) -> QuerySet[Commitment]:
    found = rows.filter(at__gte=span.since)
    if span.until is not None:
        found = found.filter(at__lt=span.until)
    return found[: span.most]


def _all_shown(viewer: Viewer, rows: QuerySet[Commitment]) -> list[Shown]:
    today = local_day(viewer.at)
    found = []
    for commitment in rows:
        due = due_words(commitment, today)
        found.append(
            Shown(
                source="due",
                on=local_day(commitment.at),
                starts_at=None,
                url=reverse("commitment", args=[commitment.ref]),
                title=commitment.what,
                side=commitment.owner.side,
                status=Status(due.css, due.icon, str(due.words)),
                is_late=due.traffic == Traffic.LATE,
            )
        )
    return found


def _sent(commitment: Commitment) -> Sent:
    return Sent(
        ref=commitment.ref,
        sequence=commitment.due_seq,
        changed_at=_changed_at(commitment),
        on=local_day(commitment.at),
        starts_at=None,
        ends_at=None,
        summary=_("Due: %(commitment)s") % {"commitment": _which(commitment)},
        path=reverse("commitment", args=[commitment.ref]),
        takes_time=False,
    )


def _changed_at(commitment: Commitment) -> datetime:
    return max(commitment.stage_since, commitment.due_moved_at or commitment.stage_since)


def _which(commitment: Commitment) -> str:
    number = decision_of(commitment)
    decision = _("decision %(number)s") % {"number": number} if number else ""
    parts = [part for part in (named(commitment.committee), decision) if part]
    return ", ".join(parts) or _("a commitment")
