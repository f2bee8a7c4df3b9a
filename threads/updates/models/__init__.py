"""A field update, what is asked of some types besides, and how it read before it was corrected."""

from threads.updates.models.abuse import OnlineAbuse, OnlineAbuseAudience
from threads.updates.models.trends import Trend
from threads.updates.models.updates import FIGURES, PEOPLE, FieldUpdate, UpdateCorrection

__all__ = [
    "FIGURES",
    "PEOPLE",
    "FieldUpdate",
    "OnlineAbuse",
    "OnlineAbuseAudience",
    "Trend",
    "UpdateCorrection",
]
