"""Reads of commitments that pages, meetings and the desk share."""

from commitments.queries.lists import (
    APART,
    BY_NAME,
    LATE,
    OPEN,
    SAVED_VIEWS,
    SOON_VIEW,
    TO_VERIFY,
    SavedView,
    Shares,
    counted,
    listed,
    matters_arising,
    open_commitments,
    shares_of,
    shown,
    to_decide,
    waiting_for,
)
from commitments.queries.traffic import Due, Traffic, due_words, traffic
from commitments.queries.verifiers import Candidate, verifier_candidates

__all__ = [
    "APART",
    "BY_NAME",
    "LATE",
    "OPEN",
    "SAVED_VIEWS",
    "SOON_VIEW",
    "TO_VERIFY",
    "Candidate",
    "Due",
    "SavedView",
    "Shares",
    "Traffic",
    "counted",
    "due_words",
    "listed",
    "matters_arising",
    "open_commitments",
    "shares_of",
    "shown",
    "to_decide",
    "traffic",
    "verifier_candidates",
    "waiting_for",
]
