"""An official paper: what stands on it, and how it becomes a PDF."""

from library.paper.content import (
    Annex,
    Copies,
    Dated,
    Fact,
    Head,
    Memo,
    Paper,
    Part,
    Signature,
    Table,
)
from library.paper.press import PaperTooLong, printed
from library.paper.signs import missing_signs

__all__ = [
    "Annex",
    "Copies",
    "Dated",
    "Fact",
    "Head",
    "Memo",
    "Paper",
    "PaperTooLong",
    "Part",
    "Signature",
    "Table",
    "missing_signs",
    "printed",
]
