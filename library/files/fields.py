"""The field by which a form takes files. What was sent is kept at once: another field that has to be mended
does not lose it.
"""

from datetime import datetime
from typing import Any, NamedTuple

from django import forms
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from access.models import User
from access.toolkit.errors import Mendable
from language.words import number
from library.files.actions import receive
from library.files.attaching import MOST_AT_ONCE
from library.files.kinds import ACCEPTED
from library.files.rows import own_row
from library.models import StoredFile


class Sent(NamedTuple):
    """What a browser sent for the field: references of files it sent before, and new ones."""

    before: list[str]
    uploads: list[Any]


class FilesInput(forms.ClearableFileInput):
    """Chooses files; those that were kept stand above, ticked, until somebody takes the tick away."""

    allow_multiple_selected = True

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"accept": ACCEPTED, "multiple": True, **(attrs or {})})
        self.kept: list[StoredFile] = []

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Sent:
        """Return what was sent."""
        before = data.getlist(f"{name}_before") if hasattr(data, "getlist") else []
        return Sent(before, files.getlist(name) if hasattr(files, "getlist") else [])

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        """Whether the form had no such field."""
        return name not in files and f"{name}_before" not in data

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        """Draw the input, and above it the files that are here already."""
        own = self.build_attrs(self.attrs, attrs)
        before = [own_row(one) for one in self.kept]
        context = {"name": name, "before": before, "attrs": own.items()}
        return render_to_string("components/files_input.html", context)


class FilesField(forms.Field):
    """Files to stand on a record: cleaned, their references."""

    widget = FilesInput

    def __init__(self, *, most: int = MOST_AT_ONCE, **kwargs: Any) -> None:
        self.most = most
        kwargs.setdefault("required", False)
        kwargs.setdefault("label", _("Files"))
        kwargs.setdefault(
            "help_text",
            _(
                "Pictures, PDF, DOCX or XLSX, at most 25 MB each. No lists of people, no photographs of "
                "survivors. Others see a file once it has been checked."
            ),
        )
        super().__init__(**kwargs)
        if most == 1:
            del self.widget.attrs["multiple"]
        self.by: User | None = None
        self.at: datetime | None = None

    def sent_by(self, by: User, at: datetime) -> None:
        """Say whose files they are."""
        self.by, self.at = by, at

    def clean(self, value: Any) -> list[str]:
        """Keep what was sent, and return the references of all of it."""
        sent = value if isinstance(value, Sent) else Sent([], [])
        assert self.by is not None and self.at is not None, "a form says whose files it takes"
        widget = self.widget
        assert isinstance(widget, FilesInput)
        own = StoredFile.objects.filter(owner=self.by, attached_at=None, ref__in=sent.before[: self.most])
        widget.kept = list(own.order_by("pk"))
        faults = [fault for upload in sent.uploads if (fault := self._receive(widget, upload))]
        if faults:
            raise forms.ValidationError(faults)
        if len(widget.kept) > self.most:
            raise forms.ValidationError(
                _("At most %(most)s files at once.") % {"most": number(self.most)}, code="many"
            )
        if self.required and not widget.kept:
            raise forms.ValidationError(self.error_messages["required"], code="required")
        return [one.ref for one in widget.kept]

    def _receive(self, widget: FilesInput, upload: Any) -> forms.ValidationError | None:
        assert self.by is not None and self.at is not None
        try:
            widget.kept.append(receive(by=self.by, upload=upload, at=self.at))
        except Mendable as mendable:
            return forms.ValidationError(f"{upload.name}: {mendable}", code=mendable.code)
        return None
