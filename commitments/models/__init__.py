"""Commitments, who reads them, what happened to them, and what was asked about them."""

from commitments.models.acting import DAYS_TO_UNDO, StepForHead
from commitments.models.afterwards import Became
from commitments.models.commitments import (
    OPEN_STAGES,
    SOURCE_LENGTH,
    STEPS,
    Commitment,
    CommitmentAudience,
    Rank,
    Stage,
    due_instant,
)
from commitments.models.groups import CommitmentGroup
from commitments.models.history import Event, Evidence, EvidenceFile, StageChange
from commitments.models.requests import Answer, ChangeRequest, Waiting
from commitments.models.search import CommitmentSearch
from commitments.models.verifying import PassedOn

__all__ = [
    "DAYS_TO_UNDO",
    "OPEN_STAGES",
    "SOURCE_LENGTH",
    "STEPS",
    "Answer",
    "Became",
    "ChangeRequest",
    "Commitment",
    "CommitmentAudience",
    "CommitmentGroup",
    "CommitmentSearch",
    "Event",
    "Evidence",
    "EvidenceFile",
    "PassedOn",
    "Rank",
    "Stage",
    "StageChange",
    "StepForHead",
    "Waiting",
    "due_instant",
]
