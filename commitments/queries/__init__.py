"""Reads of commitments that pages, meetings and the desk share."""

from commitments.queries.lists import (
    COMMITMENTS,
    LATE,
    OPEN,
    RECOMMENDED,
    SOON_VIEW,
    TO_VERIFY,
    Shares,
    asked_of,
    commitment_rows,
    counted,
    listed,
    matters_arising,
    open_commitments,
    shares_of,
    to_decide,
    waiting_for,
)
from commitments.queries.traffic import Due, Traffic, due_words, traffic
from commitments.queries.verifiers import Candidate, verifier_candidates

__all__ = [
    "COMMITMENTS",
    "LATE",
    "OPEN",
    "RECOMMENDED",
    "SOON_VIEW",
    "TO_VERIFY",
    "Candidate",
    "Due",
    "Shares",
    "Traffic",
    "asked_of",
    "commitment_rows",
    "counted",
    "due_words",
    "listed",
    "matters_arising",
    "open_commitments",
    "shares_of",
    "to_decide",
    "traffic",
    "verifier_candidates",
    "waiting_for",
]
