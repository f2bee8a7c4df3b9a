"""The verbs of a document, from its publication to its withdrawal; of receipts, and of standing places."""

from library.documents.actions.audience import narrow, widen
from library.documents.actions.changing import edit, replace, withdraw
from library.documents.actions.opening import open_document
from library.documents.actions.places import fill_place
from library.documents.actions.publishing import publish
from library.documents.actions.receipts import ask_receipt, confirm

__all__ = [
    "ask_receipt",
    "confirm",
    "edit",
    "fill_place",
    "narrow",
    "open_document",
    "publish",
    "replace",
    "widen",
    "withdraw",
]
