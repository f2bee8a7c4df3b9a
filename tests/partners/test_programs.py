"""A program of an organisation reads as somebody there answers for it, is nobody, and ends with them."""

from datetime import timedelta

import pytest
from django.contrib.auth import authenticate
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.http import Http404
from django.test import Client
from django.urls import reverse

from access.accounts import actions as accounts
from access.accounts.addresses import correct_address
from access.accounts.joining import Contact
from access.accounts.tokens import (
    has_tokens,
    make_token,
    revoke_token,
    revoke_tokens,
    sweep_tokens,
    tokens_of,
)
from access.models import AccessLog, AccessToken, Invitation, PartyMember, User
from access.rules.engine import all_rules, can, people_who_may
from access.rules.members import parties_with_people, people_of
from access.rules.relations import NOTHING
from access.rules.viewer import Viewer, find_signed_in
from access.toolkit.errors import Mendable
from notifications.models import Notice
from partners import actions
from partners.models import Membership, Organisation, Person, Program
from partners.programs import is_running, programs_of_organisation
from partners.readership import Readers, audience_statements
from tests.agreement import agree
from tests.cast import NOW, PASSWORD, Cast, browser, viewer
from tests.partners.letting_in import let_in

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
LATER = NOW + DAY
RJ = "organisation:RJ:all"


def rj() -> Organisation:
    return Organisation.objects.get(code="RJ")


def codes(program: Program, at: object = NOW) -> set[str]:
    user = User.objects.get(pk=program.user_id)
    return set(Viewer(user, at).party_codes)  # type: ignore[arg-type]


def terms(user: User) -> Membership:
    return Membership.objects.get(person__user=user, organisation=rj())


def test_who_lets_one_in_ends_it_and_makes_its_tokens(cast: Cast) -> None:
    program = let_in(cast.rj_liaison.user, cast.rj_staff.user, speaks=False)
    found = agree(
        [program],
        ("view", "end", "name_answerable", "make_tokens"),
        [member.user for member in cast],
        NOW,
    )
    who = {
        action: {cast.keys_of(User.objects.filter(pk=user)).pop() for _record, user in pairs}
        for action, pairs in found.items()
    }
    assert who == {
        "view": {"rj_liaison", "rj_staff"},
        "end": {"rj_liaison", "rj_staff"},
        "name_answerable": {"rj_liaison"},
        "make_tokens": {"rj_staff"},
    }
    allowed = {member.key for member in cast if can(viewer(member.user), "run_programs", rj())}
    assert allowed == {"rj_liaison"}
    agree([rj()], ("run_programs",), [member.user for member in cast], NOW)


def test_one_that_reads_belongs_to_what_staff_belong_to(cast: Cast) -> None:
    program = let_in(cast.rj_liaison.user, cast.rj_staff.user, speaks=False)
    assert codes(program) == {"everyone", RJ} <= set(viewer(cast.rj_staff.user).party_codes)
    # Also where its liaison officer answers for it.
    other = let_in(cast.rj_liaison.user, cast.rj_liaison.user, speaks=False, name="Other desk")
    assert codes(other) == {"everyone", RJ}


def test_one_that_acts_speaks_for_the_body_and_sits_nowhere(cast: Cast) -> None:
    program = let_in(cast.rj_liaison.user, cast.rj_liaison.user)
    mine = {code for code in viewer(cast.rj_liaison.user).party_codes if not code.startswith("person:")}
    assert codes(program) < mine
    # It reads with the members; it is on no side, in no secretariat, and fills no seat.
    assert {code.rpartition(":")[2] for code in mine - codes(program)} <= {"ngo", "secretariat"}
    assert {code for code in codes(program) if code.endswith(":members")}


def test_it_is_nobody_wherever_people_are_meant(cast: Cast) -> None:
    program = let_in(cast.rj_liaison.user, cast.rj_liaison.user)
    assert program.user not in people_of([rj().liaison_party_id, rj().all_party_id], NOW)
    assert can(viewer(program.user), "view", rj()) and program.user not in people_who_may("view", rj(), NOW)
    (said,) = audience_statements([Readers([rj().all_party_id], [program.user_id])], NOW)
    assert said.total == 2
    # Where nobody but it is left, nobody is there.
    PartyMember.objects.filter(party=rj().liaison_party_id).exclude(user=program.user_id).delete()
    assert not parties_with_people([rj().liaison_party_id], NOW)


def test_what_a_rule_does_not_open_to_programs_is_closed_to_them(cast: Cast) -> None:
    program = let_in(cast.rj_liaison.user, cast.rj_liaison.user)
    # As if it belonged to whatever a rule may ask for.
    everything = {pk: (code, kind) for pk, code, kind in _all_parties()}
    who = Viewer(program.user, NOW, parties=everything)
    opened = set()
    for rule in all_rules():
        if rule.model.__module__.startswith("tests."):
            continue
        if rule.rows(who) != NOTHING and rule.action != "view":
            opened.add(f"{rule.model._meta.label} {rule.action}")
    assert opened == {f"commitments.Commitment {name}" for name in ("accept", "decline", "report", "ask")}


def _all_parties() -> list[tuple[int, str, str]]:
    from access.models import Party

    return list(Party.objects.values_list("pk", "code", "kind"))


def test_it_ends_with_the_last_term_of_whoever_answers_and_does_not_come_back(cast: Cast) -> None:
    program = let_in(cast.rj_liaison.user, cast.rj_staff.user, speaks=False)
    person = program.answerable
    # A second term beside the first: the last one counts.
    actions.add_member(
        by=cast.rj_liaison.user, organisation=rj(), person=person, role="liaison", since=NOW, at=NOW
    )
    first, second = Membership.objects.filter(person=person).order_by("pk")
    actions.end_membership(by=cast.rj_liaison.user, membership=first, until=LATER, at=LATER)
    assert is_running(program, LATER + DAY)
    actions.end_membership(by=cast.rj_liaison.user, membership=second, until=LATER + DAY, at=LATER + DAY)
    assert is_running(program, LATER) and not is_running(program, LATER + DAY)
    assert codes(program, LATER + DAY) == set()
    back = LATER + 3 * DAY
    actions.add_member(
        by=cast.rj_liaison.user, organisation=rj(), person=person, role="staff", since=back, at=back
    )
    assert not is_running(program, back) and codes(program, back) == set()
    sweep_tokens(at=back)
    assert not User.objects.get(pk=program.user_id).is_active


def test_one_that_acts_does_no_more_than_whoever_answers_for_it(cast: Cast) -> None:
    """The head is liaison until another is named: so is the program that the head answers for."""
    head = User.objects.create_user(email="head@example.org", label_en="Head")
    person = Person.objects.create(user=head, label_en="Head")
    liaison = terms(cast.rj_liaison.user)
    actions.add_member(by=None, organisation=rj(), person=person, role="head", since=NOW, at=NOW)
    with pytest.raises(Mendable) as refused:
        let_in(cast.rj_liaison.user, head)
    assert refused.value.code == "speaks"
    actions.end_membership(by=None, membership=liaison, until=LATER, at=LATER)
    program = let_in(head, head, at=LATER)
    assert "organisation:RJ:liaison" in codes(program, LATER)
    new = Person.objects.create(user=User.objects.create_user(email="new@example.org"), label_en="New")
    named_at = LATER + DAY
    actions.add_member(by=head, organisation=rj(), person=new, role="liaison", since=named_at, at=named_at)
    assert codes(program, named_at) == {"everyone", RJ}


def test_it_ends_with_its_body_and_with_its_time(cast: Cast) -> None:
    program = let_in(cast.rj_liaison.user, cast.rj_staff.user, speaks=False, days=30)
    assert is_running(program, NOW + 29 * DAY) and not is_running(program, NOW + 30 * DAY)
    heir = Organisation.objects.get(code="BNWLA")
    actions.succeed_organisation(
        by=None, organisation=rj(), successor=heir, on=(NOW + 2 * DAY).date(), at=NOW
    )
    assert is_running(program, NOW) and not is_running(program, NOW + 3 * DAY)
    with pytest.raises(Http404):
        let_in(cast.rj_liaison.user, cast.rj_staff.user, speaks=False, name="Next", at=NOW + 3 * DAY)


def test_when_somebody_else_answers_it_goes_on_and_its_old_tokens_do_not(cast: Cast) -> None:
    program = let_in(cast.rj_liaison.user, cast.rj_staff.user, speaks=False)
    typed = {"name": "a", "scope": AccessToken.Scope.READ, "days": 30}
    actions.make_program_token(by=cast.rj_staff.user, program=program, at=NOW, **typed)  # type: ignore[arg-type]
    assert tokens_of(program.user, NOW).count() == 1
    liaison = Person.objects.get(user=cast.rj_liaison.user)
    actions.name_answerable(by=cast.rj_liaison.user, program=program, answerable=liaison, at=LATER)
    assert not tokens_of(program.user, LATER).exists()
    actions.end_membership(by=None, membership=terms(cast.rj_staff.user), until=LATER + DAY, at=LATER + DAY)
    assert is_running(program, LATER + 2 * DAY)
    with pytest.raises(Http404):
        actions.make_program_token(by=cast.rj_staff.user, program=program, at=LATER + DAY, **typed)  # type: ignore[arg-type]
    told = Notice.objects.filter(kind="partners.answers_for_program").values_list("recipient", flat=True)
    # Whoever named themselves knows.
    assert set(told) == {cast.rj_staff.user.pk}


def test_only_somebody_of_the_same_body_who_signs_in_answers_for_it(cast: Cast) -> None:
    for who in (cast.bnwla_liaison.user, cast.oversight.user):
        person, _new = Person.objects.get_or_create(user=who, defaults={"label_en": "x"})
        with pytest.raises(Mendable) as refused:
            let_in(cast.rj_liaison.user, who, speaks=False)
        assert refused.value.code == "who" and person.user_id == who.pk
    nobody = actions.introduce(label_en="Not here", label_bn="")
    actions.add_member(by=None, organisation=rj(), person=nobody, role="staff", since=NOW, at=NOW)
    with pytest.raises(Mendable):
        actions.open_program(
            by=cast.rj_liaison.user, organisation=rj(), name="a", answerable=nobody, speaks=False, days=1,
            at=NOW,
        )  # fmt: skip


def test_whoever_is_not_asked_lets_none_in_and_ends_none(cast: Cast) -> None:
    with pytest.raises(PermissionDenied):
        let_in(cast.rj_staff.user, cast.rj_staff.user, speaks=False)
    with pytest.raises(PermissionDenied):
        let_in(cast.ncc_secretary.user, cast.rj_staff.user, speaks=False)
    program = let_in(cast.rj_liaison.user, cast.rj_liaison.user)
    for by in (cast.bnwla_liaison.user, cast.ncc_secretary.user, cast.oversight.user):
        with pytest.raises(Http404):
            actions.end_program(by=by, program=program, at=NOW)
    # Its own body's staff see it.
    with pytest.raises(PermissionDenied):
        actions.end_program(by=cast.rj_staff.user, program=program, at=NOW)
    with pytest.raises(PermissionDenied):
        make_token(
            by=cast.rj_staff.user,
            name="a",
            scope=AccessToken.Scope.READ,
            days=1,
            at=NOW,
            program=program.user,
        )
    assert programs_of_organisation(viewer(cast.bnwla_liaison.user), rj()) == []


@pytest.mark.parametrize("who", ["rj_liaison", "rj_staff", "administrator"])
def test_it_is_ended_for_good_with_its_tokens(cast: Cast, who: str) -> None:
    program = let_in(cast.rj_liaison.user, cast.rj_staff.user, speaks=False)
    typed = {"name": "a", "scope": AccessToken.Scope.READ, "days": 30}
    actions.make_program_token(by=cast.rj_staff.user, program=program, at=NOW, **typed)  # type: ignore[arg-type]
    by = cast[who].user
    if who == "administrator":
        accounts.close_account(by=by, user=program.user, at=LATER)
    else:
        actions.end_program(by=by, program=program, at=LATER)
    ended = User.objects.get(pk=program.user_id)
    assert not ended.is_active and not tokens_of(ended, LATER).exists() and not is_running(program, LATER)
    with pytest.raises(Mendable):
        accounts.reopen_account(by=cast.administrator.user, user=ended, at=LATER)
    with pytest.raises(Mendable):
        actions.make_program_token(by=cast.rj_staff.user, program=program, at=LATER, **typed)  # type: ignore[arg-type]
    with pytest.raises(Mendable):
        actions.name_answerable(
            by=cast.rj_liaison.user, program=program, answerable=cast.rj_liaison.person, at=LATER
        )


def test_with_the_account_of_whoever_answers_it_is_closed_too(cast: Cast) -> None:
    program = let_in(cast.rj_liaison.user, cast.rj_staff.user, speaks=False)
    accounts.close_account(by=cast.administrator.user, user=cast.rj_staff.user, at=NOW)
    accounts.reopen_account(by=cast.administrator.user, user=cast.rj_staff.user, at=NOW)
    assert not is_running(program, NOW)


def test_nobody_comes_in_by_the_door_as_a_program(cast: Cast) -> None:
    program = let_in(cast.rj_liaison.user, cast.rj_staff.user, speaks=False).user
    by = cast.administrator.user
    for word in ("", "!", program.password):
        assert authenticate(identifier=program.ref, password=word) is None
    assert find_signed_in(program.pk) is None
    client = Client()
    client.force_login(program, backend="access.rules.backend.SignInBackend")
    assert client.get("/account/").status_code == 302
    for attempt in (
        lambda: accounts.invite(by=by, user=program, channel=Invitation.Channel.PAPER, at=NOW),
        lambda: accounts.reset_second_factor(by=by, user=program, at=NOW),
        lambda: correct_address(
            by=by, user=program, contact=Contact.typed(email="a@example.org", mobile=""), reason="x", at=NOW
        ),
    ):
        with pytest.raises(Mendable):
            attempt()
    for column, value in (("email", "a@example.org"), ("is_administrator", True), ("password", "pbkdf2$")):
        with pytest.raises(IntegrityError), transaction.atomic():
            User.objects.filter(pk=program.pk).update(**{column: value})


def test_its_name_says_whose_it_is_in_both_languages_and_follows_the_body(cast: Cast) -> None:
    program = let_in(cast.rj_liaison.user, cast.rj_staff.user, speaks=False)
    body = rj()
    short = body.short_en or body.name_en
    assert program.user.label_en == f"{short}, program Case desk"
    assert "প্রোগ্রাম Case desk" in program.user.label_bn
    Organisation.objects.filter(pk=body.pk).update(short_en="", short_bn="")
    actions.rename_organisation(
        by=None, organisation=body, name_en="Rights Now", name_bn="অধিকার এখন", on=NOW.date(), at=NOW
    )
    user = User.objects.get(pk=program.user_id)
    assert (user.label_en, user.label_bn) == (
        "Rights Now, program Case desk", "অধিকার এখন, প্রোগ্রাম Case desk"
    )  # fmt: skip


def test_two_of_a_body_are_told_apart_and_a_name_names_nobody(cast: Cast) -> None:
    let_in(cast.rj_liaison.user, cast.rj_staff.user, speaks=False)
    for name, code in (("Case desk", "taken"), ("", "required"), ("ID 1990123456789", "identifier")):
        with pytest.raises(Mendable) as refused:
            let_in(cast.rj_liaison.user, cast.rj_staff.user, speaks=False, name=name)
        assert refused.value.field == "name", code
    for days in (0, 366):
        with pytest.raises(Mendable):
            let_in(cast.rj_liaison.user, cast.rj_staff.user, speaks=False, name="b", days=days)


def test_the_log_says_who_answered_for_what_it_did(cast: Cast) -> None:
    program = let_in(cast.rj_liaison.user, cast.rj_staff.user, speaks=False)
    typed = {"name": "a", "scope": AccessToken.Scope.READ, "days": 30}
    actions.make_program_token(by=cast.rj_staff.user, program=program, at=NOW, **typed)  # type: ignore[arg-type]
    revoke_token(by=cast.rj_staff.user, ref=AccessToken.objects.get().ref, at=NOW)
    lines = AccessLog.objects.filter(record_ref=program.user.ref).order_by("pk")
    assert [line.purpose for line in lines] == [
        "opened for a program", "made a token (read, 30 days)", "revoked a token"
    ]  # fmt: skip


@pytest.mark.parametrize("how", ["password", "second factor", "elsewhere", "administrator"])
def test_its_tokens_do_not_outlive_what_ends_those_of_whoever_answers(cast: Cast, how: str) -> None:
    who, administrator = cast.rj_staff.user, cast.administrator.user
    program = let_in(cast.rj_liaison.user, who, speaks=False)
    other = let_in(cast.rj_liaison.user, cast.rj_liaison.user, name="Other desk")
    typed = {"name": "a", "scope": AccessToken.Scope.READ, "days": 30}
    actions.make_program_token(by=who, program=program, at=NOW, **typed)  # type: ignore[arg-type]
    actions.make_program_token(by=cast.rj_liaison.user, program=other, at=NOW, **typed)  # type: ignore[arg-type]
    assert has_tokens(who, NOW)
    if how == "password":
        accounts.change_password(by=who, current=PASSWORD, new="five quiet river stones", at=NOW)
    elif how == "second factor":
        why = "The phone was lost on the road to Benapole"
        accounts.reset_second_factor(by=administrator, user=who, at=NOW, reason=why)
    elif how == "elsewhere":
        browser(who).post(reverse("account_sessions"), {"session": "others", "once": "c" * 22})
    else:
        revoke_tokens(by=administrator, user=who, at=NOW)
    assert not tokens_of(program.user, NOW).exists() and not has_tokens(who, NOW)
    # It may come in by new ones; those of other programs go on.
    assert is_running(program, NOW) and tokens_of(other.user, NOW).count() == 1


def test_that_one_is_let_in_is_told_to_head_and_liaison_officers_beside_whoever_did_it(cast: Cast) -> None:
    head, second = (
        User.objects.create_user(email=f"{name}@example.org", label_en=name) for name in ("head", "second")
    )
    for user, role in ((head, "head"), (second, "liaison")):
        person = Person.objects.create(user=user, label_en=user.label_en)
        actions.add_member(by=None, organisation=rj(), person=person, role=role, since=NOW, at=NOW)
    let_in(cast.rj_liaison.user, cast.rj_liaison.user)
    told = Notice.objects.filter(kind="partners.program_let_in").values_list("recipient", flat=True)
    assert set(told) == {head.pk, second.pk}
    assert not Notice.objects.filter(kind="partners.answers_for_program").exists()
