"""Who hands an office over by right, what a secretariat only enters by order, and who objects to it."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.http import Http404
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from access.models import PartyMember, User
from access.rules.audiences import all_derivations, differences
from access.rules.engine import can
from access.toolkit.errors import Mendable
from language.words import DHAKA
from notifications.models import Day, Notice
from notifications.working_days import add_working_days
from partners import actions
from partners.access import appointing, may_decide
from partners.models import Committee, Membership, Office, OfficeChange, OfficeHolder, Person, Seat
from tests.attack.scene import NOTHING, ask, text
from tests.cast import NOW, Cast, browser, viewer
from tests.commitments.world import (
    committee,
    holder,
    liaison,
    member,
    office,
    organisation,
    person,
    refused_with,
    seat,
    user_of,
)
from tests.partners.test_access import office as office_called

pytestmark = pytest.mark.django_db
TODAY = NOW.date()
ORDER: dict[str, Any] = {"order_number": "05.44.4100.001", "order_date": TODAY}
DAY = timedelta(days=1)
State = OfficeChange.Outcome


class World:
    """A committee below another one; a body whose office sits in it, with a holder and a liaison officer."""

    def __init__(self) -> None:
        self.above = committee("above")
        self.committee = committee("below", self.above)
        self.higher_office, self.secretary_office = office("Secretary above"), office("Secretary")
        seat(self.above, office=self.higher_office, role=Seat.Role.MEMBER_SECRETARY, side="government")
        seat(self.committee, office=self.secretary_office, role=Seat.Role.MEMBER_SECRETARY, side="government")
        self.higher = holder(person("secretary above"), self.higher_office)
        self.colleague = holder(person("chair above"), self._chair(self.above))
        self.secretary = holder(person("secretary"), self.secretary_office)
        self.parent = organisation("parent")
        self.body = organisation("body", parent=self.parent)
        self.office = office("Superintendent", self.body, heads=True)
        self.seat = seat(self.committee, office=self.office)
        self.outgoing = person("outgoing")
        holder(self.outgoing, self.office)
        self.body_liaison, self.parent_liaison = liaison(self.body), liaison(self.parent)

    def _chair(self, of: Committee) -> Office:
        made = office("Chair above")
        seat(of, office=made, role=Seat.Role.CHAIR, side="government")
        return made

    def entered(self, at: datetime = NOW, to: Person | None = None, by: User | None = None) -> OfficeChange:
        term = actions.hand_over(
            by=by or self.secretary, office=self.office, to=to or person("incoming"), on=at, at=at, **ORDER
        )
        return OfficeChange.objects.get(incoming_term=term)

    def objected(self, at: datetime = NOW, by: User | None = None) -> OfficeChange:
        change = self.entered(at)
        return objects(by or user_of(self.outgoing), change, at)

    def holds(self, at: datetime) -> Person | None:
        term = OfficeHolder.objects.filter(office=self.office, period__contains=at).first()
        return term.person if term is not None else None

    def reads(self, who: Person | User, at: datetime) -> bool:
        user = who if isinstance(who, User) else user_of(who)
        party = self.committee.members_party
        return PartyMember.objects.filter(user=user, party=party, period__contains=at).exists()


@pytest.fixture
def world(cast: Cast) -> World:
    return World()


def objects(by: User, change: OfficeChange, at: datetime = NOW) -> OfficeChange:
    return actions.object_to_change(by=by, change=change, reason="There is no such order.", at=at)


def told(kind: str) -> set[int]:
    return set(Notice.objects.filter(kind=f"partners.{kind}").values_list("recipient", flat=True))


class TestWhoMay:
    """Person by person: by right, by entering an order, or not at all."""

    @pytest.mark.parametrize(
        ("title", "by_right", "by_entry"),
        [
            # Heads of bodies: the body, the body above, MoHA; the secretariat of the committee enters.
            (
                "Superintendent of Police, Jashore",
                {"ncc_secretary", "ncc_chair"},
                {"dc_jashore", "dd_women_jashore"},
            ),
            # It chairs the upazila: the secretariat of the district counts as the body above.
            (
                "Upazila Nirbahi Officer, Sharsha",
                {"ncc_secretary", "ncc_chair", "dc_jashore", "dd_women_jashore", "uno_sharsha"},
                set(),
            ),
            ("Deputy Commissioner, Jashore", {"ncc_secretary", "ncc_chair", "dc_jashore"}, set()),
            # Member secretary: entered from above, and never by the own chair.
            (
                "Deputy Director, Women Affairs, Jashore",
                {"ncc_secretary", "ncc_chair", "dd_women_jashore"},
                set(),
            ),
        ],
    )
    def test_of_the_cast(self, cast: Cast, title: str, by_right: set[str], by_entry: set[str]) -> None:
        found = {member.key: appointing(viewer(member.user), office_called(title)) for member in cast}
        assert {key for key, one in found.items() if one is not None and not one.is_entry} == by_right
        assert {key for key, one in found.items() if one is not None and one.is_entry} == by_entry

    def test_each_way_by_which_it_is_done_by_right(self, world: World, cast: Cast) -> None:
        """Each atom of the rule, decided by one person and one record."""

        def by_right(user: User, of: Office) -> bool:
            found = appointing(viewer(user), of)
            return found is not None and not found.is_entry

        alone = office("Assistant superintendent", world.body)
        # The body; the one above it; and nobody else of the two committees.
        assert by_right(world.body_liaison, alone) and by_right(world.parent_liaison, alone)
        assert not by_right(world.secretary, alone) and not by_right(world.higher, alone)
        # The ministry: the heads of bodies, and whatever is its own.
        nation = cast.ncc_secretary.user
        assert by_right(nation, world.office) and not by_right(nation, alone)
        ministry = Committee.objects.get(code="NCC").convener
        assert by_right(nation, office("Joint secretary", ministry))
        # An office that chairs: the secretariat of the committee above counts as the body above.
        chair = office("Chair", world.body)
        sits = seat(world.committee, office=chair, role=Seat.Role.CHAIR)
        assert by_right(world.higher, chair) and not by_right(world.secretary, chair)
        assert appointing(viewer(world.secretary), chair) is None
        # As a member it is entered by its own committee's secretariat, and by the one above.
        Seat.objects.filter(pk=sits.pk).update(role=Seat.Role.MEMBER)
        for user, entered_for in ((world.secretary, world.committee), (world.higher, world.above)):
            found = appointing(viewer(user), chair)
            assert found is not None and found.entered_for == entered_for
        found = appointing(viewer(nation), chair)
        assert found is not None and found.entered_for is not None and found.entered_for.code == "NCC"

    def test_a_secretariat_that_keeps_only_one_of_two_committees_enters_nothing(self, world: World) -> None:
        seat(committee("elsewhere"), office=world.office)
        assert appointing(viewer(world.secretary), world.office) is None
        assert appointing(viewer(world.higher), world.office) is None

    def test_of_an_entry(self, world: World, cast: Cast) -> None:
        incoming = person("incoming")
        change = world.entered(to=incoming)
        people = {
            "outgoing": user_of(world.outgoing),
            "incoming": user_of(incoming),
            "body": world.body_liaison,
            "parent": world.parent_liaison,
            "secretary": world.secretary,
            "above": world.higher,
            "nation": cast.ncc_secretary.user,
            "stranger": cast.rj_liaison.user,
            "oversight": cast.oversight.user,
        }

        def may(action: str) -> set[str]:
            return {name for name, user in people.items() if can(viewer(user), action, change)}

        concerned = {"outgoing", "incoming", "body", "parent", "secretary", "above"}
        assert may("view") == concerned | {"nation"}
        # The head of a body who comes speaks for it as its liaison officers do, where none is named.
        assert may("object") == {"outgoing", "body", "parent"}
        assert may("decide") == {"above"}
        ours = [one for one in all_derivations() if one.model is OfficeChange]
        assert [list(differences(one)) for one in ours] == [[]]

    def test_each_atom_decides(self, world: World) -> None:
        """Each of them alone: without it, the same person may not do it any more."""
        change = world.entered()
        out, body = user_of(world.outgoing), world.body_liaison
        assert can(viewer(out), "object", change)
        OfficeChange.objects.filter(pk=change.pk).update(outgoing_party=None)
        assert not can(viewer(out), "object", change)
        for speaker, of in ((body, world.body), (world.parent_liaison, world.parent)):
            assert can(viewer(speaker), "object", change)
            member_rows = PartyMember.objects.filter(user=speaker, party=of.liaison_party)
            member_rows.update(party=change.entered_for.secretariat_party)
            assert can(viewer(speaker), "view", change) and not can(viewer(speaker), "object", change)
        assert can(viewer(world.higher), "decide", change)
        PartyMember.objects.filter(user=world.higher, party=world.above.secretariat_party).update(
            party=world.committee.secretariat_party
        )
        assert can(viewer(world.higher), "view", change)
        assert not can(viewer(world.higher), "decide", change)


class TestTheEntry:
    @pytest.mark.parametrize(
        ("order", "field", "code"),
        [
            ({"order_number": "", "order_date": TODAY}, "order_number", "order"),
            ({"order_number": " ", "order_date": TODAY}, "order_number", "order"),
            ({"order_number": "1", "order_date": None}, "order_date", "order"),
            ({"order_number": "1", "order_date": TODAY + DAY}, "order_date", "future"),
        ],
    )
    def test_a_secretariat_names_the_order_however_the_holder_changes(
        self, world: World, order: dict[str, Any], field: str, code: str
    ) -> None:
        to, by = person("incoming"), world.secretary
        term = OfficeHolder.objects.get(office=world.office)
        ways: list[tuple[Callable[..., Any], dict[str, Any]]] = [
            (actions.hand_over, {"office": world.office, "to": to, "on": NOW}),
            (actions.end_term, {"term": term, "until": NOW}),
            (actions.appoint, {"office": world.office, "person": to, "since": NOW}),
            *(
                (actions.hand_over, {"office": world.office, "to": to, "on": NOW, "manner": manner})
                for manner in OfficeHolder.Manner
            ),
        ]
        for action, what in ways:
            assert refused_with(code, action, by=by, at=NOW, **what, **order) == field
        assert not OfficeChange.objects.exists()

    def test_by_right_nothing_is_asked_told_or_objected_to(self, world: World, cast: Cast) -> None:
        for by in (world.body_liaison, world.parent_liaison, cast.ncc_secretary.user):
            at = NOW + DAY * OfficeHolder.objects.count()
            actions.hand_over(by=by, office=world.office, to=person("next"), on=at, at=at)
        assert not OfficeChange.objects.exists() and not told("office_changed")

    def test_the_access_moves_at_once_and_those_concerned_are_told(self, world: World) -> None:
        incoming = person("incoming")
        change = world.entered(to=incoming)
        assert world.holds(NOW) == incoming
        assert world.reads(incoming, NOW) and not world.reads(world.outgoing, NOW)
        assert (change.entered_by, change.entered_for) == (world.secretary, world.committee)
        assert change.deciding_party == world.above.secretariat_party
        assert told("office_changed") == {user_of(world.outgoing).pk, world.body_liaison.pk}

    def test_where_nobody_else_speaks_for_the_body_the_one_above_is_told(self, world: World) -> None:
        Membership.objects.filter(organisation=world.body).delete()
        gone = [world.body_liaison, user_of(world.outgoing)]
        PartyMember.objects.filter(user__in=gone).delete()
        OfficeHolder.objects.filter(office=world.office).delete()
        actions.appoint(
            by=world.secretary, office=world.office, person=person("in"), since=NOW, at=NOW, **ORDER
        )
        assert told("office_changed") == {world.parent_liaison.pk}

    def test_the_days_are_working_days_of_the_table(self, world: World) -> None:
        # Sunday 22 November 2026: ten working days later is Sunday 6 December; one holiday moves it.
        assert world.entered().objection_until == date(2026, 12, 6)
        Day.objects.filter(date=date(2026, 11, 25)).update(is_working=False, kind=Day.Kind.ADDED)
        later = NOW + timedelta(minutes=1)
        wanted = add_working_days(TODAY, 10)
        assert world.entered(later).objection_until == wanted == date(2026, 12, 7)

    def test_it_is_entered_on_the_day_it_is_in_dhaka(self, world: World) -> None:
        late = datetime(2026, 11, 22, 23, 30, tzinfo=DHAKA)
        assert world.entered(late).objection_until == date(2026, 12, 6)

    def test_nobody_types_for_the_holder_of_anothers_office(self, world: World, cast: Cast) -> None:
        for by in (world.secretary, world.higher):
            with pytest.raises(PermissionDenied):
                actions.assist(by=by, office=world.office, person=person("clerk"), since=NOW, at=NOW)
        row = actions.assist(
            by=world.body_liaison, office=world.office, person=person("clerk"), since=NOW, at=NOW
        )
        with pytest.raises(PermissionDenied):
            actions.end_assistance(by=world.secretary, assistant=row, until=NOW + DAY, at=NOW)

    def test_whoever_others_entered_is_not_invited_by_a_secretariat(self, world: World) -> None:
        """The address chooses who holds the office: that would be a handover without an order."""
        waiting = actions.introduce(label_en="Superintendent", label_bn="")
        actions.hand_over(by=world.body_liaison, office=world.office, to=waiting, on=NOW, at=NOW)
        later = NOW + timedelta(minutes=1)
        invite: dict[str, Any] = {
            "person": waiting,
            "office": world.office,
            "email": "accomplice@example.org",
            "at": later,
        }
        with pytest.raises(PermissionDenied):
            actions.invite_person(by=world.secretary, **invite)
        actions.invite_person(by=world.body_liaison, **invite)
        stands = world.outgoing
        assert (
            refused_with(
                "state",
                actions.invite_person,
                by=world.body_liaison,
                person=stands,
                office=world.office,
                email="other@example.org",
                at=later,
            )
            is None
        )


class TestTheObjection:
    def test_the_outgoing_holder_and_the_body_object_within_the_days(self, world: World) -> None:
        change = objects(user_of(world.outgoing), world.entered())
        assert change.live and told("office_objected") == {
            world.higher.pk,
            world.colleague.pk,
            world.secretary.pk,
        }
        # The order is not suspended.
        assert world.holds(NOW) != world.outgoing and not world.reads(world.outgoing, NOW)
        assert (
            refused_with(
                "objected",
                actions.object_to_change,
                by=world.body_liaison,
                change=change,
                reason="Wrong.",
                at=NOW,
            )
            is None
        )

    def test_on_the_last_day_still_and_on_the_day_after_in_words(self, world: World) -> None:
        first, second = world.entered(), world.entered(NOW + timedelta(minutes=1))
        last = datetime(2026, 12, 6, 23, 59, tzinfo=DHAKA)
        assert objects(world.body_liaison, first, last).live
        with pytest.raises(Mendable) as refusal, override("en"):
            objects(world.body_liaison, second, last + timedelta(minutes=1))
        assert refusal.value.code == "late" and "until 6 Dec 2026" in str(refusal.value)

    @pytest.mark.parametrize("reason", ["", "  ", "Call 01711000000", "x" * 1_001])
    def test_it_says_what_is_wrong_and_names_nobody(self, world: World, reason: str) -> None:
        change = world.entered()
        with pytest.raises(Mendable) as refusal:
            actions.object_to_change(by=world.body_liaison, change=change, reason=reason, at=NOW)
        assert refusal.value.field == "reason"

    def test_others_object_to_nothing_and_find_nothing(self, world: World, cast: Cast) -> None:
        change = world.entered()
        for by, refusal in ((world.higher, PermissionDenied), (cast.rj_liaison.user, Http404)):
            with pytest.raises(refusal):
                objects(by, change)


class TestTheDecision:
    def test_the_entry_stands(self, world: World) -> None:
        change = actions.decide_change(by=world.higher, change=world.objected(), is_wrong=False, at=NOW + DAY)
        assert (change.outcome, change.is_undone, change.live) == (State.STANDS, False, False)
        assert world.holds(NOW + DAY) != world.outgoing
        assert user_of(world.outgoing).pk in told("office_decided")

    def test_a_wrong_entry_is_undone_by_one_action_and_both_are_told(self, world: World) -> None:
        incoming = person("incoming")
        change = objects(user_of(world.outgoing), world.entered(to=incoming))
        later = NOW + DAY
        decided = actions.decide_change(by=world.higher, change=change, is_wrong=True, at=later)
        assert (decided.outcome, decided.is_undone) == (State.WRONG, True)
        assert world.holds(later) == world.outgoing
        assert world.reads(world.outgoing, later) and not world.reads(incoming, later)
        # What happened meanwhile stays: who held it then is not rewritten.
        assert world.holds(NOW) == incoming
        assert told("office_decided") >= {user_of(world.outgoing).pk, user_of(incoming).pk}

    def test_an_entry_of_a_coming_day_is_undone_before_it_begins(self, world: World) -> None:
        term = actions.hand_over(
            by=world.secretary, office=world.office, to=person("in"), on=NOW + 9 * DAY, at=NOW, **ORDER
        )
        change = objects(user_of(world.outgoing), OfficeChange.objects.get(incoming_term=term))
        actions.decide_change(by=world.higher, change=change, is_wrong=True, at=NOW + DAY)
        held = OfficeHolder.objects.get(office=world.office)
        assert held.person == world.outgoing and held.period.upper is None

    def test_a_wrong_vacancy_is_filled_again_by_who_was_taken_out(self, world: World) -> None:
        term = OfficeHolder.objects.get(office=world.office)
        actions.end_term(by=world.secretary, term=term, until=NOW, at=NOW, **ORDER)
        assert world.holds(NOW) is None
        change = objects(user_of(world.outgoing), OfficeChange.objects.get())
        actions.decide_change(by=world.higher, change=change, is_wrong=True, at=NOW + DAY)
        assert world.holds(NOW + DAY) == world.outgoing

    def test_a_wrong_appointment_leaves_the_office_vacant(self, world: World) -> None:
        OfficeHolder.objects.filter(office=world.office).delete()
        actions.appoint(
            by=world.secretary, office=world.office, person=person("in"), since=NOW, at=NOW, **ORDER
        )
        change = objects(world.body_liaison, OfficeChange.objects.get())
        actions.decide_change(by=world.higher, change=change, is_wrong=True, at=NOW + DAY)
        assert world.holds(NOW + DAY) is None

    def test_whoever_was_invited_by_a_wrong_entry_comes_in_no_more(self, world: World) -> None:
        to = actions.introduce(label_en="Superintendent", label_bn="")
        change = world.entered(to=to)
        actions.invite_person(
            by=world.secretary, person=to, office=world.office, email="next@example.org", at=NOW
        )
        objects(user_of(world.outgoing), change)
        actions.decide_change(by=world.higher, change=change, is_wrong=True, at=NOW + DAY)
        entry = to.introductions.get()
        assert not entry.live and entry.invitation.withdrawn_at == NOW + DAY
        assert (
            refused_with(
                "gone",
                actions.invite_again,
                by=world.secretary,
                introduction=entry,
                email="x@example.org",
                at=NOW + DAY,
            )
            is None
        )

    def test_after_a_second_handover_it_is_decided_and_nothing_is_undone(self, world: World) -> None:
        change = world.objected()
        successor = person("by right")
        actions.hand_over(
            by=world.body_liaison, office=world.office, to=successor, on=NOW + DAY, at=NOW + DAY
        )
        page = text(browser(world.higher).get(reverse("office_change", args=[change.ref])))
        assert "The office has changed hands since this entry" in page
        decided = actions.decide_change(by=world.higher, change=change, is_wrong=True, at=NOW + 2 * DAY)
        assert (decided.outcome, decided.is_undone) == (State.WRONG, False)
        assert world.holds(NOW + 2 * DAY) == successor
        page = text(browser(world.higher).get(reverse("office_change", args=[change.ref])))
        assert "so nothing was undone" in page

    def test_nobody_decides_on_what_they_object_to_or_gain_by(self, world: World) -> None:
        member(Person.objects.get(user=world.higher), world.body)
        change = objects(world.higher, world.entered())
        assert not may_decide(viewer(world.higher), change) and may_decide(viewer(world.colleague), change)
        assert (
            refused_with("own", actions.decide_change, by=world.higher, change=change, is_wrong=True, at=NOW)
            is None
        )
        actions.decide_change(by=world.colleague, change=change, is_wrong=False, at=NOW)
        gains = world.entered(NOW + DAY, to=Person.objects.get(user=world.colleague))
        objects(world.body_liaison, gains, NOW + DAY)
        assert (
            refused_with(
                "own", actions.decide_change, by=world.colleague, change=gains, is_wrong=False, at=NOW + DAY
            )
            is None
        )

    def test_above_the_national_committee_is_the_ministry_itself_and_never_whoever_entered_it(
        self, cast: Cast
    ) -> None:
        national = Committee.objects.get(code="NCC")
        body = organisation("ministry of another")
        focal = office("Focal point", body)
        seat(national, office=focal)
        out = person("focal")
        holder(out, focal)
        actions.hand_over(
            by=cast.ncc_secretary.user, office=focal, to=person("next"), on=NOW, at=NOW, **ORDER
        )
        change = objects(user_of(out), OfficeChange.objects.get())
        assert change.entered_for == national
        assert (
            refused_with(
                "own", actions.decide_change, by=cast.ncc_secretary.user, change=change, is_wrong=True, at=NOW
            )
            is None
        )
        actions.decide_change(by=cast.ncc_chair.user, change=change, is_wrong=True, at=NOW + DAY)
        assert OfficeHolder.objects.get(office=focal, period__contains=NOW + DAY).person == out

    def test_it_is_decided_once_and_not_without_an_objection(self, world: World) -> None:
        change = world.entered()
        decide: dict[str, Any] = {"by": world.higher, "change": change, "is_wrong": True, "at": NOW}
        assert refused_with("state", actions.decide_change, **decide) is None
        objects(world.body_liaison, change)
        actions.decide_change(**decide)
        assert refused_with("state", actions.decide_change, **decide) is None


class TestThePages:
    def test_who_lost_everything_reads_this_page_alone_and_objects_on_it(self, world: World) -> None:
        change = world.entered(timezone.now())
        user = user_of(world.outgoing)
        client, address = browser(user), reverse("office_change", args=[change.ref])
        assert client.get(reverse("committee", args=[world.committee.ref]))["Location"] == reverse("account")
        assert address in text(client.get(reverse("account")))
        notice = Notice.objects.get(kind="partners.office_changed", recipient=user)
        assert client.get(reverse("notice", args=[notice.ref]))["Location"] == address
        assert reverse("committee", args=[world.committee.ref]) not in text(client.get(address))
        assert client.post(address, {"do": "object", "reason": ""}).status_code == 422
        assert client.post(address, {"do": "object", "reason": "There is no such order."}).status_code == 302
        page = text(client.get(address))
        assert "The secretariat above looks at the objection" in page
        assert client.post(address, {"do": "wrong"}).status_code == 403
        for name in ("desk", "committees", "office_changes", "notices"):
            assert client.get(reverse(name))["Location"] == reverse("account")

    def test_hidden_and_missing_are_one_answer(self, world: World, cast: Cast) -> None:
        change = world.entered(timezone.now())
        strangers = [cast.rj_liaison.user, User.objects.create_user(email="nobody@example.org")]
        for user in strangers:
            client = browser(user)
            hidden, missing = (
                ask(client, "get", reverse("office_change", args=[ref])) for ref in (change.ref, NOTHING)
            )
            assert hidden == missing and hidden[0] == 404

    def test_the_secretariat_above_finds_it_on_its_desk_and_decides_there(self, world: World) -> None:
        change = world.objected(timezone.now())
        client, address = browser(world.higher), reverse("office_change", args=[change.ref])
        desk = text(client.get(reverse("desk")))
        assert "Decide an objection: Superintendent" in desk and "Objections to decide" in desk
        assert "Decide an objection" not in text(browser(world.secretary).get(reverse("desk")))
        assert address in text(client.get(f"{reverse('office_changes')}?view=objections"))
        assert "give the office back" in text(client.get(address))
        client.post(address, {"do": "wrong"})
        assert OfficeChange.objects.get().is_undone
        assert "Decide an objection" not in text(client.get(reverse("desk")))

    def test_the_form_of_a_secretariat_asks_for_the_order_and_says_what_follows(self, world: World) -> None:
        client = browser(world.secretary)
        address = reverse("committee_seat", args=[world.committee.ref, world.seat.ref])
        page = text(client.get(address))
        assert "can object for 10 working days" in page
        typed = {
            "form": "hand-over",
            "hand-on": f"{timezone.localdate():%d/%m/%Y}",
            "hand-manner": "acting",
            "hand-email": "next@example.org",
            "hand-mobile": "",
        }
        refused = client.post(address, typed)
        assert refused.status_code == 422 and not OfficeChange.objects.exists()
        order = {"hand-order_number": "05.44", "hand-order_date": f"{timezone.localdate():%d/%m/%Y}"}
        answer = client.post(address, typed | order, follow=True)
        assert "They can object until" in text(answer)
        assert "Entered by order 05.44" in text(client.get(address))

    def test_the_body_hands_its_office_over_on_its_own_page(self, world: World) -> None:
        client = browser(world.body_liaison)
        assert "Offices you hand over" in text(client.get(reverse("organisation", args=[world.body.ref])))
        address = reverse("organisation_office", args=[world.body.ref, world.office.ref])
        assert "can object for" not in text(client.get(address))
        typed = {
            "form": "hand-over",
            "hand-on": f"{timezone.localdate():%d/%m/%Y}",
            "hand-manner": "substantive",
            "hand-email": "next@example.org",
            "hand-mobile": "",
        }
        assert client.post(address, typed).status_code == 302
        assert OfficeHolder.objects.filter(office=world.office).count() == 2
        assert not OfficeChange.objects.exists()
        assert browser(world.secretary).get(address).status_code == 403
        stray = reverse("organisation_office", args=[world.parent.ref, world.office.ref])
        assert client.get(stray).status_code == 404

    def test_the_list_costs_the_same_for_one_as_for_seven(self, world: World) -> None:
        client, at = browser(world.secretary), timezone.now()
        page = reverse("office_changes")

        def cost() -> int:
            client.get(page)
            with CaptureQueriesContext(connection) as queries:
                assert client.get(page).status_code == 200
            return len(queries)

        world.entered(at)
        one = cost()
        for number in range(1, 7):
            world.entered(at + timedelta(seconds=number))
        assert cost() == one


def test_whoever_comes_with_an_account_reads_the_entry_from_then_on(world: World) -> None:
    to = actions.introduce(label_en="Superintendent", label_bn="")
    change = world.entered(to=to)
    actions.invite_person(
        by=world.secretary, person=to, office=world.office, email="next@example.org", at=NOW
    )
    newcomer = User.objects.create_user(email="next@example.org", email_proved_at=NOW)
    actions.people.Newcomers().joined(invitation=to.introductions.get().invitation, user=newcomer, at=NOW)
    assert can(viewer(newcomer), "view", OfficeChange.objects.get(pk=change.pk))
    ours = [one for one in all_derivations() if one.model is OfficeChange]
    assert [list(differences(one)) for one in ours] == [[]]


def test_a_member_of_the_committee_decides_nothing(world: World) -> None:
    change = world.objected()
    insider = organisation("another member")
    seat(world.committee, insider)
    for user in (liaison(insider), member(person("staff"), world.body, Membership.Role.STAFF)):
        with pytest.raises(Http404):
            actions.decide_change(by=user, change=change, is_wrong=True, at=NOW)
