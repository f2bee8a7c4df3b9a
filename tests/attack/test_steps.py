"""The steps of a promise: each answers for a hidden one as for none, and refuses whoever only reads."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from access.models import AccessLog
from commitments import actions
from commitments.models import ChangeRequest, Commitment
from tests.attack.scene import HX, MARK, NOTHING, ask, text
from tests.cast import Cast, browser
from tests.commitments.world import NOW, Pair, committee, liaison, organisation, promise, staff

pytestmark = pytest.mark.django_db
STEPS = (
    *("accept", "report", "verify", "information", "more_time", "change", "wait"),
    *("decide", "decide_waiting", "due", "drop", "letter"),
)
DATA = {
    "verifier": "x",
    "text": "Done",
    "link": "https://example.org/",
    "reason": "Because",
    "due_on": "10/12/2027",
    "kind": "drop",
    "answer": "grant",
    "note": "Yes",
    "from_on": "10/12/2026",
    "until_on": "10/12/2027",
}


def test_every_step_of_a_hidden_promise_answers_as_one_that_does_not_exist() -> None:
    made = Pair(what=f"Meet the {MARK}")
    made.reported()
    outsider = browser(liaison(organisation("outside")))
    for name in ("commitment", *(f"commitment_{step}" for step in STEPS)):
        for method in ("get", "post", "head", "put", "delete"):
            for extra in ({}, HX):
                answers = [
                    ask(outsider, method, reverse(name, args=[ref]), DATA, **extra)
                    for ref in (made.commitment.ref, NOTHING)
                ]
                assert answers[0] == answers[1], (name, method)
                assert MARK not in answers[0][1]
    assert not AccessLog.objects.filter(record_ref=made.commitment.ref).exists()


def test_whoever_only_reads_a_promise_is_refused_every_step_and_the_log_says_so() -> None:
    made = Pair()
    made.reported()
    reader = staff(made.ngo)
    client = browser(reader)
    before = Commitment.objects.values().get(pk=made.commitment.pk)
    for step in STEPS:
        address = reverse(f"commitment_{step}", args=[made.commitment.ref])
        for extra in ({}, HX):
            assert client.post(address, DATA, **extra).status_code in {403, 405}, step  # type: ignore[arg-type]
    assert Commitment.objects.values().get(pk=made.commitment.pk) == before
    assert AccessLog.objects.filter(user_id=reader.pk, kind=AccessLog.Kind.DENIED).exists()


def test_the_owner_neither_verifies_nor_grants_its_own_promise() -> None:
    made = Pair()
    made.reported()
    client = browser(made.owner)
    for step in ("verify", "information", "decide", "due", "drop", "letter"):
        answer = client.post(reverse(f"commitment_{step}", args=[made.commitment.ref]), DATA)
        assert answer.status_code in {403, 405}, step
    made.commitment.refresh_from_db()
    assert made.commitment.stage == "evidence_in"


def test_filters_and_search_find_no_more_than_the_list(cast: Cast) -> None:
    made = Pair(what=f"Meet the {MARK}")
    client = browser(cast.far_liaison.user)
    empty = organisation("empty")
    nothing = committee("nothing")
    for view in ("open", "soon", "late", "to-verify", "kept", "recommended", "dropped", "nonsense"):
        answers = []
        for body, where in ((made.ngo, made.committee), (empty, nothing)):
            query = {"view": view, "organisation": body.name_en, "committee": where.ref}
            with CaptureQueriesContext(connection) as queries:
                answer = client.get(reverse("commitments"), query)
            assert MARK not in text(answer) and made.commitment.ref not in text(answer)
            asked = answer.context["asked"]
            places = (asked.next_url, asked.previous_url)
            answers.append((asked.records, asked.counts, places, len(queries)))
        assert answers[0] == answers[1], view
        assert answers[0][0] == [] and not any(answers[0][1].values())


def test_panels_and_desks_of_others_show_no_promise(cast: Cast) -> None:
    made = Pair(what=f"Meet the {MARK}")
    client = browser(cast.far_liaison.user)
    for address in (
        reverse("committee", args=[made.committee.ref]),
        reverse("organisation", args=[made.ngo.ref]),
        reverse("desk"),
        reverse("notices"),
        f"{reverse('partners')}?q={MARK}",
        f"{reverse('committees')}?q={MARK}",
    ):
        shown = text(client.get(address))
        assert made.commitment.ref not in shown and f"Meet the {MARK}" not in shown, address


def test_a_verifier_is_chosen_from_the_list_and_from_nowhere_else() -> None:
    made = Pair()
    address = reverse("commitment_name_verifier", args=[made.commitment.ref])
    for chosen in (made.ngo, organisation("friend"), made.committee):
        assert browser(made.owner).post(address, {"verifier": chosen.ref}).status_code == 403
        assert browser(made.secretary).post(address, {"verifier": chosen.ref}).status_code == 422
    made.commitment.refresh_from_db()
    assert (made.commitment.stage, made.commitment.verifier) == ("agreed", None)


def test_a_change_of_owner_takes_the_promise_from_whoever_lost_it() -> None:
    made = Pair()
    client = browser(staff(made.ngo))
    address = reverse("commitment", args=[made.commitment.ref])
    other = organisation("other")
    body = promise(made.ngo, made.committee, what="Stays")
    assert client.get(address).status_code == 200
    asked = actions.ask(
        by=made.owner,
        commitment=made.commitment,
        kind=ChangeRequest.Kind.OWNER,
        reason="Not ours",
        owner=other,
        at=NOW,
    )
    actions.decide_change(by=made.secretary, request=asked, grant=True, at=NOW)
    # Its former owner still sits in the committee by its liaison; the staff does not.
    assert ask(client, "get", address) == ask(client, "get", reverse("commitment", args=[NOTHING]))
    assert client.get(reverse("commitment", args=[body.ref])).status_code == 200
