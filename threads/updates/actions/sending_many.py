"""Somebody sends many field updates at once, as an import does: by the rules of one, in few statements."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from access.choosing.choices import Chosen
from access.choosing.mentions import settled
from access.markdown.guard import guard_markdown
from access.markdown.reading import MENTION
from access.models import User
from access.rules.audiences import refresh_all
from access.rules.engine import RefusedError
from access.rules.viewer import Viewer
from access.toolkit.errors import Mendable
from access.toolkit.locking import lock_actor, share_row
from language.words import local_day
from notifications.actions import tell
from partners.models import Organisation
from threads.actions.reading import note_begun
from threads.actions.starting import USUAL, begin_all
from threads.actions.writing import Voice
from threads.figures.adding import add_up_new
from threads.models import Post, Thread, Trend
from threads.models.posts import TEXT_LENGTH
from threads.notices import MENTIONED
from threads.updates.actions.keeping import fill, weigh
from threads.updates.actions.sending import called, must_say, read_by
from threads.updates.figures import Facts, Signs, must_be_plausible
from threads.updates.links import guard_links
from threads.updates.models import FieldUpdate


@dataclass(frozen=True)
class Draft:
    """One update that is to be sent. A link of online abuse comes by no file: it would lie in it."""

    key: UUID
    facts: Facts
    text: str = ""
    signs: Signs | None = None


def text_allowed(draft: Draft, viewer: Viewer, today: date) -> str:
    """Return the text as it is stored, or refuse what no update may say. It asks no database."""
    must_be_plausible(draft.facts, today)
    must_say(draft.facts.type, draft.signs, None, None, viewer)
    guard_links(draft.text, of=draft.facts.type)
    return guard_markdown(field="text", text=draft.text, longest=TEXT_LENGTH, phones=True)


def must_be_no_other(readers: Chosen, organisation: Organisation) -> None:
    """Refuse what one organisation sends to be another one's alone."""
    if readers.is_internal and readers.parties != [organisation.all_party_id]:
        raise Mendable(
            _("These readers are another organisation. Choose your own, a committee or everyone."),
            "readers",
            "other",
        )


@transaction.atomic
def send_updates(
    *, by: User, organisation: Organisation, drafts: Sequence[Draft], at: datetime, readers: Chosen | None
) -> list[FieldUpdate]:
    """An organisation tells of several things, all of them or none. Their keys are new.

    What `send_update` asks of one is asked of each; those of protected types are the organisation's alone.
    """
    held = share_row(organisation)
    viewer = lock_actor(by, at)
    if not viewer.is_in_network:
        raise RefusedError("start", Thread())
    if readers is not None:
        must_be_no_other(readers, held)
    alike: list[list[FieldUpdate]] = []
    for protected in (False, True):
        some = [one for one in drafts if (one.facts.type in FieldUpdate.PROTECTED) == protected]
        if some:
            voice, chosen = read_by(viewer, by, some[0].facts.type, held, readers)
            alike.append(_sent(viewer, voice, chosen, some, at))
    # Last: the sums of the country are held from here on, and everybody who posts waits for them.
    for updates in alike:
        add_up_new(updates)
    made = {one.key: one for updates in alike for one in updates}
    return [made[one.key] for one in drafts]


def _sent(
    viewer: Viewer, voice: Voice, chosen: Chosen, drafts: Sequence[Draft], at: datetime
) -> list[FieldUpdate]:
    today = local_day(at)
    texts = [text_allowed(one, viewer, today) for one in drafts]
    titles = [called(one.facts) for one in drafts]
    columns = {"kind": Thread.Kind.FIELD_UPDATE, "cooperation": USUAL[Thread.Kind.FIELD_UPDATE]}
    threads = begin_all(
        voice, chosen, at, [columns | {"title": one["en"], "title_bn": one["bn"]} for one in titles]
    )
    made: dict[UUID, FieldUpdate] = {}
    for draft, thread in zip(drafts, threads, strict=True):
        update = FieldUpdate(
            thread=thread, author=voice.author, key=draft.key, organisation=voice.organisation
        )
        fill(update, draft.facts)
        weigh(update)
        made[draft.key] = update
    FieldUpdate.objects.bulk_create(made.values())
    Trend.objects.bulk_create(
        Trend(update=made[one.key], **vars(one.signs)) for one in drafts if one.signs is not None
    )
    _say(threads, [text or title["en"] for text, title in zip(texts, titles, strict=True)], voice, at)
    return list(made.values())


def _say(threads: Sequence[Thread], texts: Sequence[str], voice: Voice, at: datetime) -> None:
    """Write what opens each, and let those read it for whom it is; all are read by the same."""
    parties = list(threads[0].readers.values_list("party_id", flat=True))
    posts = Post.objects.bulk_create(
        Post(thread=thread, is_first=True, text=settled(text, parties, at)[0], at=at, **vars(voice))
        for thread, text in zip(threads, texts, strict=True)
    )
    refresh_all(threads)
    note_begun(threads, voice, at)
    for post in posts:
        if MENTION.search(post.text):
            tell(kind=MENTIONED, record=post, occasion=f"post:{post.pk}", at=at, by=voice.author)
