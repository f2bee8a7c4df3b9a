"""Users, parties and their members, records and their audiences, sign-in, and the access log."""

from access.models.changes import AccountChange, AccountChangeAudience
from access.models.covers import Cover, CoverAudience
from access.models.erasures import ErasedText, Erasure, ErasureAnswer, ErasureAudience
from access.models.history import History, WrittenAt
from access.models.log import AccessLog
from access.models.parties import Party, PartyMember, Role
from access.models.programs import AccessToken, KeyedSending
from access.models.records import DATED, Audience, ListedRecord, Record, Via
from access.models.search import SearchRow
from access.models.sign_in import AttemptCount, CalendarAddress, Invitation, PasswordWish
from access.models.submissions import Submission
from access.models.users import User

__all__ = [
    "DATED",
    "AccessLog",
    "AccessToken",
    "AccountChange",
    "AccountChangeAudience",
    "AttemptCount",
    "Audience",
    "CalendarAddress",
    "Cover",
    "CoverAudience",
    "ErasedText",
    "Erasure",
    "ErasureAnswer",
    "ErasureAudience",
    "History",
    "Invitation",
    "KeyedSending",
    "ListedRecord",
    "Party",
    "PartyMember",
    "PasswordWish",
    "Record",
    "Role",
    "SearchRow",
    "Submission",
    "User",
    "Via",
    "WrittenAt",
]
