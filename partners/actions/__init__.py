"""What changes who holds an office, serves an organisation, fills a seat and takes minutes."""

from partners.actions.assistants import assist, end_assistance, name_assistant
from partners.actions.committees import end_committee, fill_seat, give_role, move_committee
from partners.actions.entering import enter_member, pass_office
from partners.actions.first_steps import finish_first_step
from partners.actions.members import add_member, end_membership
from partners.actions.minute_taking import delegate_minutes, end_delegation, end_expired_delegations
from partners.actions.office_changes import decide_change, object_to_change
from partners.actions.office_kinds import add_office_kind, make_offices, rename_office_kind
from partners.actions.officer_lists import carry_out, enter_officers, print_listed_codes, take_back_list
from partners.actions.offices import appoint, end_term, hand_over
from partners.actions.official_addresses import give_official_address
from partners.actions.organisations import rename_organisation, succeed_organisation
from partners.actions.oversight import name_oversight
from partners.actions.people import confirm_claim, introduce, invite_again, invite_person, refuse_claim
from partners.actions.points import add_point, close_point, open_point_again, rename_point
from partners.actions.presence import end_presence, enter_presence
from partners.actions.programs import end_program, make_program_token, name_answerable, open_program

__all__ = [
    "add_member",
    "add_office_kind",
    "add_point",
    "appoint",
    "assist",
    "carry_out",
    "close_point",
    "confirm_claim",
    "decide_change",
    "delegate_minutes",
    "end_assistance",
    "end_committee",
    "end_delegation",
    "end_expired_delegations",
    "end_membership",
    "end_presence",
    "end_program",
    "end_term",
    "enter_member",
    "enter_officers",
    "enter_presence",
    "fill_seat",
    "finish_first_step",
    "give_official_address",
    "give_role",
    "hand_over",
    "introduce",
    "invite_again",
    "invite_person",
    "make_offices",
    "make_program_token",
    "move_committee",
    "name_answerable",
    "name_assistant",
    "name_oversight",
    "object_to_change",
    "open_point_again",
    "open_program",
    "pass_office",
    "print_listed_codes",
    "refuse_claim",
    "rename_office_kind",
    "rename_organisation",
    "rename_point",
    "succeed_organisation",
    "take_back_list",
]
