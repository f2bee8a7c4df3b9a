"""Sending files by themselves, before they stand on anything."""

from datetime import datetime
from typing import Any

from django import forms

from access.models import User
from library.files.fields import FilesField


class FilesForm(forms.Form):
    """Files, and nothing else."""

    files = FilesField(required=True)  # type: ignore[assignment]

    def __init__(self, data: Any, files: Any, *, by: User, at: datetime) -> None:
        super().__init__(data, files)
        field = self.fields["files"]
        assert isinstance(field, FilesField)
        field.sent_by(by, at)
