"""Places, organisations, offices and their holders, committees and their seats."""

from partners.models.committees import Committee, Delegation, Seat
from partners.models.cooperation import Cooperation
from partners.models.figures import NetworkFigure
from partners.models.first_steps import FirstStep
from partners.models.groups import GroupKind
from partners.models.introductions import Introduction, IntroductionAudience
from partners.models.office_changes import OfficeChange, OfficeChangeAudience
from partners.models.office_kinds import OfficeKind
from partners.models.officer_lists import OfficerList, OfficerRow
from partners.models.offices import Membership, Office, OfficeAssistant, OfficeHolder, Person
from partners.models.organisations import Organisation, OrganisationName, Side
from partners.models.place_steps import PlaceStep
from partners.models.places import COMMITTEE_TIERS, POINTS, Place, Tier
from partners.models.presence import Presence, Work
from partners.models.programs import Program, ProgramAudience
from partners.models.search import CommitteeSearch, OfficeSearch, OrganisationSearch, PlaceSearch

__all__ = [
    "COMMITTEE_TIERS",
    "POINTS",
    "Committee",
    "CommitteeSearch",
    "Cooperation",
    "Delegation",
    "FirstStep",
    "GroupKind",
    "Introduction",
    "IntroductionAudience",
    "Membership",
    "NetworkFigure",
    "Office",
    "OfficeAssistant",
    "OfficeChange",
    "OfficeChangeAudience",
    "OfficeHolder",
    "OfficeKind",
    "OfficeSearch",
    "OfficerList",
    "OfficerRow",
    "Organisation",
    "OrganisationName",
    "OrganisationSearch",
    "Person",
    "Place",
    "PlaceSearch",
    "PlaceStep",
    "Presence",
    "Program",
    "ProgramAudience",
    "Seat",
    "Side",
    "Tier",
    "Work",
]
