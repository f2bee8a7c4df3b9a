"""Meetings, what they put on the agenda, their minutes, and who came."""

from meetings.models.agenda import ActionPoint, AgendaItem, Decision, ItemMinutes, MatterArising
from meetings.models.announcements import Announcement
from meetings.models.attendance import Attendance, HeadCount
from meetings.models.corrections import Addendum, Correction
from meetings.models.delegated import DelegatedStep, DelegatedStepAudience
from meetings.models.files import MeetingFile
from meetings.models.held import HeldOnPaper, SignedPage
from meetings.models.joint import JointRequest, JointRequestAudience
from meetings.models.meetings import Meeting, MeetingAudience, MeetingOf, MeetingOrganiser
from meetings.models.minutes import Minutes, MinutesAudience
from meetings.models.openings import DraftOpening
from meetings.models.proposals import ItemProposal, ItemProposalAudience
from meetings.models.replies import Reply
from meetings.models.search import DecisionSearch, MeetingSearch, MinutesSearch

__all__ = [
    "ActionPoint",
    "Addendum",
    "AgendaItem",
    "Announcement",
    "Attendance",
    "Correction",
    "Decision",
    "DecisionSearch",
    "DelegatedStep",
    "DelegatedStepAudience",
    "DraftOpening",
    "HeadCount",
    "HeldOnPaper",
    "ItemMinutes",
    "ItemProposal",
    "ItemProposalAudience",
    "JointRequest",
    "JointRequestAudience",
    "MatterArising",
    "Meeting",
    "MeetingAudience",
    "MeetingFile",
    "MeetingOf",
    "MeetingOrganiser",
    "MeetingSearch",
    "Minutes",
    "MinutesAudience",
    "MinutesSearch",
    "Reply",
    "SignedPage",
]
