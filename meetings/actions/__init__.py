"""The verbs of a meeting: call, tell, attend, write, approve, circulate."""

from access.toolkit.versions import Stale
from meetings.actions.agenda import add_item, change_item, move_item, remove_item
from meetings.actions.announcing import send_again, send_notice, tell_change, tell_changed_meetings
from meetings.actions.attendance import (
    Mark,
    add_guest,
    add_head_count,
    record_attendance,
    remove_guest,
    remove_head_count,
)
from meetings.actions.circulation import circulate
from meetings.actions.confirming import add_addendum, confirm
from meetings.actions.contesting import contest
from meetings.actions.correcting import answer_correction, propose_correction, take_back_correction
from meetings.actions.files import add_files, remove_file
from meetings.actions.inviting import invite_body, invite_seats, uninvite_body
from meetings.actions.joint import agree_jointly, ask_committee, decline_jointly, withdraw_joint
from meetings.actions.memo import give_memo_number
from meetings.actions.minutes import (
    approve,
    approve_on_paper,
    note_matter,
    open_minutes,
    save_item,
    send_back,
    send_to_chair,
    take_back,
)
from meetings.actions.openings import open_draft
from meetings.actions.planning import (
    Plan,
    cancel_meeting,
    change_meeting,
    enter_past_meeting,
    plan_meeting,
)
from meetings.actions.points import add_action_point, remove_action_point
from meetings.actions.proposing import (
    decline_proposal,
    propose_item,
    take_back_proposal,
    take_proposal,
)
from meetings.actions.replying import reply
from meetings.actions.verifier_of_point import name_point_verifier

__all__ = [
    "Mark",
    "Plan",
    "Stale",
    "add_action_point",
    "add_addendum",
    "add_files",
    "add_guest",
    "add_head_count",
    "add_item",
    "agree_jointly",
    "answer_correction",
    "approve",
    "approve_on_paper",
    "ask_committee",
    "cancel_meeting",
    "change_item",
    "change_meeting",
    "circulate",
    "confirm",
    "contest",
    "decline_jointly",
    "decline_proposal",
    "enter_past_meeting",
    "give_memo_number",
    "invite_body",
    "invite_seats",
    "move_item",
    "name_point_verifier",
    "note_matter",
    "open_draft",
    "open_minutes",
    "plan_meeting",
    "propose_correction",
    "propose_item",
    "record_attendance",
    "remove_action_point",
    "remove_file",
    "remove_guest",
    "remove_head_count",
    "remove_item",
    "reply",
    "save_item",
    "send_again",
    "send_back",
    "send_notice",
    "send_to_chair",
    "take_back",
    "take_back_correction",
    "take_back_proposal",
    "take_proposal",
    "tell_change",
    "tell_changed_meetings",
    "uninvite_body",
    "withdraw_joint",
]
