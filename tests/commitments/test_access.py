"""Who of the cast may do what with which commitment: written by hand, and the same answer from every side."""

from collections.abc import Callable

import pytest

from access.rules.engine import can
from commitments.models import Commitment, Event, Stage
from commitments.queries import COMMITMENTS, OPEN, listed
from partners.models import Committee, Organisation, Seat
from tests.agreement import agree
from tests.cast import NOW, READERS, Cast, viewer
from tests.commitments.world import AGREED, DUE, accept, promise, recommendation, say

pytestmark = pytest.mark.django_db
OWNER, VERIFIER = ("accept", "report", "ask"), ("verify", "request_information", "decline_to_verify")
GRANTING = ("decide", "name_verifier")
ACTIONS = ("view", *OWNER, *VERIFIER, *GRANTING, "bring_forward", "say_what_became")
# Whoever reads every commitment, and the whole of the cast beside them.
WHOLE = {"ncc_chair", "ncc_secretary", "oversight"}


def code(code: str) -> Organisation:
    return Organisation.objects.get(code=code)


def ctc(place: str) -> Committee:
    return Committee.objects.get(
        name_en__contains=f"{place}", tier={"Jashore": "district", "Sharsha": "upazila"}[place]
    )


def chair_organisation(committee: Committee) -> Organisation:
    seat = Seat.objects.select_related("office__organisation").get(committee=committee, role=Seat.Role.CHAIR)
    assert seat.office is not None and seat.office.organisation is not None
    return seat.office.organisation


def of_bnwla_at_the_ncc(cast: Cast) -> Commitment:
    """BNWLA promised it at the NCC; MoEWOE verifies."""
    commitment = promise(code("BNWLA"), Committee.objects.get(code="NCC"), what="Panel lawyers for Khulna")
    return accept(by=cast.bnwla_liaison.user, commitment=commitment, verifier=code("MoEWOE"), at=NOW)


def of_rights_jessore_at_sharsha(cast: Cast) -> Commitment:
    """Rights Jessore promised it at Sharsha; the UNO's office verifies."""
    committee = ctc("Sharsha")
    commitment = promise(code("RJ"), committee, what="Two courtyard meetings")
    return accept(
        by=cast.rj_liaison.user, commitment=commitment, verifier=chair_organisation(committee), at=NOW
    )


def of_the_uno_at_sharsha(cast: Cast) -> Commitment:
    """The UNO's office promised it in its own committee; Rights Jessore verifies, Jashore grants."""
    committee = ctc("Sharsha")
    commitment = promise(chair_organisation(committee), committee, what="A room for the help desk")
    return accept(by=cast.uno_sharsha.user, commitment=commitment, verifier=code("RJ"), at=NOW)


def of_the_dc_at_jashore(cast: Cast) -> Commitment:
    """The DC's office promised it at Jashore; not accepted yet; the NCC's secretariat grants."""
    committee = ctc("Jashore")
    return promise(chair_organisation(committee), committee, what="Name a focal person")


def of_far_away(cast: Cast) -> Commitment:
    """An NGO with no business in Jashore, at no committee of the cast, supported by nobody."""
    return promise(code("CWCS"), None, what="A study of returnees")


def supported(cast: Cast) -> Commitment:
    """MoEWOE's promise at no committee, which BNWLA supports."""
    return promise(code("MoEWOE"), None, what="A desk at the airport", supporting=[code("BNWLA")])


def due_before_it_was_entered(cast: Cast) -> Commitment:
    """Rights Jessore promised it at Sharsha, long before Jashore entered it for Sharsha."""
    return promise(
        code("RJ"),
        ctc("Sharsha"),
        what="A list of brokers",
        due_on=AGREED,
        entered_afterwards=True,
        entered_party=ctc("Jashore").secretariat_party,
    )


def recommended(cast: Cast) -> Commitment:
    """Recommended to BMET at an open event: the whole network reads it, nobody promised it."""
    return recommendation(code("BMET"), what="Compulsory visa checks", agreed_on=DUE, for_network=True)


EVERYBODY = set(READERS)
Sets = dict[str, set[str]]


def each(of: tuple[str, ...], *keys: str) -> Sets:
    return {action: set(keys) for action in of}


# Written by hand from the table of DESIGN.md, section 4. What is not named nobody may do.
MATRIX: dict[Callable[[Cast], Commitment], Sets] = {
    of_bnwla_at_the_ncc: {
        # NCC seats: its chair and secretary, BNWLA, Rights Jessore's liaison (not its staff), MoEWOE.
        "view": WHOLE | {"bnwla_liaison", "rj_liaison", "moewoe_focal"},
        **each(OWNER, "bnwla_liaison"),
        **each(VERIFIER, "moewoe_focal"),
        **each(GRANTING, "ncc_chair", "ncc_secretary"),
        "bring_forward": {"ncc_chair", "ncc_secretary"},
    },
    of_rights_jessore_at_sharsha: {
        # Sharsha: the UNO, Rights Jessore, its minute-taker; above it the secretariat of Jashore.
        "view": WHOLE
        | {"uno_sharsha", "rj_liaison", "rj_staff", "facilitator", "dc_jashore", "dd_women_jashore"},
        **each(OWNER, "rj_liaison"),
        **each(VERIFIER, "uno_sharsha"),
        **each(GRANTING, "uno_sharsha"),
        "bring_forward": {"uno_sharsha"},
    },
    of_the_uno_at_sharsha: {
        "view": WHOLE
        | {"uno_sharsha", "rj_liaison", "rj_staff", "facilitator", "dc_jashore", "dd_women_jashore"},
        **each(OWNER, "uno_sharsha"),
        **each(VERIFIER, "rj_liaison"),
        **each(GRANTING, "dc_jashore", "dd_women_jashore"),
        "bring_forward": {"uno_sharsha"},
    },
    of_the_dc_at_jashore: {
        # The UNO of Sharsha has a seat at Jashore.
        "view": WHOLE | {"dc_jashore", "dd_women_jashore", "uno_sharsha", "rj_liaison"},
        **each(OWNER, "dc_jashore"),
        **each(VERIFIER),
        **each(GRANTING, "ncc_chair", "ncc_secretary"),
        "bring_forward": {"dc_jashore", "dd_women_jashore"},
    },
    of_far_away: {
        "view": WHOLE | {"far_liaison"},
        **each(OWNER, "far_liaison"),
        **each(VERIFIER),
        **each(GRANTING),
        "bring_forward": set(),
    },
    due_before_it_was_entered: {
        "view": WHOLE
        | {"uno_sharsha", "rj_liaison", "rj_staff", "facilitator", "dc_jashore", "dd_women_jashore"},
        **each(OWNER, "rj_liaison"),
        **each(VERIFIER),
        **each(GRANTING, "uno_sharsha"),
        "bring_forward": {"uno_sharsha"},
        # Those who entered it are asked; those for whom they did may answer as well.
        "say_what_became": {"dc_jashore", "dd_women_jashore", "uno_sharsha"},
    },
    supported: {
        "view": WHOLE | {"moewoe_focal", "bnwla_liaison"},
        **each(OWNER, "moewoe_focal"),
        **each(VERIFIER),
        **each(GRANTING),
        "bring_forward": set(),
    },
    recommended: {
        "view": EVERYBODY,
        **each((*OWNER, *VERIFIER, *GRANTING, "bring_forward")),
    },
}


@pytest.mark.parametrize("made", MATRIX, ids=lambda made: made.__name__)
def test_exactly_these_may_do_what_with_it(made: Callable[[Cast], Commitment], cast: Cast) -> None:
    commitment = made(cast)
    found = {
        action: {member.key for member in cast if can(viewer(member.user), action, commitment)}
        for action in ACTIONS
    }
    assert found == {"say_what_became": set(), **MATRIX[made]}


def test_list_check_button_and_people_agree_for_the_whole_cast(cast: Cast) -> None:
    commitments = [made(cast) for made in MATRIX]
    agree(commitments, ACTIONS, [member.user for member in cast], NOW, by_clock=True)
    for member in cast:
        who = viewer(member.user)
        seen = {
            one.pk
            for view in COMMITMENTS.chips
            if view.name != "to-verify"
            for one in listed(who, view).records
        }
        assert seen & {one.pk for one in commitments} == {
            one.pk for one in commitments if can(who, "view", one)
        }


# Each part of each rule, with somebody and something that only this part decides.
def test_only_ownership_lets_the_far_ngo_accept(cast: Cast) -> None:
    commitment = of_far_away(cast)
    assert can(cast.far_liaison.viewer, "accept", commitment)
    Commitment.objects.filter(pk=commitment.pk).update(owner=code("TMSS"))
    assert not can(cast.far_liaison.viewer, "accept", commitment)


def test_only_the_verifiers_column_lets_moewoe_verify(cast: Cast) -> None:
    commitment = of_bnwla_at_the_ncc(cast)
    assert can(cast.moewoe_focal.viewer, "verify", commitment)
    Commitment.objects.filter(pk=commitment.pk).update(verifier=code("MoSW"))
    assert not can(cast.moewoe_focal.viewer, "verify", commitment)


def test_only_the_granting_column_lets_the_dc_grant_to_the_uno(cast: Cast) -> None:
    commitment = of_the_uno_at_sharsha(cast)
    assert can(cast.dc_jashore.viewer, "decide", commitment)
    Commitment.objects.filter(pk=commitment.pk).update(granting_party=commitment.secretariat_party)
    assert not can(cast.dc_jashore.viewer, "decide", commitment)


def test_only_the_secretariats_column_lets_the_uno_bring_it_forward(cast: Cast) -> None:
    commitment = of_rights_jessore_at_sharsha(cast)
    assert can(cast.uno_sharsha.viewer, "bring_forward", commitment)
    Commitment.objects.filter(pk=commitment.pk).update(secretariat_party=None)
    assert not can(cast.uno_sharsha.viewer, "bring_forward", commitment)


def test_only_support_lets_bnwla_read_a_promise_of_moewoe(cast: Cast) -> None:
    commitment = supported(cast)
    assert can(cast.bnwla_liaison.viewer, "view", commitment)
    commitment.audience.filter(via="support").delete()
    assert not can(cast.bnwla_liaison.viewer, "view", commitment)


def test_only_the_role_lets_oversight_read_what_it_has_no_part_in(cast: Cast) -> None:
    commitment = of_far_away(cast)
    assert can(cast.oversight.viewer, "view", commitment)
    commitment.audience.all().delete()
    assert can(cast.oversight.viewer, "view", commitment)
    assert not can(cast.far_liaison.viewer, "view", commitment)


def test_a_secretariat_brings_forward_and_verifies_nothing(cast: Cast) -> None:
    commitment = of_rights_jessore_at_sharsha(cast)
    say(Event.REPORTED_DONE, commitment, by=cast.uno_sharsha.user)
    commitment.refresh_from_db()
    assert commitment.stage == Stage.ACCEPTED


def test_a_secretariat_records_promises_for_its_own_committee_only(cast: Cast) -> None:
    jashore, sharsha = ctc("Jashore"), ctc("Sharsha")
    recording = {
        place: {member.key for member in cast if can(member.viewer, "record_commitment", committee)}
        for place, committee in (("Jashore", jashore), ("Sharsha", sharsha))
    }
    assert recording == {
        "Jashore": {"dc_jashore", "dd_women_jashore"},
        "Sharsha": {"uno_sharsha"},
    }


def test_the_open_list_of_each_of_the_cast_is_exactly_theirs(cast: Cast) -> None:
    named = {made.__name__: made(cast).pk for made in MATRIX if made is not recommended}
    names = {pk: name for name, pk in named.items()}
    lists = {member.key: {names[one.pk] for one in listed(member.viewer, OPEN).records} for member in cast}
    sharsha = {"due_before_it_was_entered", "of_rights_jessore_at_sharsha", "of_the_uno_at_sharsha"}
    assert lists == {
        "ncc_secretary": set(named),
        "ncc_chair": set(named),
        "oversight": set(named),
        "facilitator": sharsha,
        "dc_jashore": sharsha | {"of_the_dc_at_jashore"},
        "dd_women_jashore": sharsha | {"of_the_dc_at_jashore"},
        "uno_sharsha": sharsha | {"of_the_dc_at_jashore"},
        "bnwla_liaison": {"of_bnwla_at_the_ncc", "supported"},
        "rj_liaison": sharsha | {"of_the_dc_at_jashore", "of_bnwla_at_the_ncc"},
        "rj_staff": sharsha,
        "far_liaison": {"of_far_away"},
        "moewoe_focal": {"of_bnwla_at_the_ncc", "supported"},
        "administrator": set(),
    }
