"""Rows become field updates: posted together, corrected one by one, and known by their submission since."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import connection, transaction

from access.choosing.choices import Chosen, resolve
from access.models import User
from access.rules.viewer import Viewer
from threads.access import AUDIENCE
from threads.figures.adding import at_the_end
from threads.imports.judging import Judge, Verdict, text_stands
from threads.imports.models import ImportRow, Submission, SubmissionName
from threads.imports.reasons import Said, Stop, checked, spared
from threads.updates.actions import correct_update, send_updates
from threads.updates.models import FieldUpdate

State = ImportRow.State
# The same submission that comes twice at one time waits here for the first; locked in one order.
_HOLD = """
    SELECT pg_advisory_xact_lock(hashtext(name)) FROM (
        SELECT DISTINCT 'submission:' || %s || ':' || unnest(%s::text[]) AS name ORDER BY 1
    ) AS names
"""


@dataclass(frozen=True)
class Taken:
    """What became of a row."""

    state: ImportRow.State
    why: str = ""
    said: Said | None = None
    update: FieldUpdate | None = None


def take_alone(cells: Sequence[str], judge: Judge, viewer: Viewer, *, is_sure: bool) -> Taken:
    """Do what one row says, whatever becomes of it."""

    def take() -> Taken:
        with transaction.atomic():
            return take_rows([cells], judge, viewer, is_sure=is_sure, alone=True)[0]

    return spared(take, Taken)


def take_rows(
    rows: Sequence[Sequence[str]], judge: Judge, viewer: Viewer, *, is_sure: bool, alone: bool = False
) -> list[Taken]:
    """Do what each row says, in their order, all of them in the transaction of whoever calls.

    What a rule refuses of one is a `Mendable` for all, or, where it is `alone`, what became of it.
    Corrections hold discussions, so the sums that everybody waits for are held when all of them are done.
    """
    with at_the_end():
        return _take_rows(rows, judge, viewer, is_sure=is_sure, alone=alone)


def _take_rows(
    rows: Sequence[Sequence[str]], judge: Judge, viewer: Viewer, *, is_sure: bool, alone: bool
) -> list[Taken]:
    _hold(judge, rows)
    judge.look_up(rows)
    judge.before.clear()
    verdicts = [judge.verdict(cells, is_sure=is_sure) for cells in rows]
    new = [number for number, one in enumerate(verdicts) if one.state == State.WILL]
    taken = {
        number: Taken(one.state, one.why, one.said, one.update)
        for number, one in enumerate(verdicts)
        if one.state not in ImportRow.TO_DO
    }
    try:
        made = _post([verdicts[number] for number in new], judge, viewer, alone=alone)
        taken |= {number: Taken(State.DONE, update=one) for number, one in zip(new, made, strict=True)}
        later = [number for number, one in enumerate(verdicts) if one.state == State.CORRECTS]
        if later:
            judge.look_up(rows)
        for number in later:
            verdicts[number] = judge.verdict(rows[number], is_sure=is_sure)
            taken[number] = _correct(verdicts[number], viewer, judge, alone=alone)
    except Stop as stop:
        # Alone it is the first and the last.
        taken[0] = Taken(stop.state, stop.why, stop.said)
    _call(judge, [(name, one.known) for one in verdicts if one.known is not None for name in one.names])
    return [taken[number] for number in range(len(rows))]


def _hold(judge: Judge, rows: Sequence[Sequence[str]]) -> None:
    names = sorted({name for cells in rows for name in judge.names(cells)})
    with connection.cursor() as cursor:
        cursor.execute(_HOLD, [str(judge.organisation.pk), names])


def readers_of(judge: Judge, viewer: Viewer) -> Chosen:
    """Who reads what comes of it, as it was chosen on the page of the mapping."""
    return resolve(viewer, [judge.mapping.readers], AUDIENCE)


def _post(verdicts: Sequence[Verdict], judge: Judge, viewer: Viewer, *, alone: bool) -> list[FieldUpdate]:
    if not verdicts:
        return []
    drafts = [one.draft for one in verdicts if one.draft is not None]

    def send() -> list[FieldUpdate]:
        assert isinstance(viewer.user, User)
        return send_updates(
            by=viewer.user,
            organisation=judge.organisation,
            drafts=drafts,
            at=viewer.at,
            readers=readers_of(judge, viewer),
        )

    made = checked(send) if alone else send()
    known = Submission.objects.bulk_create(
        Submission(update=update, digest=one.digest) for update, one in zip(made, verdicts, strict=True)
    )
    _call(judge, [(name, of) for one, of in zip(verdicts, known, strict=True) for name in one.names])
    return made


def _correct(verdict: Verdict, viewer: Viewer, judge: Judge, *, alone: bool) -> Taken:
    """Put right the update that a row corrects, if it does so still."""
    if verdict.state != State.CORRECTS or verdict.update is None or verdict.draft is None:
        return Taken(verdict.state, verdict.why, verdict.said, verdict.update)
    update, draft = verdict.update, verdict.draft

    def correct() -> FieldUpdate:
        assert isinstance(viewer.user, User)
        return correct_update(
            by=viewer.user,
            thread=update.thread,
            place=draft.facts.place,
            happened_on=draft.facts.happened_on,
            figures=draft.facts.figures,
            text=draft.text if verdict.says_text else text_stands(update),
            at=viewer.at,
        )

    corrected = checked(correct) if alone else correct()
    if verdict.known is not None:
        Submission.objects.filter(pk=verdict.known.pk).update(digest=verdict.digest)
    return Taken(State.CORRECTED, update=corrected)


def _call(judge: Judge, names: Sequence[tuple[str, Submission]]) -> None:
    """Know these submissions by these names, too."""
    SubmissionName.objects.bulk_create(
        (SubmissionName(organisation=judge.organisation, name=name, submission=of) for name, of in names),
        ignore_conflicts=True,
    )
