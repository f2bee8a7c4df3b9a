"""Corrections: those who attended propose and take them back, the secretariat accepts or declines each."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from access.accounts.changes import party_of_account
from access.models import User
from access.rules.engine import require
from access.toolkit.covering import without_covered
from access.toolkit.errors import Mendable
from access.toolkit.locking import lock_actor, lock_row
from access.toolkit.texts import guarded
from access.toolkit.versions import compare
from language.digits import to_ascii
from language.words import day, number
from meetings.actions.ceilings import stay_under_corrections
from meetings.actions.writing import ACTION_POINT, TEXT, permitted_minutes
from meetings.models import Attendance, Correction, Minutes
from meetings.notices import CORRECTION_ANSWERED, CORRECTION_PROPOSED
from meetings.standing_text import Line, Part, lines_of, whole_text
from notifications.actions import tell

REASON = 1_000
# What the attendance list may be corrected to.
STATUSES = (
    Attendance.Status.PRESENT,
    Attendance.Status.DELEGATE,
    Attendance.Status.APOLOGIES,
    Attendance.Status.ABSENT,
)


@transaction.atomic
def propose_correction(
    *, by: User, minutes: Minutes, line: str, wished: str, reason: str, at: datetime
) -> Correction:
    """Somebody who attended wishes a line to read otherwise; the secretariat is told."""
    held = permitted_minutes(by=by, action="correct", minutes=minutes, at=at)
    _must_take_corrections(held)
    stands = lines_of(whole_text(held)).get(line)
    if stands is None:
        raise Mendable(_("This line is not in the circulated text. Choose one of its lines."), code="line")
    covered = held.meeting.covered or ()
    if not stands.part.is_counted and without_covered(stands.text, covered) != stands.text:
        raise Mendable(
            _("A passage of this line is covered. It can be corrected once it is decided."), "line", "covered"
        )
    wished = _wished(stands, wished)
    if wished == stands.text:
        raise Mendable(_("This is what the line says already. Write how it should read."), "wished", "same")
    reason = guarded(reason, field="reason", longest=REASON, phones=True, required=True)
    stay_under_corrections(by=by, minutes=held)
    correction = Correction.objects.create(
        minutes=held,
        line=stands.key,
        was=stands.text,
        wished=wished,
        reason=reason,
        proposed_at=at,
        proposed_by=by,
        proposer_party=party_of_account(by),
        by_label_en=by.label_en,
        by_label_bn=by.label_bn,
    )
    tell(kind=CORRECTION_PROPOSED, record=correction, occasion=f"proposed:{correction.pk}", at=at, by=by)
    return correction


@transaction.atomic
def answer_correction(
    *, by: User, correction: Correction, answer: str, note: str, at: datetime
) -> Correction:
    """The secretariat accepts the correction, or declines it and says why; its author is told.

    One that was written on a text which another correction has changed since is not accepted: nothing
    is put together that nobody wrote.
    """
    held = _waiting(by=by, action="answer", correction=correction, at=at)
    if answer not in (Correction.Answer.ACCEPTED, Correction.Answer.DECLINED):
        raise Mendable(_("Choose one of the answers."), "answer", "answer")
    is_declined = answer == Correction.Answer.DECLINED
    note = guarded(note, field="note", longest=REASON, phones=True)
    if is_declined and not note:
        raise Mendable(_("Write why it is declined: its author reads it."), "note", "required")
    if not is_declined:
        _must_still_stand(held)
    held.answer, held.answer_note, held.decided_at, held.decided_by = answer, note, at, by
    held.save(update_fields=["answer", "answer_note", "decided_at", "decided_by"])
    tell(kind=CORRECTION_ANSWERED, record=held, occasion=f"answered:{held.pk}", at=at, by=by)
    return held


@transaction.atomic
def take_back_correction(*, by: User, correction: Correction, at: datetime) -> Correction:
    """Whoever proposed it takes it back while nobody has answered: it waits no more, and stays readable."""
    held = _waiting(by=by, action="take_back", correction=correction, at=at)
    held.answer, held.decided_at, held.decided_by = Correction.Answer.WITHDRAWN, at, by
    held.save(update_fields=["answer", "decided_at", "decided_by"])
    return held


def _waiting(*, by: User, action: str, correction: Correction, at: datetime) -> Correction:
    """Hold a correction that waits for its answer, and let the action go on, or raise."""
    viewer = lock_actor(by, at)
    # Meeting, minutes, then the line: as everybody holds them.
    meeting = lock_row(correction.minutes.meeting)
    minutes = lock_row(correction.minutes)
    held = lock_row(correction)
    require(viewer, action, held)
    compare(held)
    minutes.meeting = meeting
    held.minutes = minutes
    compare(minutes)
    _must_take_corrections(minutes)
    if not held.is_open:
        raise Mendable(
            _("This correction was answered already: %(answer)s.") % {"answer": held.get_answer_display()},
            code="answered",
        )
    return held


def _must_take_corrections(minutes: Minutes) -> None:
    if not minutes.is_frozen:
        raise Mendable(
            _("These minutes have not been circulated yet. Corrections follow circulation."), code="state"
        )
    if minutes.is_confirmed:
        raise Mendable(
            _("These minutes are confirmed. Their text is locked: the secretariat can add an addendum."),
            code="confirmed",
        )


def _must_still_stand(correction: Correction) -> None:
    """Refuse to accept what was written on a text that another correction has replaced."""
    line = lines_of(whole_text(correction.minutes))[correction.line]
    if line.text == correction.was:
        return
    earlier = correction.minutes.corrections.filter(line=correction.line, answer=Correction.Answer.ACCEPTED)
    latest = earlier.latest("decided_at", "pk")
    raise Mendable(
        _(
            "Another correction of this line was accepted on %(day)s. This one was written on the text "
            "before it: decline it and say so, and its author can propose it anew on the text as it stands."
        )
        % {"day": day(latest.decided_at)},
        "answer",
        "outdated",
    )


def _wished(line: Line, wished: str) -> str:
    if line.part == Part.ATTENDANCE:
        if wished not in STATUSES:
            raise Mendable(_("Choose one of the answers."), "wished", "status")
        return wished
    if line.part == Part.HEAD_COUNT:
        return _total(line, wished)
    longest = ACTION_POINT if line.part == Part.POINT else TEXT
    return guarded(wished, field="wished", longest=longest, phones=True, required=True)


def _total(line: Line, wished: str) -> str:
    digits = to_ascii(str(wished)).strip()
    if not digits.isdecimal() or len(digits) > 7:
        raise Mendable(_("Enter how many came."), "wished", "required")
    if int(digits) < line.least:
        raise Mendable(
            _("Women and men together are %(number)s. The total cannot be less.")
            % {"number": number(line.least)},
            "wished",
            "too_few",
        )
    return str(int(digits))
