"""Who hands an office over by right, and what a secretariat only enters by order."""

import pytest
from django.http import Http404

from access.models import PartyMember, User
from access.rules.audiences import all_derivations, differences
from access.rules.engine import can
from partners import actions
from partners.access import appointing
from partners.models import Committee, Membership, Office, OfficeChange, Seat
from tests.cast import NOW, Cast, viewer
from tests.commitments.world import (
    committee,
    liaison,
    member,
    office,
    organisation,
    person,
    seat,
    user_of,
)
from tests.partners.orders import World
from tests.partners.test_access import office as office_called

pytestmark = pytest.mark.django_db


@pytest.fixture
def world(cast: Cast) -> World:
    return World()


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


def test_a_member_of_the_committee_decides_nothing(world: World) -> None:
    change = world.objected()
    insider = organisation("another member")
    seat(world.committee, insider)
    for user in (liaison(insider), member(person("staff"), world.body, Membership.Role.STAFF)):
        with pytest.raises(Http404):
            actions.decide_change(by=user, change=change, is_wrong=True, at=NOW)
