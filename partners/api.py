"""What programs read and change of the directory: places, organisations, committees, seats and holders."""

from collections.abc import Iterable, Sequence

from access.api.declaring import Api, Collection, Found, Inside, Make, Part, Single, Step
from access.api.etags import Version
from access.api.fields import Said
from access.rules.engine import VIEW, get_permitted, require
from access.rules.viewer import Viewer
from access.toolkit.cells import address
from access.toolkit.versions import said_by
from language.words import local_day
from partners import actions
from partners.bodies import (
    CommitteeBody,
    EndPresenceBody,
    FillBody,
    MemberBody,
    MinuteTakerBody,
    NewMemberBody,
    NewNameBody,
    NewOfficeKindBody,
    NewPresenceBody,
    OfficeKindBody,
    OfficeKindInFullBody,
    OfficeKindNamesBody,
    OrganisationBody,
    PassOfficeBody,
    PlaceBody,
    PresenceBody,
    RoleBody,
    SeatBody,
    SeatHeldBody,
)
from partners.directory import ORGANISATIONS, seats_of_organisation
from partners.entering import (
    delegation_of,
    end_member,
    enter_member,
    member_of,
    members,
    minute_takers,
    office_of,
    office_of_seat,
    pass_office,
    presence_of,
    presences,
    rename,
    seat_of,
)
from partners.forms import RenameForm
from partners.listed import COMMITTEES, PLACES
from partners.models import Committee, OfficeKind, Organisation, Place, Seat
from partners.office_kind_forms import RenameKindForm
from partners.office_kinds import OFFICE_KINDS, called_today, find_office_kind, making, national
from partners.officers.api import LISTS, OF_A_LIST
from partners.point_api import OF_A_POINT, OF_POINTS
from partners.present import PRESENCES
from partners.queries import seats_of
from partners.standing import names_of
from partners.views.answers import find_committee, find_organisation_page


def _organisations(viewer: Viewer, records: Sequence[Organisation]) -> Iterable[Said]:
    return [_organisation(viewer, one) for one in records]


def _organisation(viewer: Viewer, one: Organisation) -> Said:
    is_active = one.is_active(local_day(viewer.at))
    return Said(one, is_active=is_active, address=address("organisation", one.ref))


def _committees(viewer: Viewer, records: Sequence[Committee]) -> Iterable[Said]:
    return [_committee(viewer, one) for one in records]


def _committee(_viewer: Viewer, one: Committee) -> Said:
    return Said(one, address=address("committee", one.ref))


def _find_place(viewer: Viewer, ref: str, action: str) -> Place:
    return get_permitted(viewer, Place, ref, action, records=Place.objects.select_related("parent"))


def _seats(viewer: Viewer, committee: Committee) -> list[Seat]:
    return seats_of(committee, viewer.at)


def _seats_held(_viewer: Viewer, organisation: Organisation) -> list[Seat]:
    return seats_of_organisation(organisation)


def _place(_viewer: Viewer, place: Place) -> Place:
    return place


_OF_ORGANISATION = (
    Step(
        "rename",
        "organisation_rename",
        "manage",
        actions.rename_organisation,
        "Its new name, from a day on: it is found by the old one too",
        NewNameBody,
        rename,
    ),
    Step(
        "enter",
        "organisation_add_member",
        "manage",
        actions.enter_member,
        "Enter somebody who comes to serve it; a letter invites them",
        NewMemberBody,
        enter_member,
    ),
    Step(
        "end",
        "organisation_end_membership",
        "manage",
        actions.end_membership,
        "Somebody serves it no longer, from now on",
        does=end_member,
        inside=Inside("members/<str:membership>/", member_of),
    ),
    Step(
        "work-at",
        "organisation_add_presence",
        "keep_presence",
        actions.enter_presence,
        "It works at these places from a day on",
        NewPresenceBody,
    ),
    Step(
        "leave",
        "organisation_end_presence",
        "keep_presence",
        actions.end_presence,
        "Its last day at a place",
        EndPresenceBody,
        inside=Inside("presence/<str:presence>/", presence_of, Found("presence")),
    ),
    Step(
        "hand-over",
        "organisation_office",
        VIEW,
        actions.pass_office,
        "An office of it passes to the next holder, whom a letter invites",
        PassOfficeBody,
        pass_office,
        inside=Inside("offices/<str:office>/", office_of),
    ),
)
_SEAT = "seats/<str:seat>/"
_OF_COMMITTEE = (
    Step(
        "fill",
        "committee_seat",
        "manage",
        actions.fill_seat,
        "An organisation takes a seat, or none does any more",
        FillBody,
        at="api_committee_seat_fill",
        inside=Inside(_SEAT, seat_of),
    ),
    Step(
        "role",
        "committee_seat",
        "manage",
        actions.give_role,
        "What a seat does in the committee; who leads is said from above",
        RoleBody,
        at="api_committee_seat_role",
        inside=Inside(_SEAT, seat_of),
    ),
    Step(
        "hand-over",
        "committee_seat_hand_over",
        "manage",
        actions.pass_office,
        "The office of a seat passes to the next holder, whom a letter invites",
        PassOfficeBody,
        pass_office,
        inside=Inside(_SEAT, office_of_seat),
    ),
    Step(
        "end",
        "committee_end_delegation",
        "delegate",
        actions.end_delegation,
        "Somebody takes its minutes no longer, from now on",
        inside=Inside("minute-takers/<str:delegation>/", delegation_of),
    ),
)


def _office_kind(viewer: Viewer, kind: OfficeKind) -> Said:
    return Said(kind, **making(viewer, kind)._asdict())


def _may_keep_kinds(viewer: Viewer) -> None:
    require(viewer, "keep_office_kinds", national())


def _kind_to_keep(viewer: Viewer, ref: str, action: str) -> OfficeKind:
    """The kind; a step with it is a right about the whole country, and no right of the kind."""
    kind = find_office_kind(viewer, ref)
    if action != VIEW:
        _may_keep_kinds(viewer)
    return kind


_OF_OFFICE_KIND = (
    Step(
        "rename",
        "office_kind_rename",
        "keep_office_kinds",
        actions.rename_office_kind,
        "Its offices are called otherwise; they are found by their old names too",
        OfficeKindNamesBody,
    ),
    Step(
        "make",
        "office_kind_make",
        "keep_office_kinds",
        actions.make_offices,
        "Every place of its level that has none gets one",
    ),
)
_OFFICE_KIND = Single(
    "office-kinds/<str:ref>/",
    page="office_kind",
    called="kind",
    find=_kind_to_keep,
    says=_office_kind,
    body=OfficeKindInFullBody,
    summary="One kind of local office, and how many would be made",
    version=Version(called_today, said_by(RenameKindForm.base_fields, called_today)),
    steps=_OF_OFFICE_KIND,
)
_OF_A_STEP = "a part of another step: whoever comes into a body or an office is entered and invited at once"
_OF_A_DESK = "what comes first on the desk of a new holder is that person's to look at, or to put away"
_LOOKED_AT = (
    "whose account it is somebody sees by its age and by who opened it, and answers for having looked"
)
_CHOSEN = "it lets one person write for the committee: whoever gives it looks at who that is"
_CHOSEN_TO_ACT = "it lets somebody type or act for a head: whoever lets them looks at who that is"
_SIGNED = "somebody has read the order, and answers for it under their own hand"
_BY_OPERATOR = "no page does it either: the operator enters it from an order, at the server"
_LETS_IN = "it lets somebody or something in: its person shows once more who they are, on the page"
_BY_PORTAL = "the portal does it by itself at its time"
API = Api(
    lists=(
        Collection(
            "organisations/",
            ORGANISATIONS,
            OrganisationBody,
            "Organisations by name: without a search the national ones",
            _organisations,
        ),
        Collection("committees/", COMMITTEES, CommitteeBody, "Committees, by level and name", _committees),
        Collection(
            "office-kinds/",
            OFFICE_KINDS,
            OfficeKindBody,
            "Kinds of local offices",
            makes=(
                Make(
                    "office_kind_add",
                    actions.add_office_kind,
                    "Enter a kind of local office; nothing is made yet",
                    NewOfficeKindBody,
                    _OFFICE_KIND,
                    asks=_may_keep_kinds,
                ),
            ),
        ),
        LISTS,
        OF_POINTS,
        Collection("presence/", PRESENCES, PresenceBody, "Who works where, at what"),
        Collection(
            "places/", PLACES, PlaceBody, "Places of the country, each before those in it", name="api_places"
        ),
    ),
    records=(
        OF_A_LIST,
        Single(
            "organisations/<str:ref>/",
            page="organisation",
            called="organisation",
            find=find_organisation_page,
            says=_organisation,
            body=OrganisationBody,
            summary="One organisation",
            version=Version(names_of, said_by(RenameForm.base_fields, names_of)),
            parts=(
                Part("seats", _seats_held, SeatHeldBody, "Where it sits"),
                Part("presence", presences, PresenceBody, "Where it works, worked or will work"),
                Part("members", members, MemberBody, "By which posts it is served"),
            ),
            steps=_OF_ORGANISATION,
        ),
        Single(
            "committees/<str:ref>/",
            page="committee",
            called="committee",
            find=find_committee,
            says=_committee,
            body=CommitteeBody,
            summary="One committee",
            parts=(
                Part("seats", _seats, SeatBody, "Its seats, and how each is filled today"),
                Part("minute-takers", minute_takers, MinuteTakerBody, "Who takes its minutes, until when"),
            ),
            steps=_OF_COMMITTEE,
        ),
        Single(
            "places/<str:ref>/",
            page="place",
            called="place",
            find=_find_place,
            says=_place,
            body=PlaceBody,
            summary="One place",
        ),
        _OFFICE_KIND,
        OF_A_POINT,
    ),
    without={
        **dict.fromkeys(
            (actions.introduce, actions.add_member, actions.invite_person, actions.hand_over), _OF_A_STEP
        ),
        **dict.fromkeys((actions.confirm_claim, actions.refuse_claim, actions.invite_again), _LOOKED_AT),
        **dict.fromkeys((actions.carry_out, actions.print_listed_codes), _LETS_IN),
        **dict.fromkeys((actions.object_to_change, actions.decide_change), _SIGNED),
        actions.delegate_minutes: _CHOSEN,
        **dict.fromkeys((actions.name_assistant, actions.end_assistance), _CHOSEN_TO_ACT),
        actions.end_term: _SIGNED,
        actions.give_official_address: _LETS_IN,
        actions.finish_first_step: _OF_A_DESK,
        **dict.fromkeys(
            (
                actions.appoint,
                actions.assist,
                actions.end_committee,
                actions.move_committee,
                actions.name_oversight,
                actions.succeed_organisation,
            ),
            _BY_OPERATOR,
        ),
        **dict.fromkeys(
            (
                actions.open_program,
                actions.name_answerable,
                actions.end_program,
                actions.make_program_token,
            ),
            _LETS_IN,
        ),
        actions.end_expired_delegations: _BY_PORTAL,
    },
)
