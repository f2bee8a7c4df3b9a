"""What was due before it was entered: those who entered it are asked once what became of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from access.models import User
from access.rules.engine import can
from access.rules.viewer import Viewer
from access.toolkit.errors import Mendable
from access.toolkit.reasons import guard_reason
from access.toolkit.texts import guarded
from commitments.actions.changing import drop_now, move_due_to
from commitments.actions.writing import (
    LONGEST_TEXT,
    add_history,
    must_have_no_open_request,
    permitted_and_locked,
    save_and_refresh,
)
from commitments.models import Became, ChangeRequest, Commitment, Event
from commitments.notices import ASKED, ASSIGNED
from language.words import local_day


@dataclass(frozen=True)
class Word:
    """What became of one promise, as whoever entered it says."""

    commitment: Commitment
    became: Became
    note: str = ""
    due_on: date | None = None


@transaction.atomic
def say_what_became(
    *,
    by: User,
    commitment: Commitment,
    became: Became,
    at: datetime,
    note: str = "",
    due_on: date | None = None,
) -> Commitment:
    """Done, still open, or no longer needed: said once, of a group for each of its bodies.

    Done is the word of those who entered it and verifies nothing; its body still shows it. What is still
    open is told to its body now, and is late only after a date that is granted from now on. Whoever grants
    drops what is no longer needed; anybody else proposes that.
    """
    if became == Became.NOT_NEEDED:
        note = guard_reason(field="note", text=note, longest=LONGEST_TEXT)
    else:
        note = guarded(note, field="note", longest=LONGEST_TEXT, phones=True)
    if due_on is not None and became != Became.STILL_OPEN:
        raise Mendable(_("Only what is still open gets a date."), "due_on", "not-open")
    for pk in _asked_together(commitment):
        one = permitted_and_locked(
            by=by, action="say_what_became", commitment=Commitment(pk=pk, ref=commitment.ref), at=at
        )
        if not one.awaits_word:
            raise Mendable(_("Somebody has already said what became of this. Read it again."), code="said")
        _answer(one, became, by=by, at=at, note=note, due_on=due_on)
    commitment.refresh_from_db()
    return commitment


@transaction.atomic
def say_of_all(*, by: User, words: Sequence[Word], at: datetime) -> None:
    """The answers of a page, all or none: a refusal names the field of its promise."""
    for word in words:
        try:
            say_what_became(
                by=by,
                commitment=word.commitment,
                became=word.became,
                note=word.note,
                due_on=word.due_on,
                at=at,
            )
        except Mendable as refusal:
            field = f"{refusal.field or 'became'}-{word.commitment.ref}"
            raise Mendable(str(refusal), field, refusal.code) from refusal


def _asked_together(commitment: Commitment) -> list[int]:
    """Return the promises that are answered with this one: those of its group that nobody spoke of yet."""
    if commitment.group_id is None:
        return [commitment.pk]
    others = Commitment.objects.filter(
        group=commitment.group_id, awaits_word=True, entered_party=commitment.entered_party_id
    )
    return sorted({commitment.pk, *others.values_list("pk", flat=True)})


def _answer(
    commitment: Commitment, became: Became, *, by: User, at: datetime, note: str, due_on: date | None
) -> None:
    grants = can(Viewer(by, at), "decide", commitment)
    if became == Became.DONE:
        _said(commitment)
        add_history(commitment, Event.DONE_BEFORE, at=at, by=by, note=note)
    elif became == Became.STILL_OPEN:
        if due_on is not None and not grants:
            raise Mendable(_("You do not grant its date. Leave it empty."), "due_on", "not-granting")
        if due_on is not None:
            move_due_to(commitment, _after_today(due_on, at), by=by, at=at, note=note)
            return
        _said(commitment)
        add_history(commitment, Event.STILL_OPEN, tells=ASSIGNED, at=at, by=by, note=note)
    elif grants:
        drop_now(commitment, by=by, at=at, note=note)
    else:
        must_have_no_open_request(commitment)
        _said(commitment)
        ChangeRequest.objects.create(
            commitment=commitment, kind=ChangeRequest.Kind.DROP, reason=note, asked_at=at, asked_by=by
        )
        add_history(commitment, Event.DROP_PROPOSED, tells=ASKED, at=at, by=by, note=note)


def _said(commitment: Commitment) -> None:
    commitment.awaits_word = False
    save_and_refresh(commitment)


def _after_today(due_on: date, at: datetime) -> date:
    if due_on <= local_day(at):
        raise Mendable(_("Choose a day after today."), "due_on", "past")
    return due_on
