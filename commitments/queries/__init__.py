"""Reads of commitments that pages, meetings and the desk share."""

from commitments.queries.lists import (
    COMMITMENTS,
    LATE,
    OPEN,
    RECOMMENDED,
    SOON_VIEW,
    TO_VERIFY,
    AskedShares,
    Shares,
    agreed_in,
    ask_shares,
    commitment_rows,
    counted,
    decided_by,
    listed,
    matters_arising,
    owned_by,
    shares_of,
    unanswered_by,
)
from commitments.queries.rows import CommitmentRow, row_of
from commitments.queries.traffic import Due, Traffic, due_words, traffic
from commitments.queries.verifiers import Candidate, verifier_candidates

__all__ = [
    "COMMITMENTS",
    "LATE",
    "OPEN",
    "RECOMMENDED",
    "SOON_VIEW",
    "TO_VERIFY",
    "AskedShares",
    "Candidate",
    "CommitmentRow",
    "Due",
    "Shares",
    "Traffic",
    "agreed_in",
    "ask_shares",
    "commitment_rows",
    "counted",
    "decided_by",
    "due_words",
    "listed",
    "matters_arising",
    "owned_by",
    "row_of",
    "shares_of",
    "traffic",
    "unanswered_by",
    "verifier_candidates",
]
