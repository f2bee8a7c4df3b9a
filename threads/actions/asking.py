"""One organisation asks another; the question is passed on there until somebody answers, or says why not."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from access.models import Party, User
from access.rules.audiences import refresh
from access.rules.engine import VIEW, require
from access.toolkit.errors import Mendable
from access.toolkit.locking import lock_actor, lock_row, share_row
from access.toolkit.versions import compare
from language.words import day, local_day
from notifications.actions import tell
from notifications.working_days import working_days_between
from partners.models import Office, OfficeHolder, Organisation
from partners.parties import office_party
from threads.actions.reading import note_written
from threads.actions.starting import USUAL
from threads.actions.writing import (
    Voice,
    after_last,
    deciding_party,
    let_read,
    place,
    readers_of,
    text_of,
    title_of,
    voice_for,
    voice_of,
)
from threads.attached import attach_to
from threads.covering import leave_out_of_new
from threads.models import Post, Request, RequestStep, Thread
from threads.notices import (
    REQUEST_ASKED,
    REQUEST_ENDED,
    REQUEST_MORE_TIME,
    REQUEST_PASSED,
    REQUEST_TIME_DECIDED,
    REQUEST_WITHDRAWN,
)

# Whoever asks gives at least a working day and at most a year.
LONGEST_TIME = timedelta(days=366)
# What is theirs who asked; all else is done by whoever has it.
OF_THOSE_WHO_ASK = ("withdraw", "grant_time")
State = Request.State
Kind = RequestStep.Kind


@transaction.atomic
def ask(
    *,
    by: User,
    organisation: Organisation,
    asked: Organisation,
    kind: str,
    title: str,
    text: str,
    why: str,
    due_on: date,
    at: datetime,
    files: Sequence[str] = (),
    about: Thread | None = None,
    is_illustrative: bool = False,
) -> Request:
    """Whoever answers for an organisation asks another. Those who answer for either read it, nobody else.

    `about` is the discussion it came of: nothing of it goes along, and only those who read it learn which.
    """
    asking, asked = _share_both(organisation, asked)
    viewer = lock_actor(by, at)
    require(viewer, "ask", asking)
    if asked.pk == asking.pk:
        raise Mendable(_("Ask another organisation; your own has its discussions."), "asked", "own")
    if not asked.is_active(local_day(at)):
        raise Mendable(_("This organisation is not part of the network any more."), "asked", "left")
    if about is not None:
        about = share_row(about)
        require(viewer, VIEW, about)
        if not about.goes_further:
            raise Mendable(_("Nothing is asked about this any more."), "about", "kind")
    _must_fit(due_on, at)
    voice = voice_of(viewer, by, asking)
    parties = (asking.liaison_party, asked.liaison_party)
    thread = Thread.objects.create(
        kind=Thread.Kind.REQUEST,
        title=title_of(title),
        cooperation=USUAL[Thread.Kind.REQUEST],
        secretariat_party=deciding_party([party.pk for party in parties]),
        started_at=at,
        at=at,
        is_illustrative=is_illustrative,
        **vars(voice),
    )
    _let_read(thread, parties, at)
    readers = [party.pk for party in parties]
    question = Post.objects.create(
        thread=thread, is_first=True, text=text_of(text, readers, at), at=at, **vars(voice)
    )
    attach_to(question, files, covered=(), by=by)
    reason = Post.objects.create(
        thread=thread, text=text_of(why, readers, at, field="why"), at=at, **vars(voice)
    )
    request = Request.objects.create(
        thread=thread,
        about=about,
        kind=Request.Kind(kind),
        why=reason,
        asking=asking,
        asked=asked,
        asked_at=at,
        due_on=due_on,
        holder_party=asked.liaison_party,
        held_since=at,
    )
    _note(request, Kind.ASKED, voice, at, holder=asked, post=question)
    refresh(thread)
    note_written(thread, voice, at)
    tell(kind=REQUEST_ASKED, record=thread, occasion="asked", at=at, by=by)
    return request


@transaction.atomic
def pass_on(*, by: User, request: Request, office: Office, note: str, at: datetime) -> Request:
    """Whoever has it passes it on to an office of the same organisation and says why. The clock goes on."""
    office = lock_row(office)
    if not OfficeHolder.objects.filter(office=office).at(at).exists():
        raise Mendable(_("Nobody holds this office today. Choose another."), "office", "vacant")
    party = office_party(office)
    held, thread, voice = _hold(by, request, "pass_on", at)
    at = after_last(thread, at)
    if office.organisation_id != held.asked_id:
        raise Mendable(_("Choose an office of the organisation that was asked."), "office", "elsewhere")
    if office.pk == held.holder_office_id:
        raise Mendable(_("This office has it already."), "office", "same")
    said = _write(thread, voice, note, "note", at)
    _let_read(thread, [party], at)
    held.holder_party, held.holder_office, held.held_since = party, office, at
    held.save()
    _note(held, Kind.PASSED, voice, at, holder=held.asked, office=office, post=said)
    _went_on(thread, voice, at)
    tell(kind=REQUEST_PASSED, record=thread, occasion=f"passed:{at.isoformat()}", at=at, by=by)
    return held


@transaction.atomic
def ask_more_time(*, by: User, request: Request, due_on: date, reason: str, at: datetime) -> Request:
    """Whoever has it asks for more time and says why. The clock goes on until those who asked grant it."""
    held, thread, voice = _hold(by, request, "answer", at)
    at = after_last(thread, at)
    if held.more_until is not None:
        asked = _("More time was asked for already: until %(day)s.") % {"day": day(held.more_until)}
        raise Mendable(asked, code="asked")
    if due_on <= held.due_on:
        raise Mendable(_("Choose a day after %(day)s.") % {"day": day(held.due_on)}, "due_on", "soon")
    _must_fit(due_on, at)
    said = _write(thread, voice, reason, "reason", at)
    held.more_until = due_on
    held.save()
    _note(held, Kind.MORE_TIME, voice, at, post=said, due_on=due_on)
    _went_on(thread, voice, at)
    tell(kind=REQUEST_MORE_TIME, record=thread, occasion=f"more:{at.isoformat()}", at=at, by=by)
    return held


@transaction.atomic
def grant_time(*, by: User, request: Request, at: datetime) -> Request:
    """Those who asked grant it: the clock runs to the new day, and until then nothing is late."""
    held, thread, voice = _hold(by, request, "grant_time", at)
    at = after_last(thread, at)
    until = _more_time_of(held)
    if until < local_day(at):
        raise Mendable(_("That day is over. Refuse it, and let them ask for a later one."), code="over")
    held.first_due_on = held.first_due_on or held.due_on
    held.due_on, held.more_until = until, None
    held.due_seq, held.due_moved_at = held.due_seq + 1, at
    return _time_decided(held, thread, voice, Kind.GRANTED, at, due_on=until)


@transaction.atomic
def refuse_time(*, by: User, request: Request, at: datetime) -> Request:
    """Those who asked do not grant it: the day stays as it was."""
    held, thread, voice = _hold(by, request, "grant_time", at)
    at = after_last(thread, at)
    _more_time_of(held)
    held.more_until = None
    return _time_decided(held, thread, voice, Kind.NOT_GRANTED, at)


def _more_time_of(held: Request) -> date:
    if held.more_until is None:
        raise Mendable(_("Nobody waits for more time here: it was decided already."), code="decided")
    return held.more_until


def _time_decided(
    held: Request,
    thread: Thread,
    voice: Voice,
    kind: RequestStep.Kind,
    at: datetime,
    *,
    due_on: date | None = None,
) -> Request:
    held.save()
    _note(held, kind, voice, at, due_on=due_on)
    _went_on(thread, voice, at)
    tell(kind=REQUEST_TIME_DECIDED, record=thread, occasion=f"time:{at.isoformat()}", at=at, by=voice.author)
    return held


def answer(*, by: User, request: Request, text: str, at: datetime, files: Sequence[str] = ()) -> Request:
    """Whoever has it answers."""
    return _end(by, request, "answer", State.ANSWERED, text, "text", at, files)


def decline(*, by: User, request: Request, reason: str, at: datetime) -> Request:
    """Whoever has it says why it is not answered."""
    return _end(by, request, "answer", State.DECLINED, reason, "reason", at)


def refuse(*, by: User, request: Request, at: datetime) -> Request:
    """It asks for names, lists, files or photographs of survivors: refused without a word, and counted."""
    return _end(by, request, "answer", State.REFUSED, "", "", at)


@transaction.atomic
def withdraw(*, by: User, request: Request, at: datetime) -> Request:
    """Those who asked need no answer any more."""
    held, thread, voice = _hold(by, request, "withdraw", at)
    at = after_last(thread, at)
    _withdrawn(held, voice, at)
    _went_on(thread, voice, at, ends=True)
    return held


def withdraw_with_question(*, by: User, thread: Thread, at: datetime) -> None:
    """Without its question a request waits for nothing: whoever takes that out withdraws it, or may not.

    The caller holds the thread, closes it and says where it stands.
    """
    open_still = Request.objects.filter(thread=thread, state=State.OPEN).first()
    if open_still is not None:
        held, _thread, voice = _hold(by, open_still, "withdraw", at)
        _withdrawn(held, voice, at)


def _withdrawn(request: Request, voice: Voice, at: datetime) -> None:
    _ended(request, State.WITHDRAWN, at)
    _note(request, Kind.WITHDRAWN, voice, at)
    tell(kind=REQUEST_WITHDRAWN, record=request.thread, occasion="withdrawn", at=at, by=voice.author)


@transaction.atomic
def _end(
    by: User,
    request: Request,
    action: str,
    state: Request.State,
    text: str,
    field: str,
    at: datetime,
    files: Sequence[str] = (),
) -> Request:
    held, thread, voice = _hold(by, request, action, at)
    at = after_last(thread, at)
    said = _write(thread, voice, text, field, at) if field else None
    if said is not None:
        attach_to(said, files, covered=thread.covered or (), by=by)
    _ended(held, state, at)
    _note(held, Kind(state.value), voice, at, post=said)
    _went_on(thread, voice, at, ends=True)
    tell(kind=REQUEST_ENDED, record=thread, occasion=state.value, at=at, by=by)
    return held


def _share_both(one: Organisation, other: Organisation) -> tuple[Organisation, Organisation]:
    """Hold both in the order of their numbers: two who ask each other at once do not wait in a ring."""
    held = {row.pk: share_row(row) for row in sorted((one, other), key=lambda row: row.pk)}
    return held[one.pk], held[other.pk]


def _hold(by: User, request: Request, action: str, at: datetime) -> tuple[Request, Thread, Voice]:
    viewer = lock_actor(by, at)
    thread = lock_row(Thread(pk=request.thread_id))
    held = lock_row(request)
    require(viewer, action, held)
    compare(held)
    if not held.is_open:
        raise Mendable(
            _("This request has ended: %(state)s.") % {"state": held.get_state_display()}, code="ended"
        )
    held.thread = thread
    speaks_for = held.asking if action in OF_THOSE_WHO_ASK else held.asked
    return held, thread, voice_for(by, speaks_for)


def _must_fit(due_on: date, at: datetime) -> None:
    today = local_day(at)
    if working_days_between(today, due_on) < 1:
        raise Mendable(_("Give at least one working day to answer."), "due_on", "soon")
    if due_on - today > LONGEST_TIME:
        raise Mendable(_("Ask for an answer within a year."), "due_on", "far")


def _let_read(thread: Thread, parties: Sequence[Party], at: datetime) -> None:
    standing = set(thread.readers.filter(until=None).values_list("party_id", flat=True))
    let_read([thread], [party.pk for party in parties if party.pk not in standing], at)


def _write(thread: Thread, voice: Voice, text: str, field: str, at: datetime) -> Post:
    words = text_of(text, readers_of(thread), at, field=field)
    made = Post(thread=thread, text=words, at=at, **vars(voice))
    leave_out_of_new(thread, made, "text")
    made.save()
    return made


def _ended(request: Request, state: Request.State, at: datetime) -> None:
    request.state, request.ended_at, request.more_until = state, at, None
    # What is only shown as an example is in no figure.
    if state in Request.REPLIED and not request.thread.is_illustrative:
        request.took = max(0, working_days_between(local_day(request.asked_at), local_day(at)))
    request.save()


def _note(
    request: Request,
    kind: RequestStep.Kind,
    voice: Voice,
    at: datetime,
    *,
    holder: Organisation | None = None,
    office: Office | None = None,
    post: Post | None = None,
    due_on: date | None = None,
) -> None:
    organisation = voice.organisation
    assert organisation is not None  # of either side
    RequestStep.objects.create(
        request=request,
        kind=kind,
        at=at,
        by=voice.author,
        organisation=organisation,
        office_en=voice.office_en,
        office_bn=voice.office_bn,
        holder=holder,
        holder_en=office.title_en if office else "",
        holder_bn=office.title_bn if office else "",
        post=post,
        due_on=due_on,
    )


def _went_on(thread: Thread, voice: Voice, at: datetime, *, ends: bool = False) -> None:
    if ends:
        thread.state, thread.closed_at = Thread.State.CLOSED, at
    place(thread, at)
    note_written(thread, voice, at)
