"""An official paper: what stands on it, and how it becomes a PDF."""

from library.paper.content import (
    Annex,
    Copies,
    Dated,
    Fact,
    Head,
    Language,
    Memo,
    Paper,
    Part,
    Signature,
    Table,
)
from library.paper.leaving import FileName, language_asked, paper_file, portal_address
from library.paper.pasted import pasted
from library.paper.press import PaperTooLong, printed
from library.paper.signs import missing_in, missing_signs

__all__ = [
    "Annex",
    "Copies",
    "Dated",
    "Fact",
    "FileName",
    "Head",
    "Language",
    "Memo",
    "Paper",
    "PaperTooLong",
    "Part",
    "Signature",
    "Table",
    "language_asked",
    "missing_in",
    "missing_signs",
    "paper_file",
    "pasted",
    "portal_address",
    "printed",
]
