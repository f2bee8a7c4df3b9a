"""Who lets others act for a head, who is told, and what an assistant's step never gets around."""

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from psycopg2.extras import DateTimeTZRange

from access.rules.engine import can
from commitments import actions
from commitments.actions.writing import save_and_refresh
from commitments.covering import COVERABLE
from commitments.models import ChangeRequest
from commitments.queries.hands import bodies_that_can_act
from partners import actions as directory
from partners.acting import find_assistant
from partners.models import OfficeAssistant, OfficeHolder, Person, Seat, Side
from partners.parties import refresh_office
from tests.cast import browser
from tests.commitments.test_acting import LATER, UNTIL, Parishad, of_ngo_to_verify, told
from tests.commitments.world import (
    DUE,
    NOW,
    committee,
    days,
    holder,
    liaison,
    office,
    organisation,
    person,
    refused_with,
    seat,
    user_of,
    viewer,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def world(db: None) -> Parishad:
    return Parishad()


def test_a_head_beside_a_liaison_officer_names_is_told_and_undoes(world: Parishad) -> None:
    officer = liaison(world.body)
    refresh_office(world.head, world.chairman_person)
    assert world.may(world.chairman) == set()
    row = directory.assist(
        by=officer, office=world.head, desk=world.desk, since=NOW, until=UNTIL, acts=True, at=NOW
    )
    assert told("assistant_named", "partners") == {world.chairman.pk}
    page = browser(world.chairman)
    notice = page.get(reverse("notices")).content.decode()
    assert "Administrative officer" in notice and row.by_label_en in notice
    world.accepted(world.officer)
    assert told("done-for-owner") == {world.chairman.pk, officer.pk}
    assert world.may(world.chairman) == {"undo"}
    actions.undo(by=world.chairman, commitment=world.commitment, at=LATER)
    name = reverse("office_name_assistant", args=[world.body.ref, world.head.ref])
    end = reverse("office_end_assistant", args=[world.body.ref, world.head.ref, row.ref])
    assert page.post(end, follow=True).status_code == 200
    assert told("assistant_ended", "partners") == {officer.pk}
    new = {"desk": "new", "label": "Clerk", "acts": "yes", "until": "22/11/2027", "mobile": "01711000102"}
    assert page.post(name, new, follow=True).status_code == 200
    assert OfficeAssistant.objects.filter(person__label_en="Clerk", acts=True).exists()


def test_from_above_nobody_lets_others_act_for_a_head_who_can(world: Parishad) -> None:
    """Nor from another side, ever; and who serves both sides since takes no step for either."""
    above = organisation("above", Side.GOVERNMENT)
    world.body.parent = world.ngo.parent = above
    world.body.save(update_fields=["parent"])
    world.ngo.save(update_fields=["parent"])
    minister = liaison(above)
    refused_with("not-own", world.lets, by=minister)
    world.chairman_person.user = None
    world.chairman_person.save(update_fields=["user"])
    world.lets(by=minister)
    director = office("Executive director", world.ngo, heads=True)
    silent = Person.objects.create(label_en="Executive director", label_bn="")
    OfficeHolder.objects.create(office=director, person=silent, period=DateTimeTZRange(NOW - days(9), None))
    refused_with("not-own", world.lets, by=minister, office=director, desk=None, person=person("x"))
    # The desk passes to somebody of the other side: no step is theirs for the head.
    world.chairman_person.user = world.chairman
    world.chairman_person.save(update_fields=["user"])
    to = Person.objects.get(user=world.partner)
    directory.hand_over(by=None, office=world.desk, to=to, on=NOW, at=NOW)
    refused_with("other-side", world.accepted, by=world.partner, at=LATER)


def test_what_was_taken_back_is_read_and_offered_nowhere(world: Parishad) -> None:
    world.lets()
    world.reported(world.officer)
    actions.undo(by=world.chairman, commitment=world.commitment, at=LATER)
    actions.ask(
        by=world.officer, commitment=world.commitment, kind=ChangeRequest.Kind.MORE_TIME,
        reason="Somebody is hiding.", due_on=DUE + days(30), at=NOW,
    )  # fmt: skip
    actions.undo(by=world.chairman, commitment=world.commitment, at=LATER)
    world.commitment.refresh_from_db()
    said = [*COVERABLE["commitments.commitment"].texts(world.commitment)]
    reader = browser(world.partner)
    said.append(reader.get(reverse("commitment", args=[world.commitment.ref])).content.decode())
    said.append(reader.get(f"/api/v1/commitments/{world.commitment.ref}/").content.decode())
    assert not [text for text in said if "is hiding" in text or "Two meetings" in text]


def test_the_words_of_a_request_that_was_taken_back_do_not_come_back(world: Parishad) -> None:
    world.lets()
    director_office = office("Executive director", world.ngo, heads=True)
    director = holder(person("director"), director_office)
    desk = person("desk of the ngo")
    directory.assist(
        by=director, office=director_office, person=desk, since=NOW, until=UNTIL, acts=True, at=NOW
    )
    made = world.reported(world.chairman)
    actions.request_information(by=world.partner, commitment=made, reason="FIRST", at=NOW)
    actions.report(by=world.officer, commitment=made, text="Again.", at=NOW)
    actions.request_information(by=user_of(desk), commitment=made, reason="SECOND", at=NOW)
    actions.undo(by=director, commitment=made, at=LATER)
    actions.undo(by=world.chairman, commitment=made, at=LATER)
    actions.ask(
        by=world.officer, commitment=made, kind=ChangeRequest.Kind.MORE_TIME, reason="Floods.",
        due_on=DUE + days(30), at=LATER,
    )  # fmt: skip
    actions.undo(by=world.chairman, commitment=made, at=LATER)
    made.refresh_from_db()
    assert made.more_information_reason == "FIRST"


def test_nobody_verifies_for_a_head_who_had_a_hand_in_the_work(world: Parishad) -> None:
    """The head of the verifying body also serves, by another office, the body that does it."""
    world.lets()
    made = of_ngo_to_verify(world)
    page = browser(world.officer)
    address = reverse("commitment_verify", args=[made.ref])
    assert address in page.get(reverse("commitment", args=[made.ref])).content.decode()
    holder(world.chairman_person, office("Adviser", world.ngo))
    refused_with("in-the-work", actions.verify, by=world.officer, commitment=made, at=NOW)
    assert address not in page.get(reverse("commitment", args=[made.ref])).content.decode()
    assert bodies_that_can_act([world.body], made, NOW) == set()


def test_who_types_for_the_chair_above_decides_nothing(world: Parishad) -> None:
    above = committee("upazila")
    world.committee.parent = above
    world.committee.save(update_fields=["parent"])
    nirbahi = office("Upazila Nirbahi Officer", organisation("upazila parishad", Side.GOVERNMENT), heads=True)
    seat(above, office=nirbahi, role=Seat.Role.CHAIR)
    typist = person("typist")
    directory.assist(by=holder(person("uno"), nirbahi), office=nirbahi, person=typist, since=NOW, at=NOW)
    save_and_refresh(world.commitment)
    who = viewer(user_of(typist))
    assert world.commitment.granting_party == above.secretariat_party
    assert [can(who, action, above) for action in ("take_minutes", "manage", "delegate")] == [
        True,
        False,
        False,
    ]
    assert not can(who, "manage", world.committee) and not can(who, "name_leaders", world.committee)
    assert [can(who, action, world.commitment) for action in ("decide", "bring_forward")] == [False, False]
    refused_with_403(
        directory.assist, by=user_of(typist), office=world.head, person=typist, since=NOW, at=NOW
    )


def refused_with_403(action: Any, **given: Any) -> None:
    with pytest.raises(PermissionDenied):
        action(**given)


def test_of_two_rows_a_step_names_the_office_that_was_let_act(world: Parishad) -> None:
    for changed in ({"desk": None, "person": world.officer_person}, {}):
        world.lets(**changed)
    found = find_assistant(viewer(world.officer), world.body)
    assert found is not None and found.desk == world.desk
