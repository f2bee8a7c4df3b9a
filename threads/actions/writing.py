"""What several verbs of a thread share: in whose name, how a text is stored, and how its row is held."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Max
from django.utils.translation import gettext as _

from access.accounts.changes import party_of_account
from access.choosing.mentions import settled
from access.markdown.guard import guard_markdown
from access.models import Party, Role, User
from access.rules.audiences import refresh
from access.rules.engine import require
from access.rules.viewer import Viewer
from access.toolkit.errors import Mendable
from access.toolkit.locking import lock_actor, lock_row
from access.toolkit.texts import guarded
from access.toolkit.versions import compare
from partners.models import Committee, Organisation
from partners.queries import own_organisations
from threads.models import Post, Request, Thread, ThreadReader
from threads.models.posts import TEXT_LENGTH
from threads.models.threads import TITLE_LENGTH
from threads.sides import sides_of


@dataclass(frozen=True)
class Voice:
    """In whose name somebody writes, and how pages call them: by organisation and office, never by name."""

    author: User
    author_party: Party
    voice_party: Party
    organisation: Organisation | None
    office_en: str
    office_bn: str


def let_read(threads: Sequence[Thread], parties: Sequence[int], at: datetime) -> None:
    """Have these parties read some threads from now on; one who calls refreshes their audience."""
    ThreadReader.objects.bulk_create(
        ThreadReader(thread=one, party_id=party, since=at, asks=one.asks_acknowledgement)
        for one in threads
        for party in parties
    )


def voice_of(viewer: Viewer, by: User, organisation: Organisation | None) -> Voice:
    """Return in whose name this person writes: that of a body they serve, or their office's alone.

    Who serves several says which.
    """
    if organisation is None:
        own = list(own_organisations(viewer).order_by("pk")[:2])
        if len(own) > 1:
            raise Mendable(_("Choose in whose name you write."), "organisation", "required")
        organisation = own[0] if own else None
    else:
        require(viewer, "write_threads", organisation)
    mine = party_of_account(by)
    voice = organisation.all_party if organisation is not None else mine
    return Voice(by, mine, voice, organisation, by.label_en, by.label_bn)


def voice_for(by: User, organisation: Organisation) -> Voice:
    """Of an office that has a request, or those who answer for a side: in the name of that organisation."""
    return Voice(by, party_of_account(by), organisation.all_party, organisation, by.label_en, by.label_bn)


def voice_in(viewer: Viewer, by: User, request: Request, organisation: Organisation | None) -> Voice:
    """In a request somebody writes for the side through which they read it, whatever else they serve."""
    sides = sides_of(viewer, request)
    if organisation is None and len(sides) == 1:
        return voice_for(by, sides[0])
    if organisation is None:
        raise Mendable(_("Choose in whose name you write."), "organisation", "required")
    if organisation not in sides:
        raise Mendable(_("Here only the two sides of the request write."), "organisation", "outside")
    return voice_for(by, organisation)


def title_of(text: str, *, field: str = "title") -> str:
    """Return a title as it is stored."""
    return guarded(text, field=field, longest=TITLE_LENGTH, phones=True, required=True)


def text_of(text: str, readers: Collection[int], at: datetime, *, field: str = "text") -> str:
    """Return the text of a post as it is stored: whoever is mentioned in it is one of those who read it."""
    kept = guard_markdown(field=field, text=text, longest=TEXT_LENGTH, phones=True)
    if not kept:
        raise Mendable(_("Write a sentence here."), field, "required")
    return settled(kept, readers, at)[0]


def readers_of(thread: Thread) -> list[int]:
    """The parties that read a thread now."""
    return list(thread.audience.values_list("party_id", flat=True))


def must_be_open(thread: Thread) -> None:
    """Refuse to go on with what is closed."""
    if not thread.is_open:
        raise Mendable(_("This discussion is closed. Its author can open it again."), code="closed")


def must_be_talk(thread: Thread) -> None:
    """Refuse what would change a request behind the back of the other side."""
    if thread.kind == Thread.Kind.REQUEST:
        raise Mendable(
            _("A request stays as it was asked, between the two sides. Withdraw it, and ask anew."),
            code="request",
        )


def must_be_in_one_text(thread: Thread) -> None:
    """Refuse what would change a key message in one of its languages alone."""
    if thread.kind == Thread.Kind.KEY_MESSAGE:
        raise Mendable(_("A key message stands in two languages. Change both together."), code="both")


def hold_post(*, by: User, post: Post, action: str, at: datetime) -> tuple[Thread, Post]:
    """Hold the thread of a post, then the post, and let the action go on or raise."""
    viewer = lock_actor(by, at)
    thread = lock_row(Thread(pk=post.thread_id))
    held = lock_row(post)
    require(viewer, action, held)
    compare(held)
    held.thread = thread
    return thread, held


def after_last(thread: Thread, at: datetime) -> datetime:
    """When something is written in a thread that is held: after the last of it, however long it waited.

    Whoever read that one, though it has been removed since, has not read this.
    """
    last = Post.objects.filter(thread=thread).aggregate(last=Max("at"))["last"] or thread.at
    return max(at, max(last, thread.at) + timedelta(microseconds=1))


def place(thread: Thread, at: datetime) -> None:
    """Say where it stands in lists from now on, to all who read it."""
    thread.at = at
    thread.live = thread.is_open
    thread.save()
    refresh(thread)


def deciding_party(parties: Collection[int]) -> Party:
    """Return who decides beside oversight on a covered passage: the committee's secretariat, if it is one's.

    Of what several read, or no committee, the secretariat of the national committee.
    """
    committee = (
        Committee.objects.filter(members_party__in=parties).select_related("secretariat_party").first()
    )
    if committee is not None and len(parties) == 1:
        return committee.secretariat_party
    return Party.objects.role(Role.NATIONAL_SECRETARIAT)
