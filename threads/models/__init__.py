"""Threads, their posts, who reads them, and what each reader has read."""

from threads.figures.models import CountedUpdate, NetworkSum, OwnSum, PublishedCell, PublishedTable
from threads.imports.models import (
    ImportRow,
    KeptSubmission,
    KnownToken,
    Submission,
    SubmissionName,
    ToolForm,
    UpdateImport,
)
from threads.models.concerns import Concern, ConcernAudience, ConcernWord
from threads.models.files import PostFile
from threads.models.messages import KeyMessage
from threads.models.openings import ThreadOpening
from threads.models.posts import Post, PostVersion
from threads.models.reading import Acknowledgement, ThreadMark
from threads.models.requests import Request, RequestStep
from threads.models.search import PostSearch
from threads.models.stories import StoryConsent, StoryConsentAudience
from threads.models.threads import Thread, ThreadAudience, ThreadReader
from threads.returns.models import MonthlyReturn, MonthlyReturnAudience, ReturnOrder, ReturnStep
from threads.updates.models import FieldUpdate, OnlineAbuse, OnlineAbuseAudience, Trend, UpdateCorrection

__all__ = [
    "Acknowledgement",
    "Concern",
    "ConcernAudience",
    "ConcernWord",
    "CountedUpdate",
    "FieldUpdate",
    "ImportRow",
    "KeptSubmission",
    "KeyMessage",
    "KnownToken",
    "MonthlyReturn",
    "MonthlyReturnAudience",
    "NetworkSum",
    "OnlineAbuse",
    "OnlineAbuseAudience",
    "OwnSum",
    "Post",
    "PostFile",
    "PostSearch",
    "PostVersion",
    "PublishedCell",
    "PublishedTable",
    "Request",
    "RequestStep",
    "ReturnOrder",
    "ReturnStep",
    "StoryConsent",
    "StoryConsentAudience",
    "Submission",
    "SubmissionName",
    "Thread",
    "ThreadAudience",
    "ThreadMark",
    "ThreadOpening",
    "ThreadReader",
    "ToolForm",
    "Trend",
    "UpdateCorrection",
    "UpdateImport",
]
