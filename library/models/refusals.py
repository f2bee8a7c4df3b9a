"""That a file was refused, for whoever sent it."""

from django.db import models

from access.models import Audience, ListedRecord, Party
from access.rules.engine import PermittedManager
from library.models.files import StoredFile


class FileRefusal(ListedRecord):
    """A file was opened and refused: its author alone is told. It is called as the file, and goes with it."""

    file = models.OneToOneField(StoredFile, on_delete=models.CASCADE, related_name="refusal")
    owner_party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="+")

    objects = PermittedManager["FileRefusal"]()

    def __str__(self) -> str:
        return f"refusal of file {self.ref}"


class FileRefusalAudience(Audience):
    """Who reads it: whoever sent the file."""

    record = models.ForeignKey(FileRefusal, on_delete=models.CASCADE, related_name="audience", db_index=False)

    class Meta(Audience.Meta):
        abstract = False
