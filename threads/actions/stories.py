"""A success story is told with a consent on record, and goes everywhere when that ends."""

import logging
from datetime import date, datetime, timedelta

from django.db import DatabaseError, transaction
from django.utils.translation import gettext as _

from access.choosing.choices import Chosen, resolve
from access.models import Cover, User
from access.rules.audiences import refresh
from access.rules.engine import RefusedError, require
from access.toolkit.errors import Mendable
from access.toolkit.locking import lock_actor, lock_row, share_row
from language.words import end_of_day, local_day
from library.actions import end_sheets
from library.files.attaching import take_off
from notifications.actions import tell
from partners.audiences import PERSON
from partners.models import Cooperation, Organisation
from threads.access import OF_STORIES
from threads.actions.starting import USUAL, begin, send, write_first
from threads.actions.writing import let_read, place, title_of, voice_of
from threads.models import Post, PostFile, PostVersion, StoryConsent, Thread
from threads.notices import STORY_ENDED

LONGEST = timedelta(days=5 * 366)
Reach, End = StoryConsent.Reach, StoryConsent.End
# The lists whose sheets may hold its title.
HOLD_TITLES = ("threads", "threads_known", "requests", "notices", "access_log")
log = logging.getLogger(__name__)


@transaction.atomic
def tell_story(
    *,
    by: User,
    title: str,
    text: str,
    readers: Chosen,
    purpose: str,
    reach: str,
    given_on: date,
    until_on: date,
    keeper: Organisation,
    nobody_recognisable: bool,
    at: datetime,
    organisation: Organisation | None = None,
    is_illustrative: bool = False,
) -> Thread:
    """An organisation tells a success story, to no more readers and for no longer than its consent allows."""
    keeper = share_row(keeper)
    if organisation is not None and organisation.pk != keeper.pk:
        organisation = share_row(organisation)
    viewer = lock_actor(by, at)
    if not viewer.is_in_network:
        raise RefusedError("start", Thread())
    if not nobody_recognisable:
        words = _("Without this it cannot be told: nobody may be recognised in it, even with consent.")
        raise Mendable(words, "nobody_recognisable", "required")
    chosen = resolve(viewer, readers.values, OF_STORIES)
    if chosen.is_internal:
        organisation = Organisation.objects.get(all_party=chosen.parties[0])
    voice = voice_of(viewer, by, organisation)
    if voice.organisation is None:
        raise Mendable(_("A story is told in the name of an organisation."), "organisation", "required")
    _must_allow(Reach(reach), chosen, voice.organisation, keeper)
    _must_fit(given_on, until_on, at)
    thread = begin(
        voice,
        chosen,
        at,
        kind=Thread.Kind.SUCCESS_STORY,
        title=title_of(title),
        cooperation=Cooperation(USUAL[Thread.Kind.SUCCESS_STORY]),
        read_until=end_of_day(until_on),
        is_illustrative=is_illustrative,
    )
    consent = StoryConsent.objects.create(
        thread=thread,
        at=at,
        purpose=StoryConsent.Purpose(purpose),
        reach=Reach(reach),
        given_on=given_on,
        until_on=until_on,
        keeper=keeper,
    )
    refresh(consent)
    if not chosen.is_internal:
        _let_withdraw(thread, voice.organisation, keeper, at)
    first = write_first(thread, voice, text, at)
    send(thread, voice, at, first)
    return thread


@transaction.atomic
def withdraw_story(*, by: User, consent: StoryConsent, at: datetime) -> StoryConsent:
    """The consent is withdrawn: from now on nobody reads the story anywhere, and nothing is kept of it."""
    viewer = lock_actor(by, at)
    thread = lock_row(Thread(pk=consent.thread_id))
    held = lock_row(consent)
    require(viewer, "withdraw", held)
    if held.ended_at is not None:
        raise Mendable(_("This story is not read any more."), code="ended")
    return end_story(thread, held, End.WITHDRAWN, at, by)


def end_lapsed(*, at: datetime) -> int:
    """Take out what is left of stories whose consent has run out; no rule has let anybody read them since."""
    over = StoryConsent.objects.filter(ended_at=None, thread__read_until__lte=at)
    done = 0
    for number in over.order_by("pk").values_list("thread_id", flat=True):
        try:
            done += _end_if_lapsed(number, at)
        except (Mendable, OSError, DatabaseError):
            # One that is held, or whose files cannot be taken away, keeps no other; it is tried again.
            log.exception("A success story whose consent has run out could not be taken out")
    return done


@transaction.atomic
def _end_if_lapsed(thread_number: int, at: datetime) -> bool:
    thread = lock_row(Thread(pk=thread_number))
    held = lock_row(StoryConsent.objects.get(thread=thread))
    if held.ended_at is not None:
        return False
    end_story(thread, held, End.LAPSED, at, None)
    return True


def end_story(
    thread: Thread, consent: StoryConsent, end: StoryConsent.End, at: datetime, by: User | None
) -> StoryConsent:
    """Take it away from everybody, with all that was written about it; thread and consent are held."""
    consent.end, consent.ended_at, consent.ended_by = end, at, by
    consent.live = False
    consent.save()
    refresh(consent)
    _forget(thread, at)
    thread.read_until = min(at, thread.read_until or at)
    thread.removed_at = at
    thread.title = thread.title_in_full = ""
    thread.covered = None
    if thread.is_open:
        thread.state, thread.closed_at = Thread.State.CLOSED, at
    place(thread, thread.at)
    end_sheets(HOLD_TITLES)
    tell(kind=STORY_ENDED, record=consent, occasion=end.value, at=at, by=by)
    return consent


def _forget(thread: Thread, at: datetime) -> None:
    """What was told, what others wrote about it, and how all of it read before: nothing stays."""
    posts = Post.objects.filter(thread=thread)
    for link in PostFile.objects.filter(record__thread=thread).select_related("file").order_by("file"):
        take_off(link)
    PostVersion.objects.filter(post__thread=thread).delete()
    posts.filter(state=Post.State.STANDS).update(
        text="", text_in_full="", state=Post.State.DELETED, removed_at=at, quoted=None
    )
    covers = Cover.objects.filter(record_type=thread._meta.label_lower, record_id=thread.pk)
    covers.update(passage="")


def must_allow_more(thread: Thread, chosen: Chosen) -> None:
    """Refuse more readers than the consent allows."""
    consent = StoryConsent.objects.filter(thread=thread).first()
    if consent is not None:
        _must_reach(Reach(consent.reach), chosen)


def _must_allow(reach: StoryConsent.Reach, chosen: Chosen, own: Organisation, keeper: Organisation) -> None:
    if chosen.is_internal and keeper.pk != own.pk:
        words = _(
            "Within one organisation alone it keeps the consent itself, for whoever keeps it reads the story."
        )
        raise Mendable(words, "keeper", "outside")
    _must_reach(reach, chosen)


def _must_reach(reach: StoryConsent.Reach, chosen: Chosen) -> None:
    names_people = any(one.kind == PERSON for one in chosen.options)
    if reach == Reach.EVERYONE or (reach == Reach.CHOSEN and not (chosen.is_everyone or names_people)):
        return
    if reach == Reach.ORGANISATION and chosen.is_internal:
        return
    words = _("The consent allows fewer readers than these: %(reach)s. Choose fewer.")
    raise Mendable(words % {"reach": reach.label}, "readers", "consent")


def _must_fit(given_on: date, until_on: date, at: datetime) -> None:
    if given_on > local_day(at):
        raise Mendable(_("This day is still to come. A consent is given before."), "given_on", "ahead")
    if until_on < local_day(at):
        raise Mendable(_("This consent has run out. The story needs one that stands."), "until_on", "past")
    if until_on - local_day(at) > LONGEST:
        raise Mendable(_("A consent is for five years at most. Ask for it anew then."), "until_on", "far")


def _let_withdraw(thread: Thread, own: Organisation, keeper: Organisation, at: datetime) -> None:
    """Whoever may withdraw it finds it: those who answer for its organisation, or for the paper's keeper."""
    standing = set(thread.readers.values_list("party_id", flat=True))
    parties = {own.liaison_party_id, keeper.liaison_party_id} - standing
    let_read([thread], sorted(parties), at)
