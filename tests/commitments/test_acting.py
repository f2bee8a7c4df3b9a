"""Whoever does the work acts for the head of the body: named, seen, and undone before others build on it."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone
from psycopg2.extras import DateTimeTZRange

from access.models import User
from access.rules.audiences import refresh
from access.rules.engine import can
from commitments import actions
from commitments.models import Answer, ChangeRequest, Commitment, Event, Evidence, Stage, StepForHead
from commitments.queries import TO_VERIFY, listed
from commitments.queries.acting import last_for_head
from notifications.models import Notice
from partners import actions as directory
from partners.acting import assistants_of
from partners.models import OfficeAssistant, OfficeHolder, Person, Seat, Side
from partners.parties import refresh_office
from tests.agreement import agree
from tests.cast import browser
from tests.commitments.world import (
    DUE,
    NOW,
    TODAY,
    accept,
    committee,
    days,
    events,
    granted_by,
    holder,
    liaison,
    office,
    organisation,
    person,
    promise,
    proposal,
    refused_with,
    seat,
    user_of,
    viewer,
)

pytestmark = pytest.mark.django_db
OWNERS, VERIFIERS = ("accept", "decline", "report", "ask"), ("verify", "request_information")
LATER = NOW + timedelta(hours=1)
UNTIL = NOW + days(90)


class Parishad:
    """A union parishad with a chairman and a desk, and an NGO beside it, in the committee of the union."""

    def __init__(self) -> None:
        self.committee = committee("union")
        self.body = organisation("parishad", Side.GOVERNMENT)
        self.ngo = organisation("ngo")
        self.head = office("Chairman", self.body, heads=True)
        self.desk = office("Administrative officer", self.body)
        seat(self.committee, office=self.head, role=Seat.Role.CHAIR, precedence=1)
        seat(self.committee, office=self.desk, role=Seat.Role.MEMBER_SECRETARY, precedence=2)
        seat(self.committee, self.ngo)
        self.chairman_person, self.officer_person = person("chairman"), person("officer")
        self.chairman = holder(self.chairman_person, self.head)
        self.officer = holder(self.officer_person, self.desk)
        self.partner = liaison(self.ngo)
        self.commitment = promise(self.body, self.committee)

    def lets(self, **changed: Any) -> OfficeAssistant:
        wanted: dict[str, Any] = {"desk": self.desk, "since": NOW, "until": UNTIL, "acts": True}
        wanted |= {"by": self.chairman, "office": self.head}
        return directory.assist(at=NOW, **(wanted | changed))

    def accepted(self, by: User, at: Any = NOW) -> Commitment:
        return accept(by=by, commitment=self.commitment, verifier=self.ngo, at=at)

    def reported(self, by: User, at: Any = NOW) -> Commitment:
        self.accepted(by, at)
        actions.report(by=by, commitment=self.commitment, text="Two meetings were held.", at=at)
        self.commitment.refresh_from_db()
        return self.commitment

    def may(self, user: User, at: Any = NOW) -> set[str]:
        who = viewer(user, at)
        return {action for action in (*OWNERS, *VERIFIERS, "undo") if can(who, action, self.commitment)}


@pytest.fixture
def world(db: None) -> Parishad:
    return Parishad()


def told(kind: str, room: str = "commitments") -> set[int]:
    return set(Notice.objects.filter(kind=f"{room}.{kind}").values_list("recipient", flat=True))


def of_ngo_to_verify(world: Parishad) -> Commitment:
    """A promise of the NGO, whose evidence the parishad is to verify."""
    made = promise(world.ngo, world.committee, what="Two courtyard meetings")
    accept(by=world.partner, commitment=made, verifier=world.body, at=NOW)
    actions.report(by=world.partner, commitment=made, text="Held.", at=NOW)
    made.refresh_from_db()
    return made


def test_who_may_what_before_and_after_the_head_lets_a_desk_act(world: Parishad) -> None:
    """The matrix, written by hand: the desk reads before; it acts from the start of its term to its end."""
    typist, second = person("typist"), person("second")
    directory.assist(by=world.chairman, office=world.head, person=typist, since=NOW, at=NOW)
    assert (world.may(world.chairman), world.may(world.officer)) == ({*OWNERS, "undo"}, set())
    world.lets(since=LATER)
    everybody = [world.chairman, world.officer, user_of(typist), world.partner, holder(second, office("far"))]
    toverify = of_ngo_to_verify(world)
    for at, officer in ((NOW, set()), (LATER, set(OWNERS)), (UNTIL, set())):
        found = [world.may(user, at) for user in everybody]
        assert found == [{*OWNERS, "undo"}, officer, set(), set(), set()]
        who = {one.pk for one in everybody if can(viewer(one, at), "verify", toverify)}
        assert who == {world.chairman.pk} | ({world.officer.pk} if officer else set())
        assert [one.pk for one in listed(viewer(world.officer, at), TO_VERIFY).records] == (
            [toverify.pk] if officer else []
        )
    agree([world.commitment, toverify], ("view", *OWNERS, *VERIFIERS, "undo"), everybody, LATER)


def test_a_step_is_recorded_as_entered_for_the_head_and_the_head_is_told(world: Parishad) -> None:
    world.lets()
    world.reported(world.officer, timezone.now())
    assert told("done-for-owner") == {world.chairman.pk}
    answer = browser(world.chairman).get(reverse("commitment", args=[world.commitment.ref]))
    page = answer.content.decode()
    # Two lines, and the last of them once more for the head.
    assert page.count("entered by Administrative officer for Chairman") == 3
    assert reverse("commitment_undo", args=[world.commitment.ref]) in page
    # Another side reads who entered it too, and has nothing to undo.
    seen = browser(world.partner).get(reverse("commitment", args=[world.commitment.ref])).content.decode()
    assert seen.count("entered by Administrative officer for Chairman") == 2
    assert reverse("commitment_undo", args=[world.commitment.ref]) not in seen
    # The head's own steps are nobody's for anybody.
    other = promise(world.body, world.committee, what="A room")
    accept(by=world.chairman, commitment=other, verifier=world.ngo, at=NOW)
    assert not StepForHead.objects.filter(line__commitment=other).exists()


def test_nobody_learns_by_which_office_another_side_verified_but_its_head(world: Parishad) -> None:
    world.lets()
    made = of_ngo_to_verify(world)
    actions.verify(by=world.officer, commitment=made, at=NOW)
    made.refresh_from_db()
    assert (made.stage, told("done-for-verifier")) == (Stage.VERIFIED, {world.chairman.pk})
    shown = {
        user.pk: browser(user).get(reverse("commitment", args=[made.ref])).content.decode()
        for user in (world.partner, world.chairman)
    }
    assert "Administrative officer" not in shown[world.partner.pk]
    assert "for the head of your organisation" not in shown[world.partner.pk]
    assert "entered by Administrative officer for Chairman" in shown[world.chairman.pk]
    actions.undo(by=world.chairman, commitment=made, at=LATER, reason="Not seen by us.")
    made.refresh_from_db()
    assert (made.stage, made.verifier) == (Stage.EVIDENCE_IN, world.body)
    assert world.partner.pk in told("undone") and world.officer.pk in told("undone")


def test_the_head_undoes_each_kind_of_step_and_everything_is_as_before(world: Parishad) -> None:
    """Accept, report, decline, ask, wait, request information: undone from the last to the first."""
    world.lets()
    asked = proposal(world.body, world.committee)
    made = of_ngo_to_verify(world)
    steps: dict[str, tuple[Commitment, Any]] = {
        "accept": (world.commitment, lambda: world.accepted(world.officer)),
        "ask": (
            world.commitment,
            lambda: actions.ask(
                by=world.officer, commitment=world.commitment, kind=ChangeRequest.Kind.MORE_TIME,
                reason="Floods.", due_on=DUE + days(30), at=NOW,
            ),
        ),
        "report": (
            world.commitment,
            lambda: actions.report(by=world.officer, commitment=world.commitment, text="Held.", at=NOW),
        ),
        "decline": (asked, lambda: actions.decline(by=world.officer, commitment=asked, at=NOW)),
        "take up": (
            asked,
            lambda: accept(
                by=world.officer, commitment=asked, verifier=world.ngo, due_on=DUE, at=NOW
            ),
        ),
        "information": (
            made,
            lambda: actions.request_information(by=world.officer, commitment=made, reason="When?", at=NOW),
        ),
    }  # fmt: skip
    for name, (commitment, step) in steps.items():
        commitment.refresh_from_db()
        before = _state(commitment)
        step()
        commitment.refresh_from_db()
        actions.undo(by=world.chairman, commitment=commitment, at=LATER)
        commitment.refresh_from_db()
        assert _state(commitment) == before, name
        assert events(commitment)[-1] == Event.TAKEN_BACK
        assert commitment.granting_party == granted_by(commitment)
        if name == "accept":
            world.accepted(world.officer)
    evidence = Evidence.objects.get(commitment=world.commitment)
    page = browser(world.chairman).get(reverse("commitment", args=[world.commitment.ref]))
    assert evidence.text not in page.content.decode()
    assert ChangeRequest.objects.get().answer == Answer.TAKEN_BACK


def _state(commitment: Commitment) -> dict[str, Any]:
    left_out = ("change", "id")
    return {
        field.name: field.value_from_object(commitment)
        for field in Commitment._meta.concrete_fields
        if field.name not in left_out
    } | {"open": commitment.requests.filter(answer=Answer.OPEN).count()}


def test_what_others_built_on_or_what_is_late_is_not_undone_and_nothing_half(world: Parishad) -> None:
    world.lets()
    world.reported(world.officer)
    actions.request_information(by=world.partner, commitment=world.commitment, reason="When?", at=LATER)
    world.commitment.refresh_from_db()
    before = _state(world.commitment)
    undo: dict[str, Any] = {"by": world.chairman, "commitment": world.commitment}
    refused_with("built-on", actions.undo, **undo, at=LATER)
    found = last_for_head(viewer(world.chairman), world.commitment, TODAY)
    assert found is not None and found.in_the_way is not None
    assert found.in_the_way.event == Event.MORE_INFORMATION
    page = browser(world.chairman).get(reverse("commitment", args=[world.commitment.ref])).content.decode()
    assert "This cannot be undone any more: “More information requested”" in page
    world.commitment.refresh_from_db()
    assert _state(world.commitment) == before
    # In time through the second working day, and not a day longer; twice is refused in words.
    other = promise(world.body, world.committee, what="A room")
    accept(by=world.officer, commitment=other, verifier=world.ngo, at=NOW)
    late: dict[str, Any] = {"by": world.chairman, "commitment": other}
    refused_with("late", actions.undo, **late, at=NOW + days(3))
    actions.undo(**late, at=NOW + days(2))
    refused_with("nothing", actions.undo, **late, at=NOW + days(2))
    # Nobody but who speaks for that body; not who did it, and not the other side.
    with pytest.raises(PermissionDenied):
        actions.undo(by=world.officer, commitment=world.commitment, at=LATER)
    refused_with("nothing", actions.undo, by=world.partner, commitment=world.commitment, at=LATER)
    assert StepForHead.objects.filter(taken_back__isnull=False).count() == 1


def test_head_and_assistant_at_once_have_one_acceptance_and_an_ended_term_closes_an_open_page(
    world: Parishad,
) -> None:
    row = world.lets()
    page = browser(world.officer)
    address = reverse("commitment_accept", args=[world.commitment.ref])
    assert page.get(address).status_code == 200
    world.accepted(world.chairman)
    late = page.post(address, {"verifier": world.ngo.ref})
    assert late.status_code == 422 and "Accepted" in late.content.decode()
    assert events(world.commitment).count(Event.ACCEPTED) == 1
    evidence = reverse("commitment_report", args=[world.commitment.ref])
    assert page.get(evidence).status_code == 200
    directory.end_assistance(by=world.chairman, assistant=row, at=timezone.now())
    assert page.post(evidence, {"text": "Held."}).status_code == 403
    assert not Evidence.objects.exists()
    refused_with("ended", directory.end_assistance, by=world.chairman, assistant=row, at=timezone.now())


def test_whom_a_head_can_let_act_and_whom_not(world: Parishad) -> None:
    elsewhere = office("Desk of another body", organisation("other", Side.GOVERNMENT))
    partner = Person.objects.get(user=world.partner)
    unfit: dict[str, dict[str, Any]] = {
        "required": {"until": None},
        "past": {"since": NOW - days(3), "until": NOW - days(1)},
        "elsewhere": {"desk": elsewhere},
        "long": {"until": NOW + days(367)},
        "own": {"desk": world.head},
        "other-side": {"desk": None, "person": partner},
    }
    for code, changed in unfit.items():
        refused_with(code, world.lets, **changed)
    refused_with(
        "no-head", directory.assist, by=None, office=world.desk, person=person("x"), since=NOW, until=UNTIL,
        at=NOW, acts=True,
    )  # fmt: skip
    world.lets()
    refused_with("same", world.lets)
    with pytest.raises(PermissionDenied):
        directory.assist(
            by=world.officer, office=world.head, desk=world.desk, since=NOW, at=NOW, until=UNTIL, acts=True
        )
    # Of two offices: each by its own row; the one that ends leaves the other.
    second = organisation("school", Side.GOVERNMENT)
    head = office("Head teacher", second, heads=True)
    teacher = holder(person("teacher"), head)
    row = directory.assist(
        by=teacher, office=head, person=world.officer_person, since=NOW, at=NOW, until=UNTIL, acts=True
    )
    theirs = promise(second, world.committee)
    assert can(viewer(world.officer, LATER), "accept", theirs)
    directory.end_assistance(by=teacher, assistant=row, at=LATER)
    assert not can(viewer(world.officer, LATER), "accept", theirs)
    assert "accept" in world.may(world.officer, LATER)


def test_a_desk_outlives_its_holder_and_ends_with_the_head_who_let_it_act(world: Parishad) -> None:
    world.lets()
    successor, next_officer = person("successor"), person("next officer")
    directory.hand_over(by=None, office=world.desk, to=next_officer, on=LATER, at=NOW)
    desk = user_of(next_officer)
    assert ["accept" in world.may(user, LATER) for user in (world.officer, desk)] == [False, True]
    world.accepted(desk, LATER)
    # A head without an account can undo nothing, so nobody acts for them.
    account, world.chairman_person.user = world.chairman_person.user, None
    world.chairman_person.save(update_fields=["user"])
    refresh_office(world.head)
    assert world.may(desk, LATER) == set()
    world.chairman_person.user = account
    world.chairman_person.save(update_fields=["user"])
    refresh_office(world.head)
    assert "report" in world.may(desk, LATER)
    directory.hand_over(by=None, office=world.head, to=successor, on=NOW + days(1), at=NOW)
    later = NOW + days(1)
    assert world.may(desk, later) == set()
    assert assistants_of(world.head, later) == []
    # What was done before the handover the successor sees and undoes; whom they let act they name anew.
    actions.undo(by=user_of(successor), commitment=world.commitment, at=later)
    world.commitment.refresh_from_db()
    assert world.commitment.stage == Stage.AGREED
    directory.assist(
        by=user_of(successor),
        office=world.head,
        desk=world.desk,
        since=later,
        until=UNTIL,
        acts=True,
        at=later,
    )
    assert "accept" in world.may(desk, later)


def test_where_nobody_can_act_the_page_says_who_and_leads_to_the_form(world: Parishad) -> None:
    """In one click for the head and the secretariat: the head to let somebody act, the body above to name."""
    above = organisation("above", Side.GOVERNMENT)
    world.body.parent = above
    world.body.save(update_fields=["parent"])
    address = reverse("commitment", args=[world.commitment.ref])
    name = reverse("office_name_assistant", args=[world.body.ref, world.head.ref])
    assert name in browser(world.chairman).get(address).content.decode()
    waiting = browser(world.officer).get(address).content.decode()
    assert "They may let an office of the body act for them" in waiting and name not in waiting
    assert "Who can act" not in browser(world.partner).get(address).content.decode()
    world.lets()
    assert "Who can act" not in browser(world.chairman).get(address).content.decode()
    gone = DateTimeTZRange(NOW - days(9), NOW - days(1))
    OfficeHolder.objects.filter(office=world.head).update(period=gone)
    refresh_office(world.head)
    higher = committee("upazila")
    world.committee.parent = higher
    world.committee.save(update_fields=["parent"])
    secretary_office = office("Upazila Nirbahi Officer", organisation("uno", Side.GOVERNMENT), heads=True)
    seat(higher, office=secretary_office, role=Seat.Role.CHAIR)
    secretary = holder(person("uno"), secretary_office)
    refresh(world.commitment)
    vacant = browser(secretary).get(address).content.decode()
    place = Seat.objects.get(office=world.head)
    assert "no holder of the office is entered (Chairman)" in vacant
    assert reverse("committee_seat", args=[world.committee.ref, place.ref]) in vacant
    silent = browser(world.partner).get(address).content.decode()
    assert "The body above it, or the secretariat of its committee" in silent


def test_the_pages_of_an_office_name_end_and_empty_in_both_languages(world: Parishad) -> None:
    page = browser(world.chairman)
    shown = reverse("organisation_office", args=[world.body.ref, world.head.ref])
    name = reverse("office_name_assistant", args=[world.body.ref, world.head.ref])
    assert name in page.get(shown).content.decode()
    typed = {"desk": world.desk.ref, "acts": "yes", "until": "২২/১১/২০২৭"}
    for missing in typed:
        answer = page.post(name, {key: value for key, value in typed.items() if key != missing})
        assert (answer.status_code, OfficeAssistant.objects.count()) == (422, 0), missing
    assert page.post(name, typed).status_code == 302
    row = OfficeAssistant.objects.get()
    assert (row.acts, row.desk) == (True, world.desk)
    new = {"desk": "new", "label": "Office assistant", "acts": "no", "until": "22/11/2027"}
    assert page.post(name, new).status_code == 422
    assert page.post(name, new | {"mobile": "01711000102"}).status_code == 302
    assert "Office assistant" in page.get(shown).content.decode()
    end = reverse("office_end_assistant", args=[world.body.ref, world.head.ref, row.ref])
    for _again in range(2):
        assert page.post(end, follow=True).status_code == 200
    assert "This has ended already" in page.post(end, follow=True).content.decode()
    stranger = browser(world.partner)
    assert [stranger.post(one).status_code for one in (name, end)] == [403, 403]
    vacancy = reverse("office_vacancy", args=[world.body.ref, world.head.ref])
    assert page.post(vacancy, {"last_day": "22/12/2027"}).status_code == 302
    assert OfficeHolder.objects.get(office=world.head).period.upper is not None
