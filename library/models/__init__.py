"""What this room keeps: documents, the files that people sent, and sheets that are too long to wait for."""

from library.models.documents import (
    Document,
    DocumentAudience,
    DocumentReader,
    DocumentText,
    DocumentVersion,
)
from library.models.files import Attachment, StoredFile
from library.models.left_bytes import LeftBytes
from library.models.openings import DocumentOpening
from library.models.places import StandingPlace
from library.models.receipts import Receipt, ReceiptAsked
from library.models.refusals import FileRefusal, FileRefusalAudience
from library.models.search import DocumentSearch
from library.models.sheets import KEPT, LongSheet

__all__ = [
    "KEPT",
    "Attachment",
    "Document",
    "DocumentAudience",
    "DocumentOpening",
    "DocumentReader",
    "DocumentSearch",
    "DocumentText",
    "DocumentVersion",
    "FileRefusal",
    "FileRefusalAudience",
    "LeftBytes",
    "LongSheet",
    "Receipt",
    "ReceiptAsked",
    "StandingPlace",
    "StoredFile",
]
