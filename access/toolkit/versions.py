"""Two people at one record: the second saver sees both, and neither loses what they wrote.

A form that changes what is stored carries a version: a few letters for each fact it was made with. The
action, which holds the record, compares them with what stands. Where a colleague saved meanwhile it
refuses: what one typed stays in the form, what one left alone becomes what stands now, and what stands
now is said beside both. Sent again, it goes over knowingly.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any, ClassVar, TypeVar

from django import forms
from django.db.models import Model
from django.http import QueryDict
from django.utils.crypto import salted_hmac
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from access.toolkit.errors import Mendable

FIELD = "version"
_SOME_LETTERS = re.compile("[0-9a-f]{8}")
MEANWHILE = _lazy(
    "A colleague changed this meanwhile. What you wrote is kept: compare it with what stands now, "
    "and save again."
)

Facts = Callable[[Any], Mapping[str, Any]]
# What is said of a fact that is no field of the form: its label, and what stands.
Words = Callable[[Any], Mapping[str, tuple[str, str]]]
Made = TypeVar("Made")


class Stale(Mendable):
    """A colleague saved meanwhile: what was typed is kept, what stands now is shown beside it."""

    def __init__(
        self,
        message: str | Promise = MEANWHILE,
        *,
        stands: Mapping[str, Any] | None = None,
        record: Model | None = None,
    ) -> None:
        super().__init__(message, code="stale")
        self.stands = dict(stands or {})
        self.record = record


@dataclass
class _Reading:
    """What a form was made with, until the action holds the record and compares."""

    record: Model
    facts: Facts
    version: str
    is_compared: bool = False


_reading: ContextVar[_Reading | None] = ContextVar("reading", default=None)


def version_of(record: Model, facts: Mapping[str, Any]) -> str:
    """Return the version of what a form shows of a record: the same facts have the same, in their order.

    Nobody can try out by it what a fact may be: a passage that is covered, a number from inside.
    """
    return ".".join(_letters(record, name, fact) for name, fact in facts.items())


def may_be_version(version: str, facts: Mapping[str, Any]) -> bool:
    """Whether this has the form of a version of such facts, whatever they were."""
    letters = version.split(".")
    return len(letters) == len(facts) and all(map(_SOME_LETTERS.fullmatch, letters))


@contextmanager
def as_read(record: Model, facts: Facts, version: str) -> Iterator[None]:
    """Within this, whoever holds the record compares it with what its reader saw.

    An action that never holds it would compare nothing: that is a mistake of ours, and said at once.
    """
    reading = _Reading(record, facts, version)
    token = _reading.set(reading)
    try:
        yield
    finally:
        _reading.reset(token)
    if not reading.is_compared:
        raise RuntimeError(f"The action did not compare {record._meta.label} with what was read")


def compare(held: Model) -> None:
    """Refuse to write over what a colleague saved since the form was made; asked once the row is held."""
    reading = _reading.get()
    if reading is None or reading.record.pk != held.pk or reading.record._meta.model is not held._meta.model:
        return
    if not reading.is_compared and reading.version != version_of(held, stands := reading.facts(held)):
        raise Stale(stands=stands, record=held)
    # What the action itself changes from here on is no colleague's.
    reading.is_compared = True


def must_be_as_read(
    record: Model, facts: Mapping[str, Any], version: str, message: str | Promise = MEANWHILE
) -> None:
    """The same where a part of a record is changed: asked by its action, once the record is held."""
    if version and version != version_of(record, facts):
        raise Stale(message, stands=facts)


class VersionedForm(forms.Form):
    """A form that changes a stored record: it carries the version of what it was made with."""

    # Whether a sending without any version is refused. Not where the action asks for the state itself.
    is_strict: ClassVar[bool] = True

    # Not text: it is compared, and never stored.
    version = forms.Field(widget=forms.HiddenInput, required=False)

    def __init__(
        self, *args: Any, record: Model, facts: Facts, words: Words | None = None, **kwargs: Any
    ) -> None:
        self.record, self.facts, self.words = record, facts, words
        standing = facts(record)
        kwargs["initial"] = {**standing, **(kwargs.get("initial") or {}), FIELD: version_of(record, standing)}
        super().__init__(*args, **kwargs)
        # A browser that loads the page again must not put the old version back.
        self.fields[FIELD].widget.attrs["autocomplete"] = "off"
        self.read = ""
        self.stands_now: list[tuple[str, str]] = []

    def full_clean(self) -> None:
        """Read what was typed; the version is no part of it."""
        super().full_clean()
        if hasattr(self, "cleaned_data"):
            self.read = str(self.data.get(self.add_prefix(FIELD)) or "")
            self.cleaned_data.pop(FIELD, None)

    def doing(self, action: Callable[[], Made]) -> Callable[[], Made]:
        """Return the action as it compares what it holds with what was read."""

        def do() -> Made:
            if not self.read and not self.is_strict:
                return action()
            with as_read(self.record, self.facts, self.read):
                return action()

        return do

    def show_both(self, stale: Stale) -> None:
        """After a refusal: keep what was typed, renew what was left alone, and say what stands now."""
        stands, read = stale.stands, self.read.split(".")
        before = dict(zip(stands, read, strict=True)) if len(read) == len(stands) else {}
        said = self.words(stale.record) if self.words is not None and stale.record is not None else {}
        assert isinstance(self.data, QueryDict)
        renewed = self.data.copy()
        for name, value in stands.items():
            if before.get(name) == self._letters(name, value):
                continue
            field = self.fields.get(name)
            if field is None:
                self.stands_now += [said[name]] if name in said else []
                continue
            self.stands_now.append((str(field.label or ""), _in_words(field, value)))
            if before.get(name) == self._letters(name, self.cleaned_data.get(name)):
                shown = field.prepare_value(value)
                several = shown if isinstance(shown, list) else [] if shown in (None, False) else [shown]
                renewed.setlist(self.add_prefix(name), [str(one) for one in several])
        renewed[self.add_prefix(FIELD)] = version_of(self.record, stands)
        self.data = renewed

    def _letters(self, name: str, value: Any) -> str:
        return _letters(self.record, name, value)


def said_by(fields: Mapping[str, forms.Field], facts: Facts) -> Words:
    """Return what says the facts of a record in words, as the fields of a form call and write them."""

    def say(record: Any) -> Mapping[str, tuple[str, str]]:
        told = {name: (fields[name], value) for name, value in facts(record).items() if name in fields}
        return {
            name: (str(field.label or ""), _in_words(field, value)) for name, (field, value) in told.items()
        }

    return say


def _letters(record: Model, name: str, fact: Any) -> str:
    told = fact.pk if isinstance(fact, Model) else fact
    salt = f"access.versions {record._meta.label} {record.pk} {name}"
    return salted_hmac(salt, str(told or "").encode("utf-8", "replace"), algorithm="sha256").hexdigest()[:8]


def _in_words(field: forms.Field, value: Any) -> str:
    """What stands, as the page says it."""
    if isinstance(field, forms.BooleanField):
        return _("Yes") if value else _("No")
    if value in (None, "", []):
        return _("nothing")
    if isinstance(field, forms.MultipleChoiceField):
        labels = dict(_flat(field.choices))
        return ", ".join(str(labels.get(str(one), one)) for one in value)
    if isinstance(field, forms.ChoiceField):
        return str(dict(_flat(field.choices)).get(str(value), value))
    return str(field.prepare_value(value))


def _flat(choices: Any) -> Any:
    for key, label in choices:
        if isinstance(label, list | tuple):
            yield from _flat(label)
        else:
            yield str(key), label
