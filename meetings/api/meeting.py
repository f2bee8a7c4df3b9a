"""A meeting for programs: its notice and agenda, whom it names, and the steps before its minutes."""

from __future__ import annotations

from access.api.declaring import Download, Found, Inside, Part, Single, Step, as_it_is
from access.api.etags import Version
from library.api import FileBody
from meetings import actions
from meetings.actions.planning import as_planned
from meetings.attached import file_of, serve_file, shown_files
from meetings.bodies import (
    AgainBody,
    AgendaItemBody,
    CancelBody,
    ContestBody,
    InviteBody,
    MeetingInFullBody,
    NewFilesBody,
    NewItemBody,
    PlanBody,
)
from meetings.line_bodies import ItemWordsBody, JointLineBody, MoveBody, TogetherBody
from meetings.line_programs import change_item, invited_body, item_of_agenda, joint_requests
from meetings.models import Meeting
from meetings.programs import agenda, change, meeting_in_full, meeting_in_words
from meetings.reach_programs import ReachBody, reach_of_notice
from meetings.reply_programs import InvitedBody, NoticeReplyBody, place_of, replies
from meetings.views.answers import find_meeting

_ITEM = Inside("agenda/<str:item>/", item_of_agenda, Found("agenda"))
MEETING = Single(
    "meetings/<str:ref>/",
    page="meeting",
    called="meeting",
    find=find_meeting,
    says=meeting_in_full,
    body=MeetingInFullBody,
    summary="One meeting",
    version=Version(as_planned, meeting_in_words),
    followed=Meeting,
    noted_as=as_it_is,
    parts=(
        Part("agenda", agenda, AgendaItemBody, "The agenda as the notice shows it"),
        Part("replies", replies, InvitedBody, "Who of those invited says whether they come"),
        Part("files", shown_files, FileBody, "The papers of the meeting", page="meeting_files"),
        Part(
            "joint-requests",
            joint_requests,
            JointLineBody,
            "Which committees were asked to hold it together and have not agreed, for both secretariats",
        ),
        Part(
            "reach",
            reach_of_notice,
            ReachBody,
            "How many of those invited can be told, who cannot, how many were, for whoever sends notices",
            many=False,
            page="meeting_notice_again",
        ),
    ),
    downloads=(Download("meeting_file", serve_file, "A paper of the meeting"),),
    steps=(
        Step(
            "add-files",
            "meeting_file_add",
            "edit",
            actions.add_files,
            "Put files that were sent before to the meeting",
            NewFilesBody,
        ),
        Step(
            "remove",
            "meeting_file_remove",
            "edit",
            actions.remove_file,
            "Take a file off the meeting",
            inside=Inside("files/<str:file>/", file_of),
        ),
        Step(
            "change",
            "meeting_edit",
            "change",
            actions.change_meeting,
            "Change day, time, place or title before the meeting",
            PlanBody,
            change,
            needs_version=True,
        ),
        Step("notice", "meeting_notice", "notice", actions.send_notice, "Send the notice"),
        Step("tell", "meeting_tell_now", "notice", actions.tell_change, "Tell a change at once"),
        Step(
            "notice-again",
            "meeting_notice_again",
            "notice",
            actions.send_again,
            "Send the notice once more, and say why",
            AgainBody,
        ),
        Step(
            "guests",
            "meeting_invite",
            "notice",
            actions.invite_body,
            "Name a body without a seat in the notice",
            InviteBody,
        ),
        Step(
            "remove",
            "meeting_uninvite",
            "notice",
            actions.uninvite_body,
            "Take a body without a seat off the notice",
            inside=Inside("guests/<str:body>/", invited_body),
        ),
        Step(
            "reply",
            "meeting_reply",
            "reply",
            actions.reply,
            "Say whether somebody comes for a seat, or for a body that the notice names",
            NoticeReplyBody,
            needs_version=True,
            inside=Inside("replies/<str:place>/", place_of, Found("replies")),
        ),
        Step(
            "together",
            "meeting_ask",
            "change",
            actions.ask_committee,
            "Ask a committee to hold it together",
            TogetherBody,
        ),
        Step(
            "agenda-items",
            "meeting_add_item",
            "edit",
            actions.add_item,
            "Put one more item on the agenda",
            NewItemBody,
        ),
        Step(
            "change",
            "meeting_change_item",
            "edit",
            actions.change_item,
            "Put an item of the agenda in other words",
            ItemWordsBody,
            change_item,
            at="api_meeting_item_change",
            inside=_ITEM,
        ),
        Step(
            "move",
            "meeting_change_item",
            "edit",
            actions.move_item,
            "Move an item of the agenda up or down by one",
            MoveBody,
            at="api_meeting_item_move",
            inside=_ITEM,
        ),
        Step(
            "remove",
            "meeting_change_item",
            "edit",
            actions.remove_item,
            "Take an item off the agenda",
            at="api_meeting_item_remove",
            inside=_ITEM,
        ),
        Step(
            "contest",
            "meeting_contest",
            "contest",
            actions.contest,
            "The chair contests what the tier above entered for the committee",
            ContestBody,
        ),
        Step("cancel", "meeting_cancel", "change", actions.cancel_meeting, "Call it off", CancelBody),
        Step("start", "meeting_start", "take_minutes", actions.open_minutes, "Open the minutes"),
    ),
)
