"""Who does it: a seat, a group of bodies as one line, others in words; one promise of each."""

import re
from datetime import date, timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils.html import escape

from access.models import User
from access.rules.engine import can
from access.toolkit.errors import Mendable
from commitments import actions as promises
from commitments.models import Commitment, CommitmentGroup, Stage
from coordination.search.queries import find
from meetings import actions
from meetings.models import ActionPoint, Minutes
from partners.implementers import Implementer, find_implementer
from partners.models import Committee, GroupKind, Office, OfficeHolder, Organisation, Person, Seat, Side
from partners.parties import refresh_people
from tests.cast import NOW, Cast, browser, viewer
from tests.commitments.world import organisation
from tests.meetings.sittings import DUE, TODAY, draft, item_of, jashore, sent, sharsha
from tests.programs import Program

pytestmark = pytest.mark.django_db
WHAT = "Hold a courtyard meeting"


def union() -> Committee:
    return Committee.objects.filter(parent=sharsha()).order_by("pk")[0]


def parishads() -> list[Organisation]:
    rows = Organisation.objects.filter(kind="local government", place__parent=sharsha().place)
    return list(rows.order_by("pk"))


def office(committee: Committee, ending: str) -> Office:
    return Office.objects.get(place=committee.place, code__endswith=f":{ending}")


def holder(committee: Committee, ending: str) -> User:
    """Somebody new who holds an office and signs in."""
    held = office(committee, ending)
    user = User.objects.create_user(email=f"{ending}@example.org", label_en=ending)
    person = Person.objects.create(user=user, label_en=held.title_en)
    OfficeHolder.objects.create(office=held, person=person, period=(NOW, None))
    refresh_people([person])
    return user


def give(minutes: Minutes, by: User, **who: Any) -> ActionPoint:
    return actions.add_action_point(by=by, item=item_of(minutes), at=NOW, what=WHAT, due_on=DUE, **who)


@pytest.mark.parametrize(
    ("where", "typed", "meant"),
    [
        (sharsha, "ইউএনও", "upazila-nirbahi-officer"),
        (sharsha, "থানার অফিসার ইনচার্জ", "officer-in-charge-police-station"),
        (sharsha, "সকল ইউনিয়ন পরিষদ", GroupKind.UNIONS),
        (sharsha, "সংশ্লিষ্ট সকল দপ্তর", GroupKind.DEPARTMENTS),
        (jashore, "public prosecutor", "public-prosecutor"),
        (union, "ইউপির সকল সদস্য", GroupKind.PARISHAD),
        (union, "ইউপি চেয়ারম্যান", "union-parishad-chairman"),
        (union, "৩ নং ওয়ার্ডের সদস্য", "union-parishad-member-ward-3"),
        (union, "ইউপি সদস্য, ওয়ার্ড ৩", "union-parishad-member-ward-3"),
        (union, "শিক্ষক", "teacher"),
    ],
)
def test_a_seat_and_a_group_are_known_by_the_words_people_write(
    db: None, where: Any, typed: str, meant: str
) -> None:
    found = find_implementer(where(), typed, TODAY)
    if isinstance(found, Implementer):
        assert found.seat is not None and found.seat.office is not None
        assert found.seat.office.code.endswith(f":{meant}") and found.body == found.seat.office.organisation
    else:
        assert found == meant


def test_an_office_of_the_place_is_known_without_its_place_and_a_body_of_the_nation_by_its_cell(
    db: None,
) -> None:
    for typed, code in (
        ("উপজেলা মাধ্যমিক শিক্ষা অফিস", ":upazila-secondary-education-officer"),
        ("Upazila Land Office", ":assistant-commissioner-land"),
        ("পুলিশ সদর দপ্তরের মানব পাচার সেল", "PHQ"),
    ):
        found = find_implementer(sharsha(), typed, TODAY)
        assert isinstance(found, Implementer) and found.body.code.endswith(code)
    # The officer of the place around a union is its own upazila's, and may sit in nothing here.
    for typed in ("উপজেলা মহিলা বিষয়ক কর্মকর্তা", "মহিলা বিষয়ক কর্মকর্তা", "Upazila Women Affairs Office"):
        found = find_implementer(union(), typed, TODAY)
        assert isinstance(found, Implementer) and found.seat is None
        assert found.body.code.endswith(":upazila-women-affairs-officer")
        assert found.body.place == sharsha().place
    assert find_implementer(union(), "সাংবাদিক", TODAY) is None


def test_what_people_write_is_offered_as_they_write_it_and_somebody_outside_is_spoken_for(cast: Cast) -> None:
    """The list beside the line says what it will be read as; who is nobody here has a way all the same."""
    committee = union()
    asked = {"choose": "implementers", "first": committee.ref}
    client = browser(cast.uno_sharsha.user, "bn")
    for typed, first in (
        ("৩ নং ওয়ার্ডের সদস্য", "ইউপি সদস্য, ওয়ার্ড ৩"),
        ("ইউপি সদস্যগণ", "ইউনিয়ন পরিষদের সকল সদস্য, "),
        ("মহিলা বিষয়ক কর্মকর্তা", "উপজেলা মহিলা বিষয়ক কার্যালয়, শার্শা"),
    ):
        page = client.get(reverse("search_offered"), asked | {"q": typed}).content.decode()
        assert re.findall(r'data-autocomplete-value="([^"]+)"', page)[0].startswith(first), typed
    minutes = draft(cast.facilitator.user)
    address = reverse("meeting_add_action_point", args=[minutes.meeting.ref, item_of(minutes).ref])
    outside = {"what": WHAT, "owner": "হাট কমিটি", "due_on": "10/12/2026"}
    page = browser(cast.facilitator.user, "bn").post(address, outside).content.decode()
    assert "যে সদস্য এর দায়িত্ব নেবেন তাঁর পদ লিখুন" in page and '<details class="whole" open>' in page


def test_suggestions_begin_with_all_seats_then_groups_and_the_offices_of_the_place(cast: Cast) -> None:
    client, asked = browser(cast.uno_sharsha.user), {"choose": "implementers", "first": union().ref}
    page = client.get(reverse("search_offered"), asked).content.decode()
    names = re.findall(r'data-autocomplete-value="([^"]+)"', page)
    # Sixteen offices sit there; the seat of an NGO is empty.
    assert names[0] == "Union Parishad chairman" and names[15] == "Religious leader"
    assert names[16].startswith("All members of the union parishad,")
    assert sum("Union Parishad" in name for name in names[19:]) == 1
    found = client.get(reverse("search_offered"), asked | {"q": "ward 7"}).content.decode()
    assert re.findall(r'data-autocomplete-value="([^"]+)"', found)[0] == "Union Parishad member, ward 7"
    # Of what every union has the own upazila's come first, each with where it is.
    asked = {"choose": "implementers", "first": sharsha().ref, "q": "teachers"}
    found = client.get(reverse("search_offered"), asked).content.decode()
    bodies = Organisation.objects.filter(name_en__icontains="teachers", has_left=False)
    inside = bodies.filter(place__path__startswith=sharsha().place.path)  # type: ignore[union-attr]
    assert found.count("Sharsha, Jashore") == inside.count() > 1 and bodies.count() > inside.count()


def test_a_seat_owns_a_task_and_its_holder_accepts_it(cast: Cast) -> None:
    minutes = draft(cast.facilitator.user)
    client = browser(cast.facilitator.user, "bn")
    address = reverse("meeting_add_action_point", args=[minutes.meeting.ref, item_of(minutes).ref])
    typed = {"what": WHAT, "owner": "ওসি", "due_on": "10/12/2026", "others": "বিদ্যালয়ের শিক্ষকগণ"}
    assert client.post(address, typed).status_code == 302
    point = ActionPoint.objects.get(minutes=minutes)
    assert point.speaks_for is not None and "থানা" in point.owner_bn and "শিক্ষকগণ" in point.what
    officer = holder(sharsha(), "officer-in-charge-police-station")
    sent(cast, minutes)
    made = Commitment.objects.get(action_point=point)
    assert (made.stage, made.speaks_for, made.owner) == (Stage.AGREED, point.speaks_for, point.owner)
    assert can(viewer(officer), "accept", made) and not can(cast.dc_jashore.viewer, "accept", made)
    assert browser(officer).get(reverse("commitment", args=[made.ref])).status_code == 200


def test_all_union_parishads_become_one_promise_each_and_stand_as_one_line(cast: Cast) -> None:
    secretary, clerk = cast.uno_sharsha.user, holder(union(), "union-parishad-administrative-officer")
    # Named singly as well, in the same words: still one promise.
    minutes = draft(cast.facilitator.user)
    give(minutes, cast.facilitator.user, owner=parishads()[1])
    give(minutes, cast.facilitator.user, group="unions")
    sent(cast, minutes)
    made = Commitment.objects.filter(source_id=minutes.meeting_id)
    group = CommitmentGroup.objects.get()
    assert sorted(made.values_list("owner", flat=True)) == [one.pk for one in parishads()]
    assert set(made.values_list("group", "stage")) == {(group.pk, Stage.AGREED)}
    mine = made.get(owner__place=union().place)
    Commitment.objects.filter(pk=mine.pk).update(stage=Stage.ACCEPTED)
    total = len(parishads())
    for address in (reverse("commitments"), reverse("commitment_group", args=[group.ref])):
        page = browser(secretary).get(address)
        assert f"1 of {total} accepted" in page.content.decode()
    assert len(browser(secretary).get(reverse("commitments")).context["rows"]) == 1
    assert (
        f"1 of {total} accepted"
        in browser(secretary).get(reverse("meeting", args=[minutes.meeting.ref])).content.decode()
    )
    # A search has one line of it, too, and counts one.
    (hits,) = [one for one in find(viewer(secretary), mine.what).groups if one.source.name == "commitments"]
    assert [hit.url for hit in hits.hits] == [reverse("commitment_group", args=[group.ref])]
    assert hits.number == 1 and hits.hits[0].line.endswith(f"1 of {total} accepted")
    # Who reads one part alone sees that part, and counts no other.
    (hits,) = [one for one in find(viewer(clerk), mine.what).groups if one.source.name == "commitments"]
    assert [hit.url for hit in hits.hits] == [reverse("commitment", args=[mine.ref])]
    assert hits.number == 1 and " of " not in hits.hits[0].line
    (row,) = browser(clerk).get(reverse("commitments")).context["rows"]
    assert row.group is None and row.ref == mine.ref
    told = browser(clerk).get(reverse("commitment_group", args=[group.ref])).content.decode()
    assert "1 of 1 accepted" in told and parishads()[1].name_en not in told
    assert (
        browser(cast.far_liaison.user).get(reverse("commitment_group", args=[group.ref])).status_code == 404
    )
    assert browser(cast.far_liaison.user).get(reverse("commitment_group", args=["x" * 22])).status_code == 404


def test_a_group_is_who_it_is_when_it_is_circulated_and_a_merged_body_keeps_one_promise(cast: Cast) -> None:
    first, second, third, *others = parishads()
    # One merged before, one leaves without a successor; afterwards one more is merged.
    minutes = draft(cast.facilitator.user)
    give(minutes, cast.facilitator.user, group="unions")
    Organisation.objects.filter(pk=first.pk).update(until=date(2026, 11, 1), successor=second)
    Organisation.objects.filter(pk=third.pk).update(has_left=True)
    # One more union is founded before the minutes are circulated, and one afterwards.
    founded, late = (
        organisation(name, Side.GOVERNMENT, kind=third.kind, place=third.place) for name in ("new", "late")
    )
    Organisation.objects.filter(pk=late.pk).update(has_left=True)
    sent(cast, minutes)
    Organisation.objects.filter(pk=late.pk).update(has_left=False)
    others.append(founded)
    made = Commitment.objects.filter(source_id=minutes.meeting_id)
    assert sorted(made.values_list("owner", flat=True)) == sorted([second.pk, *(one.pk for one in others)])
    Organisation.objects.filter(pk=others[0].pk).update(until=date(2026, 11, 20), successor=second)
    promises.pass_to_successors(at=NOW)
    assert made.filter(owner=second, live=True).count() == 1
    assert made.get(owner=others[0]).stage == Stage.DROPPED
    page = browser(cast.uno_sharsha.user).get(
        reverse("commitment_group", args=[CommitmentGroup.objects.get().ref])
    )
    assert f"0 of {len(others)} accepted, 1 dropped" in page.content.decode()


def test_all_departments_concerned_are_those_that_are_ticked(cast: Cast) -> None:
    minutes = draft(cast.facilitator.user)
    client = browser(cast.facilitator.user)
    address = reverse("meeting_add_action_point", args=[minutes.meeting.ref, item_of(minutes).ref])
    typed = {"what": WHAT, "owner": "all departments concerned", "due_on": "10/12/2026"}
    asked = client.post(address, typed)
    said = asked.content.decode()
    assert asked.status_code == 422 and "Tick the departments concerned." in said
    assert "optional" not in said[said.index("Which departments?") :][:80]
    seats = [
        Seat.objects.get(committee=sharsha(), office__code__endswith=f":{ending}")
        for ending in ("assistant-commissioner-land", "upazila-youth-development-officer")
    ]
    assert all(f'value="{seat.ref}"' in asked.content.decode() for seat in seats)
    assert client.post(address, typed | {"seats": [seat.ref for seat in seats]}).status_code == 302
    sent(cast, minutes)
    made = Commitment.objects.filter(source_id=minutes.meeting_id)
    assert set(made.values_list("speaks_for", flat=True)) == {seat.pk for seat in seats}


def test_all_members_of_a_parishad_promise_by_their_seats_each_its_own(cast: Cast) -> None:
    committee = union()
    chair = holder(committee, "union-parishad-chairman")
    member, another = (holder(committee, f"union-parishad-member-ward-{ward}") for ward in (3, 4))
    minutes = draft(chair, committee)
    # The head of the parishad is the parishad: named singly it is one promise with the chair's.
    parishad = office(committee, "union-parishad-chairman").organisation
    assert parishad is not None
    give(minutes, chair, group="parishad")
    give(minutes, chair, owner=parishad)
    for step in (actions.send_to_chair, actions.approve, actions.circulate):
        step(by=chair, minutes=minutes, at=NOW)
    made = Commitment.objects.filter(source_id=minutes.meeting_id)
    assert made.count() == 14 and set(made.values_list("owner", flat=True)) == {parishad.pk}
    assert made.values("group").distinct().count() == 1
    own = made.get(speaks_for__office=office(committee, "union-parishad-member-ward-3"))
    assert can(viewer(member), "report", own) and not can(viewer(another), "report", own)
    # Whoever speaks for the body may do what each of its seats may.
    assert can(viewer(chair), "report", own)


def test_a_group_without_members_and_one_that_is_not_of_the_committee_are_refused(cast: Cast) -> None:
    minutes, by = draft(cast.facilitator.user), cast.facilitator.user
    for who, code in (
        ({"group": "departments"}, "empty-group"),
        ({"group": "parishad"}, "no-group"),
        ({"seat": Seat.objects.filter(committee=union())[0]}, "no-seat"),
        ({}, "required"),
    ):
        with pytest.raises(Mendable) as refused:
            give(minutes, by, **who)
        assert refused.value.code == code
    # They were there when it was written, and are not when it is circulated: nothing is circulated.
    give(minutes, by, group="unions")
    Organisation.objects.filter(pk__in=[one.pk for one in parishads()]).update(has_left=True)
    with pytest.raises(Mendable) as refused:
        sent(cast, minutes)
    assert refused.value.code == "empty-group" and "nobody in this group" in str(refused.value)
    assert not Commitment.objects.filter(source_id=minutes.meeting_id).exists()
    assert not CommitmentGroup.objects.exists()


def test_circulating_a_group_takes_as_many_queries_for_many_bodies_as_for_few(
    cast: Cast, django_assert_max_num_queries: Any
) -> None:
    taken = []
    for left in (len(parishads()) - 2, 0):
        ids = [one.pk for one in parishads()]
        Organisation.objects.filter(pk__in=ids).update(has_left=False)
        Organisation.objects.filter(pk__in=ids[:left]).update(has_left=True)
        minutes = draft(cast.facilitator.user)
        give(minutes, cast.facilitator.user, group="unions")
        actions.send_to_chair(by=cast.facilitator.user, minutes=minutes, at=NOW)
        actions.approve(by=cast.uno_sharsha.user, minutes=minutes, at=NOW)
        with django_assert_max_num_queries(1000) as asked:
            actions.circulate(by=cast.uno_sharsha.user, minutes=minutes, at=NOW)
        taken.append(len(asked))
    assert taken[0] == taken[1]


def test_programs_give_a_task_to_a_seat_and_to_a_group_and_read_what_the_page_says(cast: Cast) -> None:
    user = cast.facilitator.user
    minutes, program = draft(user), Program(user)
    seat = sharsha().seats.get(role="chair", until=None)
    path = f"meetings/{minutes.meeting.ref}/items/{item_of(minutes).ref}/action-points/"
    due = {"what": WHAT, "due_on": DUE.isoformat()}
    points = program.post(path, due | {"seat": seat.ref}).json()["points"]
    points = program.post(path, due | {"group": GroupKind.UNIONS.value}).json()["points"]
    by_seat, by_group = ActionPoint.objects.filter(minutes=minutes).order_by("position")
    assert by_seat.speaks_for == seat and by_group.group == GroupKind.UNIONS
    assert [point["owner_en"] for point in points] == [by_seat.owner_en, by_group.owner_en]
    # On the page, whole: the group stands as one line, and after circulation leads to its parts.
    sent(cast, minutes)
    uno = cast.uno_sharsha.user
    page = browser(uno).get(reverse("meeting", args=[minutes.meeting.ref])).content.decode()
    read = Program(uno).get(f"meetings/{minutes.meeting.ref}/minutes/decisions/").json()["results"]
    said = [point for decision in read for point in decision["points"]]
    for point in said:
        assert page.count(escape(point["owner_en"])) >= 1
    by_group.refresh_from_db()
    assert by_group.commitments is not None
    assert [point["group"] for point in said] == ["", by_group.commitments.ref]
    assert Commitment.objects.filter(group=by_group.commitments).count() == len(parishads())
    lines = Program(uno).get("commitments/?view=open").json()["results"]
    of_group = [line for line in lines if line["group"]]
    assert {line["group"]["ref"] for line in of_group} == {by_group.commitments.ref}


def test_matters_arising_show_a_group_as_one_line_with_its_parts(cast: Cast) -> None:
    user = cast.facilitator.user
    first = draft(user)
    give(first, user, group=GroupKind.UNIONS.value, owner=None)
    give(first, user, owner=Organisation.objects.get(code="RJ"))
    sent(cast, first)
    later = NOW + timedelta(days=1)
    second = draft(user, at=later, on_date=later.date())
    arising = second.meeting.agenda.get(kind="matters-arising")
    page = browser(user).get(reverse("meeting_item", args=[second.meeting.ref, arising.ref])).content.decode()
    assert page.count('class="arise-group"') == 1 and "All union parishads" in page
    parts = page.split('class="arise-group"')[1].split("</details>")[0]
    assert parts.count('name="outcome"') == 3 * len(parishads())
    outside = page.count('class="arise-form"') - parts.count('class="arise-form"')
    assert outside == 1, "what one body promised stands by itself"
    part = Commitment.objects.filter(group__isnull=False).order_by("pk")[0]
    actions.note_matter(by=user, minutes=second, commitment=part, outcome="reported-done", at=later)
    page = browser(user).get(reverse("meeting_item", args=[second.meeting.ref, arising.ref])).content.decode()
    assert 'class="arise-group" open' in page
