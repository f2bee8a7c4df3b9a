"""Commitments, who reads them, what happened to them, and what was asked about them."""

from commitments.models.commitments import (
    DROPPED_AT,
    OPEN_STAGES,
    RECOMMENDED_AT,
    Commitment,
    CommitmentAudience,
    Stage,
    due_instant,
)
from commitments.models.history import Event, Evidence, StageChange
from commitments.models.requests import Answer, ChangeRequest, Waiting

__all__ = [
    "DROPPED_AT",
    "OPEN_STAGES",
    "RECOMMENDED_AT",
    "Answer",
    "ChangeRequest",
    "Commitment",
    "CommitmentAudience",
    "Event",
    "Evidence",
    "Stage",
    "StageChange",
    "Waiting",
    "due_instant",
]
