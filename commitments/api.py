"""What programs read of commitments, and the steps they take: those of the pages, by the same actions."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from typing import Any

from django.utils.translation import gettext as _

from access.api.declaring import Api, Collection, Download, Found, Part, Single, Step, as_it_is
from access.api.etags import Version
from access.api.fields import Said
from access.models import User
from access.rules.engine import require
from access.rules.viewer import Viewer
from access.toolkit.errors import Mendable
from commitments import actions
from commitments.bodies import (
    AcceptBody,
    BecameBody,
    CandidateBody,
    ChangeBody,
    CommitmentBody,
    CommitmentInFullBody,
    DecideBody,
    DeclineBody,
    GroupBody,
    NameVerifierBody,
    NewDateBody,
    ReasonBody,
    ReportBody,
    UndoBody,
    VerifyBody,
    WaitBody,
    commitment_lines,
    said,
)
from commitments.models import Answer, ChangeRequest, Commitment
from commitments.queries import COMMITMENTS
from commitments.queries.facts import as_said, as_shown, in_words
from commitments.queries.files import serve_file, show_files
from commitments.queries.groups import GroupRead, group_to_read
from commitments.queries.opened import done_for_head, find_commitment, opened
from commitments.queries.who_verifies import to_be_named
from language.words import local_day
from partners.models import Organisation


def _in_full(viewer: Viewer, commitment: Commitment) -> Said:
    today = local_day(viewer.at)
    page = opened(viewer, commitment, today, done_for_head(viewer, commitment, today))
    show_files(viewer, commitment, page.evidence)
    buttons = {button.url_name for button in page.buttons}
    return said(
        commitment,
        today,
        supporting=page.supporting,
        evidence=page.evidence,
        request=page.request,
        waiting=page.waiting,
        history=page.history,
        may=[step.name for step in STEPS if step.page in buttons],
    )


def _group(viewer: Viewer, read: GroupRead) -> Said:
    return Said(read.line, parts=commitment_lines(viewer, read.records))


def _as_said(read: Said) -> dict[str, Any]:
    return as_said(read.record, read.evidence, read.request, read.waiting)


def _candidates(viewer: Viewer, commitment: Commitment) -> list[Organisation]:
    require(viewer, "name_verifier", commitment)
    return [one.organisation for one in to_be_named(commitment, viewer.at)]


def _decide(*, by: User, commitment: Commitment, at: datetime, **typed: Any) -> Commitment:
    asked = commitment.requests.filter(answer=Answer.OPEN).first()
    if asked is None:
        raise _nothing_waits()
    return actions.decide_change(by=by, request=asked, at=at, **typed)


def _decide_waiting(*, by: User, commitment: Commitment, at: datetime, **typed: Any) -> Commitment:
    asked = commitment.waiting.filter(answer=Answer.OPEN).first()
    if asked is None:
        raise _nothing_waits()
    return actions.decide_waiting(by=by, waiting=asked, at=at, **typed)


def _nothing_waits() -> Mendable:
    return Mendable(_("Nothing waits for this decision any more. Read it again."), code="decided")


STEPS = (
    Step(
        "accept",
        "commitment_accept",
        "accept",
        actions.accept,
        "The owner accepts; who verifies is not the owner's to choose",
        AcceptBody,
    ),
    Step(
        "name-verifier",
        "commitment_name_verifier",
        "name_verifier",
        actions.name_verifier,
        "Whoever grants names who of another side verifies",
        NameVerifierBody,
        found={"verifier": Found("candidates")},
    ),
    Step(
        "pass-on",
        "commitment_pass_on",
        "decline_to_verify",
        actions.decline_to_verify,
        "The verifier passes it on to another, without a reason",
    ),
    Step(
        "decline",
        "commitment_decline",
        "decline",
        actions.decline,
        "A body that was only asked says no",
        DeclineBody,
    ),
    Step("evidence", "commitment_report", "report", actions.report, "The owner sends evidence", ReportBody),
    Step("verify", "commitment_verify", "verify", actions.verify, "Another side verifies", VerifyBody),
    Step(
        "information",
        "commitment_information",
        "request_information",
        actions.request_information,
        "The verifier says what is missing",
        ReasonBody,
    ),
    Step(
        "undo",
        "commitment_undo",
        "undo",
        actions.undo,
        "The head of a body takes back the last step that somebody took for it",
        UndoBody,
        needs_version=True,
    ),
    Step(
        "more-time",
        "commitment_more_time",
        "ask",
        actions.ask,
        "The owner asks for a later date",
        NewDateBody,
        partial(actions.ask, kind=ChangeRequest.Kind.MORE_TIME),
    ),
    Step(
        "change",
        "commitment_change",
        "ask",
        actions.ask,
        "The owner asks for other words, another owner, or a drop",
        ChangeBody,
    ),
    Step("wait", "commitment_wait", "ask", actions.wait, "The owner says whom it waits for", WaitBody),
    Step(
        "decide",
        "commitment_decide",
        "decide",
        actions.decide_change,
        "Whoever grants answers what the owner asked for",
        DecideBody,
        _decide,
        needs_version=True,
    ),
    Step(
        "decide-wait",
        "commitment_decide_waiting",
        "decide",
        actions.decide_waiting,
        "Whoever grants answers a request to wait",
        DecideBody,
        _decide_waiting,
        needs_version=True,
    ),
    Step(
        "became",
        "commitment_became",
        "say_what_became",
        actions.say_what_became,
        "Whoever entered it afterwards says what became of what was due before",
        BecameBody,
        needs_version=True,
    ),
    Step("due", "commitment_due", "decide", actions.move_due, "Whoever grants moves the date", NewDateBody),
    Step("drop", "commitment_drop", "decide", actions.drop, "Whoever grants drops it, openly", ReasonBody),
    Step("remind", "commitment_remind", "decide", actions.remind, "Whoever follows it up reminds the body"),
)
_IN_A_MEETING = "a meeting says it: a step of its minutes"
_BY_MINUTES = "it is born when minutes circulate"
API = Api(
    lists=(
        Collection(
            "commitments/",
            COMMITMENTS,
            CommitmentBody,
            "What each organisation promised",
            commitment_lines,
            is_noted=True,
        ),
    ),
    records=(
        Single(
            "commitments/<str:ref>/",
            page="commitment",
            called="commitment",
            find=find_commitment,
            says=_in_full,
            body=CommitmentInFullBody,
            summary="One commitment",
            version=Version(as_shown, in_words, _as_said),
            followed=Commitment,
            parts=(
                Part(
                    "candidates",
                    _candidates,
                    CandidateBody,
                    "Who may verify it, for whoever names one",
                    page="commitment_name_verifier",
                ),
            ),
            steps=STEPS,
            downloads=(Download("commitment_file", serve_file, "A file sent with evidence"),),
            noted_as=as_it_is,
        ),
        Single(
            "commitments/groups/<str:ref>/",
            page="commitment_group",
            called="group",
            find=group_to_read,
            says=_group,
            body=GroupBody,
            summary="What a meeting gave several bodies in one breath",
            noted_as=lambda read: read.records[0],
        ),
    ),
    without={
        actions.agree: _BY_MINUTES,
        actions.bear: _BY_MINUTES,
        actions.name_as_agreed: _BY_MINUTES,
        actions.propose: _BY_MINUTES,
        actions.say_of_all: "one promise at a time: its step became",
        actions.recommend: _BY_MINUTES,
        actions.to_agree: _BY_MINUTES,
        actions.to_propose: _BY_MINUTES,
        actions.say: _IN_A_MEETING,
        actions.pass_to_successors: "it follows when a body leaves the network",
        actions.pass_on_related: "it follows when a body comes into one house with another",
        actions.pass_on_left: "it follows when a body leaves the network",
        actions.pass_on_waiting: "the portal does it by itself at its time",
    },
)
