"""The rows of commitments in the sweep, and the records they ask for."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from commitments import actions as promises
from commitments.models import ChangeRequest, Commitment, CommitmentGroup
from commitments.queries import verifier_candidates
from partners.models import GroupKind, Seat
from tests.cast import NOW
from tests.commitments.world import accept
from tests.library.made_files import checked_file
from tests.sweep import COMMITTEE, FAR, NATION, NETWORK, NO_REF, SECRETARIAT, District, Row, Rows, without

READ_PROMISE = f"{COMMITTEE} rj_staff {NATION} oversight"
READ_PROMISE_ELSEWHERE = f"{NATION} oversight"


def _step(record: str, done: int, may: str) -> Row:
    return Row(
        "GET",
        lambda found: (getattr(found, record).ref,),
        (NO_REF,),
        {done: may, 403: without(READ_PROMISE, may)},
        {403: READ_PROMISE_ELSEWHERE},
    )


ROWS = Rows(
    records={
        "commitment": Row(
            args=lambda found: (found.agreed.ref,),
            nowhere=(NO_REF,),
            own={200: READ_PROMISE},
            other={200: READ_PROMISE_ELSEWHERE},
        ),
        "commitment_group": Row(
            args=lambda found: (found.agreed.group.ref,),
            nowhere=(NO_REF,),
            own={200: READ_PROMISE},
            other={200: READ_PROMISE_ELSEWHERE},
        ),
        "commitment_letter": _step("accepted", 200, SECRETARIAT),
        "commitment_letter_pdf": _step("accepted", 302, SECRETARIAT),
        "commitment_letter_docx": _step("accepted", 302, SECRETARIAT),
        "commitment_file": Row(
            args=lambda found: (found.evidence.ref, found.file.ref),
            nowhere=(NO_REF, NO_REF),
            own={200: READ_PROMISE},
            other={200: READ_PROMISE_ELSEWHERE},
        ),
        "commitment_undo": _step("agreed", 200, "rj_liaison"),
        "commitment_remind": _step("accepted", 200, SECRETARIAT),
        "commitment_accept": _step("agreed", 200, "rj_liaison"),
        "commitment_decline": _step("proposed", 200, "rj_liaison"),
        "commitment_report": _step("accepted", 200, "rj_liaison"),
        "commitment_more_time": _step("accepted", 200, "rj_liaison"),
        "commitment_change": _step("accepted", 200, "rj_liaison"),
        "commitment_wait": _step("accepted", 200, "rj_liaison"),
        "commitment_name_verifier": _step("agreed", 200, SECRETARIAT),
        "commitment_pass_on": _step("evidence", 200, "dc_jashore"),
        "commitment_verify": _step("evidence", 200, "dc_jashore"),
        "commitment_information": _step("evidence", 200, "dc_jashore"),
        "commitment_decide": _step("asked", 200, SECRETARIAT),
        "commitment_decide_waiting": _step("asked", 200, SECRETARIAT),
        "commitment_became": _step("long_due", 200, SECRETARIAT),
        "commitment_due": _step("accepted", 200, SECRETARIAT),
        "commitment_drop": _step("accepted", 200, SECRETARIAT),
    },
    lists={
        "commitments": Row(own={200: NETWORK}),
        "commitments_afterwards": Row(own={200: NETWORK}),
    },
)


def prepare(here: District) -> None:
    """One commitment in each state."""
    here.agreed = _promise(here, "agreed")
    here.agreed.group = CommitmentGroup.objects.create(
        kind=GroupKind.DEPARTMENTS, name_en=f"{here.mark} group", name_bn=f"{here.mark} group"
    )
    here.agreed.save()
    here.proposed = _promise(here, "proposed", promises.propose)
    here.long_due = _promise(here, "long due", due_on=date(2026, 10, 5), entered_afterwards=True)
    here.accepted = _accepted(here, "accepted")
    here.asked = _asked(here)
    here.evidence = _reported(here)


def _promise(
    here: District,
    name: str,
    make: Callable[..., Commitment] = promises.agree,
    due_on: date = FAR,
    **said: Any,
) -> Commitment:
    return make(
        by=here.secretary,
        what=f"{here.mark} {name}",
        owner=here.organisation,
        due_on=due_on,
        committee=here.committee,
        agreed_on=date(2026, 10, 1),
        source_type="",
        source_id=None,
        source_text_en=f"{here.mark} source",
        source_text_bn=f"{here.mark} source",
        at=NOW,
        **said,
    )


def _accepted(here: District, name: str) -> Commitment:
    made = _promise(here, name)
    office = Seat.objects.get(committee=here.committee, role=Seat.Role.CHAIR).office
    assert office is not None and office.organisation is not None
    assert office.organisation in [one.organisation for one in verifier_candidates(made, NOW)]
    accept(by=here.liaison, commitment=made, verifier=office.organisation, at=NOW)
    return Commitment.objects.get(pk=made.pk)


def _asked(here: District) -> Commitment:
    made = _accepted(here, "asked")
    later, reason = FAR + timedelta(days=90), f"{here.mark} reason"
    kind = ChangeRequest.Kind.MORE_TIME
    promises.ask(by=here.liaison, commitment=made, kind=kind, reason=reason, due_on=later, at=NOW)
    promises.wait(by=here.liaison, commitment=made, from_on=NOW.date(), until_on=later, reason=reason, at=NOW)
    return made


def _reported(here: District) -> Commitment:
    made = _accepted(here, "evidence")
    here.file = checked_file(here.liaison, f"{here.mark} file")
    text, files = f"{here.mark} evidence", [here.file.ref]
    promises.report(by=here.liaison, commitment=made, text=text, files=files, at=NOW)
    return made
