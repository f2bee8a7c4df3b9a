"""Reads of documents: their list, one of them opened, and the standing places."""

from library.documents.queries.lists import DOCUMENTS, TO_CONFIRM
from library.documents.queries.places import STANDING_PLACES

__all__ = ["DOCUMENTS", "STANDING_PLACES", "TO_CONFIRM"]
