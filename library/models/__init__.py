"""What this room keeps: sheets that are too long to wait for, and the files that people sent."""

from library.models.files import Attachment, StoredFile
from library.models.sheets import KEPT, LongSheet

__all__ = ["KEPT", "Attachment", "LongSheet", "StoredFile"]
