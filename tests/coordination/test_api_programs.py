"""A program of an organisation at the addresses of programs: what it reads and does, as whom, and its end."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from access.accounts import actions as accounts
from access.models import AccessLog, AccessToken, Party, User
from access.toolkit.covering import COVERABLE
from commitments import actions as promises
from commitments.models import Commitment
from coordination.covers.actions import _took_away
from notifications.models import Notice
from partners import actions
from partners.models import Membership, Organisation, Program
from tests.cast import PASSWORD, Cast, browser
from tests.commitments.pages import pair
from tests.commitments.world import Pair
from tests.partners.letting_in import Coming, let_in
from tests.programs import Program as OfPerson

pytestmark = pytest.mark.django_db


@pytest.fixture
def made() -> Pair:
    return pair()


def of(owner: User, organisation: Organisation, **more: Any) -> Program:
    return let_in(owner, owner, code=organisation.code, at=timezone.now(), **more)


def coming(program: Program, **more: Any) -> Coming:
    return Coming(program, timezone.now(), **more)


def may(program: OfPerson, commitment: Commitment) -> list[str]:
    return list(program.get(f"commitments/{commitment.ref}/").json()["may"])


def test_it_accepts_and_reports_under_its_own_name(made: Pair) -> None:
    program = of(made.owner, made.ngo)
    desk = coming(program)
    assert desk.get("account/").json()["label_en"] == "ngo, program Case desk"
    address = f"commitments/{made.commitment.ref}/"
    accepted = desk.post(f"{address}accept/", {})
    assert (accepted.status_code, accepted.json()["stage"]) == (200, "accepted")
    sent = desk.post(f"{address}evidence/", {"text": "The list went out."})
    assert sent.json()["stage"] == "evidence_in"
    said = {line["words"]: line["by"] for line in sent.json()["history"] if line["people"] is None}
    assert list(said.values()).count("ngo, program Case desk") == 2, said
    page = browser(made.secretary).get(reverse("commitment", args=[made.commitment.ref])).content.decode()
    assert "ngo, program Case desk" in page
    # In the log it stands beside whoever answered for it.
    line = AccessLog.objects.filter(user=program.user).latest("pk")
    assert line.answerable_id == made.owner.pk


def test_it_verifies_nothing_though_its_people_do_and_were_asked_before_it(made: Pair) -> None:
    made.reported()
    person = OfPerson(made.verifier)
    assert "verify" in may(person, made.commitment)
    desk = coming(of(made.verifier, made.government))
    # A statement that is kept for its liaison officer is not answered to it.
    assert may(desk, made.commitment) == []
    assert "verify" in may(person, made.commitment)
    for step in ("verify/", "information/", "due/", "drop/", "decide/"):
        sent = {"reason": "x", "due_on": "2055-01-01", "grant": True}
        answer = desk.post(f"commitments/{made.commitment.ref}/{step}", sent)
        assert answer.status_code == 403, step
    assert Commitment.objects.get(pk=made.commitment.pk).stage == "evidence_in"
    denied = AccessLog.objects.filter(kind=AccessLog.Kind.DENIED)
    assert {line.answerable_id for line in denied} == {made.verifier.pk}


def test_one_that_reads_reads_as_staff_and_does_nothing(made: Pair) -> None:
    desk = coming(of(made.owner, made.ngo, speaks=False))
    assert may(desk, made.commitment) == []
    refused = desk.post(f"commitments/{made.commitment.ref}/accept/", {})
    assert refused.status_code == 403
    reading = coming(of(made.owner, made.ngo, name="Reader"), scope=AccessToken.Scope.READ)
    assert reading.post(f"commitments/{made.commitment.ref}/accept/", {}).status_code == 403


def test_it_calls_no_meeting(made: Pair) -> None:
    answer = coming(of(made.owner, made.ngo)).post("meetings/", {})
    assert answer.status_code == 403


def test_it_reads_nothing_that_its_body_may_not_and_hidden_is_missing(made: Pair) -> None:
    elsewhere = pair()
    desk = coming(of(made.owner, made.ngo))
    hidden = desk.get(f"commitments/{elsewhere.commitment.ref}/")
    missing = desk.get("commitments/n0-such-record-anywher/")
    assert hidden.status_code == 404 and hidden.content == missing.content
    listed = desk.get("commitments/").json()["results"]
    assert [one["ref"] for one in listed] == [made.commitment.ref]


def test_whoever_answers_sits_elsewhere_too_and_the_program_does_not(made: Pair) -> None:
    """What its person reads by another body, office or role is not the program's."""
    other = pair()
    person = other.owner.person
    actions.add_member(
        by=made.owner, organisation=made.ngo, person=person, role="staff", since=timezone.now(),
        at=timezone.now(),
    )  # fmt: skip
    program = let_in(made.owner, other.owner, code=made.ngo.code, at=timezone.now(), speaks=False)
    assert OfPerson(other.owner).get(f"commitments/{other.commitment.ref}/").status_code == 200
    desk = coming(program)
    assert desk.get(f"commitments/{made.commitment.ref}/").status_code == 200
    assert desk.get(f"commitments/{other.commitment.ref}/").status_code == 404


def test_it_is_told_nothing_and_counts_for_nobody(made: Pair) -> None:
    program = of(made.owner, made.ngo)
    now = timezone.now()
    promises.move_due(
        by=made.secretary,
        commitment=made.accepted(now),
        due_on=timezone.localdate() + timedelta(days=60),
        reason="The floods keep everybody from the roads.",
        at=now,
    )
    assert Notice.objects.filter(recipient=made.owner).exists()
    assert not Notice.objects.filter(recipient=program.user).exists()
    assert coming(program).get("notices/").json()["results"] == []


@pytest.mark.parametrize("how", ["term", "ended", "closed", "of whoever answers", "time"])
def test_at_its_end_its_token_lets_nobody_in_at_once(made: Pair, how: str, cast: Cast) -> None:
    program = of(made.owner, made.ngo)
    desk = coming(program)
    assert desk.get("commitments/").status_code == 200
    now = timezone.now()
    if how == "term":
        membership = Membership.objects.get(person__user=made.owner, organisation=made.ngo)
        actions.end_membership(by=None, membership=membership, until=now, at=now)
    elif how == "ended":
        actions.end_program(by=made.owner, program=program, at=now)
    elif how == "closed":
        accounts.close_account(by=cast.administrator.user, user=program.user, at=now)
    elif how == "of whoever answers":
        accounts.close_account(by=cast.administrator.user, user=made.owner, at=now)
    else:
        program.user.party_memberships.update(period=_ended(now))
    assert desk.get("commitments/").status_code in (401, 403)
    # Asked once, it is gone for good.
    assert desk.get(f"commitments/{made.commitment.ref}/").status_code == 401
    assert not AccessToken.objects.filter(user=program.user).exists()
    assert not User.objects.get(pk=program.user_id).is_active


def _ended(now: Any) -> Any:
    from psycopg2.extras import DateTimeTZRange

    return DateTimeTZRange(now - timedelta(days=1), now)


def test_of_a_passage_that_is_covered_whoever_answers_is_told(made: Pair) -> None:
    program = of(made.owner, made.ngo)
    desk = coming(program)
    desk.get("commitments/")
    desk.get(f"commitments/{made.commitment.ref}/")
    declared = COVERABLE["commitments.commitment"]
    told = _took_away(made.commitment, declared, timezone.now())
    assert [party.code for party in told] == [f"account:{made.owner.ref}"]
    assert not Party.objects.filter(code=f"account:{program.user.ref}").exists()


def test_its_page_makes_a_token_once_after_the_password_and_revokes_it(cast: Cast) -> None:
    program = let_in(cast.rj_liaison.user, cast.rj_staff.user, speaks=False, at=timezone.now())
    client = browser(cast.rj_staff.user)
    address = reverse("program_token", args=[program.ref])
    asked = client.get(address)
    assert asked.status_code == 302 and asked.headers["Location"].startswith("/account/confirm/")
    client.post("/account/confirm/", {"password": PASSWORD})
    typed = {"name": "Nightly", "scope": "read", "days": "30", "once": "b" * 22}
    shown = client.post(address, typed).content.decode()
    found = re.search(r'value="(shomonnoy_[0-9a-f]{64})"', shown)
    assert found is not None and client.post(address, typed).status_code == 302
    assert AccessToken.objects.get().user_id == program.user_id
    page = client.get(reverse("program", args=[program.ref])).content.decode()
    assert "Nightly" in page and found[1] not in page
    # Others of the body see the program, and none of its tokens.
    assert "Nightly" not in browser(cast.rj_liaison.user).get(
        reverse("program", args=[program.ref])
    ).content.decode()  # fmt: skip
    client.post(reverse("program_revoke", args=[program.ref]), {"token": AccessToken.objects.get().ref})
    assert not AccessToken.objects.exists()


def test_a_liaison_officer_lets_one_in_names_another_and_ends_it_on_its_pages(cast: Cast) -> None:
    client = browser(cast.rj_liaison.user)
    body = Organisation.objects.get(code="RJ")
    address = reverse("organisation_add_program", args=[body.ref])
    assert client.post(address, {"name": ""}).status_code == 422
    typed = {
        "name": "Case desk", "speaks": "no", "days": "90", "answerable": cast.rj_staff.person.ref
    }  # fmt: skip
    wrong = client.post(address, typed | {"speaks": "yes"})
    assert wrong.status_code == 422 and "liaison officer answers" in wrong.content.decode()
    assert client.post(address, typed).status_code == 302
    program = Program.objects.get()
    assert "Case desk" in client.get(reverse("organisation", args=[body.ref])).content.decode()
    outside = browser(cast.bnwla_liaison.user).get(reverse("organisation", args=[body.ref]))
    assert "Case desk" not in outside.content.decode()
    named = {"answerable": cast.rj_liaison.person.ref}
    assert client.post(reverse("program_answerable", args=[program.ref]), named).status_code == 302
    program.refresh_from_db()
    assert program.answerable == cast.rj_liaison.person
    ending = reverse("program_end", args=[program.ref])
    assert client.get(ending).status_code == 200 and client.post(ending).status_code == 302
    assert not User.objects.get(pk=program.user_id).is_active
    assert "has ended" in client.get(reverse("program", args=[program.ref])).content.decode()


def test_an_administrator_ends_one_and_gives_it_nothing(cast: Cast) -> None:
    program = let_in(cast.rj_liaison.user, cast.rj_staff.user, speaks=False, at=timezone.now())
    client = browser(cast.administrator.user)
    page = client.get(reverse("accounts_one", args=[program.user.ref])).content.decode()
    assert "answers for it" in page and "Print a one-time code" not in page
    for wanted in ("paper", "reopen", "second-factor"):
        refused = client.post(reverse("accounts_one", args=[program.user.ref]), {"do": wanted})
        assert refused.status_code == 422, wanted
    assert client.post(reverse("accounts_one", args=[program.user.ref]), {"do": "close"}).status_code == 302
    assert "has ended" in client.get(reverse("accounts_one", args=[program.user.ref])).content.decode()


def test_the_access_log_names_the_program_and_who_answers_for_it(cast: Cast) -> None:
    program = let_in(cast.rj_liaison.user, cast.rj_liaison.user, at=timezone.now())
    desk = Coming(program, timezone.now())
    desk.get("commitments/")
    page = browser(cast.oversight.user).get(reverse("access_log")).content.decode()
    label = program.user.label_en
    assert f"{label}; who answers for it: {cast.rj_liaison.user.label_en}" in page
