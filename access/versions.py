"""Two people at one record: the second saver sees both, and neither loses what they wrote.

A form that changes what is stored carries a version: a few letters for each fact it shows, taken when its
page was made. The action, which holds the record, compares them with what stands. Where a colleague saved
meanwhile it refuses: what one typed stays in the form, what one left alone becomes what stands now, and
what stands now is said beside both. Sent again, it goes over knowingly.
"""

from collections.abc import Mapping
from hashlib import sha256
from typing import Any

from django import forms
from django.db.models import Model
from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from access.errors import Mendable

FIELD = "version"
MEANWHILE = _lazy(
    "A colleague changed this meanwhile. What you wrote is kept: compare it with what stands now, "
    "and save again."
)


class Stale(Mendable):
    """A colleague saved meanwhile: what was typed is kept, what stands now is shown beside it."""

    def __init__(
        self, message: str | Promise = MEANWHILE, *, stands: Mapping[str, Any] | None = None
    ) -> None:
        super().__init__(message, code="stale")
        self.stands = dict(stands or {})


def version_of(facts: Mapping[str, Any]) -> str:
    """Return the version of what a form shows: the same facts have the same, in their order."""
    return ".".join(_letters(fact) for fact in facts.values())


def must_be_as_read(facts: Mapping[str, Any], version: str | None) -> None:
    """Refuse to write over what a colleague saved since the form was made.

    `version` is None where no form was read: papers that an operator loads.
    """
    if version is not None and version != version_of(facts):
        raise Stale(stands=facts)


class VersionedForm(forms.Form):
    """A form that changes a stored record: made with what stands, it carries the version of that."""

    version = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, standing: Mapping[str, Any], **kwargs: Any) -> None:
        kwargs["initial"] = {**standing, **(kwargs.get("initial") or {}), FIELD: version_of(standing)}
        super().__init__(*args, **kwargs)
        # A browser that loads the page again must not put the old version back.
        self.fields[FIELD].widget.attrs["autocomplete"] = "off"
        self.stands_now: list[tuple[str, str]] = []

    def show_both(self, stands: Mapping[str, Any]) -> None:
        """After a refusal: keep what was typed, renew what was left alone, and say what stands now."""
        read = str(self.cleaned_data.get(FIELD) or "").split(".")
        as_read = dict(zip(stands, read, strict=True)) if len(read) == len(stands) else {}
        assert isinstance(self.data, QueryDict)
        renewed = self.data.copy()
        for name, value in stands.items():
            if as_read.get(name) == _letters(value):
                continue
            field = self.fields.get(name)
            if field is None:
                continue
            self.stands_now.append((str(field.label or ""), _in_words(field, value)))
            if as_read.get(name) == _letters(self.cleaned_data.get(name)):
                shown = field.prepare_value(value)
                renewed.setlist(name, [] if shown in (None, False) else [str(shown)])
        renewed[FIELD] = version_of(stands)
        self.data = renewed


def _letters(fact: Any) -> str:
    told = fact.pk if isinstance(fact, Model) else fact
    return sha256(str(told or "").encode("utf-8", "replace")).hexdigest()[:8]


def _in_words(field: forms.Field, value: Any) -> str:
    """What stands, as the page says it."""
    if isinstance(field, forms.BooleanField):
        return _("Yes") if value else _("No")
    if value in (None, ""):
        return _("nothing")
    if isinstance(field, forms.ChoiceField):
        return str(dict(_flat(field.choices)).get(str(value), value))
    return str(field.prepare_value(value))


def _flat(choices: Any) -> Any:
    for key, label in choices:
        if isinstance(label, list | tuple):
            yield from _flat(label)
        else:
            yield str(key), label
