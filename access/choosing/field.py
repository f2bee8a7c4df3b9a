"""The form field by which an audience is chosen, and what its statement says while one chooses.

Nothing is sent to people whom the author has not read about: the form carries what it said last, and a choice
that was not said yet is said first. That is how it works without a script; with one it is said in place.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from access.choosing.choices import Choosable, Chosen, Option, Use, kinds_of, named_by, resolve
from access.choosing.words import ReadersSaid, readers_said
from access.models.parties import EVERYONE
from access.rules.viewer import Viewer
from access.toolkit.errors import Mendable
from language.text import clean

CHOSEN = "chosen"
# Without a script they are offered as a short list; who does not find it there types on.
OFFERED = 7
LONGEST = 200


@dataclass(frozen=True)
class Given:
    """What a form sent: which of the three, what is ticked, what was typed and picked of each kind."""

    who: str = ""
    ticked: Sequence[str] = ()
    typed: Mapping[str, str] = field(default_factory=dict)
    seen: str = ""
    shows: bool = False


@dataclass
class Group:
    """One kind on the page: what can be ticked, what was typed, and those it may mean."""

    kind: Choosable
    options: list[Option]
    ticked: set[str]
    text: str = ""
    meant: Sequence[Option] = ()


@dataclass
class Held:
    """A choice as the page holds it: what is offered and ticked, and whom that makes."""

    who: str
    alone: list[Option]
    groups: list[Group]
    chosen: Chosen
    said: ReadersSaid | None = None
    wrong: Mendable | None = None

    @property
    def seen(self) -> str:
        """What tells this choice from another."""
        return hashlib.sha256("|".join(sorted(self.chosen.values)).encode()).hexdigest()[:16]


def held(viewer: Viewer, use: Use, given: Given) -> Held:
    """Read what was sent: tick what was typed and means one alone, and say who reads it."""
    alone: list[Option] = []
    groups: list[Group] = []
    for kind in kinds_of(use):
        if kind.is_alone:
            alone += kind.own(viewer)
        else:
            groups.append(_group(viewer, use, kind, given))
    found = Held(given.who, alone, groups, Chosen())
    try:
        found.chosen = resolve(viewer, _values(given, groups), use) if given.who else Chosen()
    except Mendable as mendable:
        found.wrong = mendable
        found.chosen = Chosen(
            options=tuple(one for group in groups for one in group.options if one.value in group.ticked)
        )
    unclear = next((group for group in groups if group.text), None) if given.who == CHOSEN else None
    if unclear is not None:
        found.wrong = Mendable(_unclear(unclear), code="unknown")
    if found.chosen:
        found.said = readers_said(viewer, found.chosen, use)
    return found


def _values(given: Given, groups: Sequence[Group]) -> list[str]:
    if given.who != CHOSEN:
        return [given.who]
    # What was sent and is nobody's to name stays among them: it is refused, not left out.
    known = [value for group in groups for value in group.ticked]
    return [*known, *(value for value in given.ticked if value not in known)]


def _group(viewer: Viewer, use: Use, kind: Choosable, given: Given) -> Group:
    options = {one.value: one for one in kind.own(viewer)}
    mine = [value for value in given.ticked if value.startswith(f"{kind.name}:")]
    options |= {one.value: one for one in named_by(viewer, mine, use)}
    group = Group(kind, [], {value for value in mine if value in options})
    if text := given.typed.get(kind.name, ""):
        picked = named_by(viewer, [text], use)
        called = picked or kind.called(viewer, text)
        if len(called) == 1:
            options[called[0].value] = called[0]
            group.ticked.add(called[0].value)
        else:
            group.text, group.meant = text, (called or kind.like(viewer, text))[:OFFERED]
    group.options = list(options.values())
    return group


def _unclear(group: Group) -> str:
    if group.meant:
        return _("“%(name)s” may mean more than one. Choose it.") % {"name": group.text[:80]}
    return _("Nothing you can choose is called “%(name)s”.") % {"name": group.text[:80]}


class ReadersInput(forms.Widget):
    """Three ways to choose, what can be ticked, a line to type another, and who that makes."""

    use_fieldset = True

    def __init__(self, attrs: Mapping[str, Any] | None = None) -> None:
        super().__init__(dict(attrs or {}))
        self.use: Use
        self.viewer: Viewer | None = None
        self.holds: Held | None = None

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> Given:
        """Return what was sent."""
        return given(data, name, self.use)

    def value_omitted_from_data(self, data: Mapping[str, Any], files: Any, name: str) -> bool:
        """A form in which nothing is chosen sends nothing of it."""
        return False

    def id_for_label(self, id_: str) -> str:
        """The group as a whole."""
        return id_

    def render(
        self, name: str, value: Any, attrs: dict[str, Any] | None = None, renderer: Any = None
    ) -> SafeString:
        assert self.viewer is not None, "the field was not told who chooses"
        holds = self.holds or held(self.viewer, self.use, as_given(value))
        return drawn_choice(name, holds, self.use, {**self.attrs, **(attrs or {})})


class ReadersField(forms.Field):
    """Who reads something. Its form tells it who chooses (`ask`); what comes of it is a `Chosen`."""

    widget = ReadersInput

    def __init__(self, use: Use, **options: Any) -> None:
        options.setdefault("label", use.label)
        super().__init__(**options)
        self.use = self.input.use = use

    @property
    def input(self) -> ReadersInput:
        """What draws it."""
        assert isinstance(self.widget, ReadersInput)
        return self.widget

    def ask(self, viewer: Viewer) -> None:
        """Let this person choose, of what they may name."""
        self.input.viewer = viewer

    @property
    def said(self) -> ReadersSaid | None:
        """Who reads what was sent, once it was read."""
        return self.input.holds.said if self.input.holds is not None else None

    def clean(self, value: Any) -> Chosen:
        """Return whom the choice makes, or refuse it; what was not said yet is said first."""
        assert self.input.viewer is not None, "the field was not told who chooses"
        was = as_given(value)
        self.input.holds = holds = held(self.input.viewer, self.use, was)
        if not was.who:
            raise ValidationError(_("Choose who reads this."), code="required")
        if holds.wrong is not None:
            raise ValidationError(str(holds.wrong.message), code=holds.wrong.code)
        if was.seen != holds.seen:
            raise ValidationError(_("Read here who that is, then send it."), code="unseen")
        return holds.chosen


class ReadersForm(forms.Form):
    """A form in which an audience is chosen; its button "who is that" sends nothing and says it."""

    viewer: Viewer

    def __init__(self, *args: Any, viewer: Viewer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.viewer = viewer
        for one in self._choosing().values():
            one.ask(viewer)

    def _choosing(self) -> dict[str, ReadersField]:
        return {name: one for name, one in self.fields.items() if isinstance(one, ReadersField)}

    @property
    def shows(self) -> bool:
        """Whether nothing is sent yet: its author asks who reads it."""
        return self.is_bound and any(
            self.add_prefix(f"{name}-show") in self.data for name in self._choosing()
        )

    def is_valid(self) -> bool:
        """Nothing is done while its author asks who reads it."""
        return super().is_valid() and not self.shows

    def full_clean(self) -> None:
        """Say nothing of the other fields while its author asks who reads it."""
        super().full_clean()
        choosing = self._choosing()
        if self.shows:
            for name in [one for one in self.errors if one not in choosing or self.has_error(one, "unseen")]:
                del self.errors[name]


def given(data: Mapping[str, Any], name: str, use: Use) -> Given:
    """Read a choice out of what was sent."""
    ticked = data.getlist(name) if isinstance(data, QueryDict) else data.get(name) or []
    typed = {
        kind.name: clean(
            str(data.get(f"{name}-{kind.name}-picked") or data.get(f"{name}-{kind.name}") or "")
        )[:LONGEST]
        for kind in kinds_of(use)
        if kind.chosen_by
    }
    return Given(
        who=str(data.get(f"{name}-who") or ""),
        ticked=[str(one) for one in ticked],
        typed={kind: text.replace("\x00", "\ufffd") for kind, text in typed.items()},
        seen=str(data.get(f"{name}-seen") or ""),
        shows=f"{name}-show" in data,
    )


def as_given(value: Any) -> Given:
    """Return a stored audience as a form would send it."""
    if isinstance(value, Given):
        return value
    if not isinstance(value, Chosen) or not value:
        return Given()
    if value.is_everyone:
        return Given(EVERYONE)
    if value.is_internal:
        return Given(value.values[0])
    return Given(CHOSEN, value.values)


def drawn_choice(name: str, holds: Held, use: Use, attrs: Mapping[str, Any]) -> SafeString:
    """Draw the choice and who it makes."""
    context = {
        "name": name,
        "id": attrs.get("id") or f"id_{name}",
        "holds": holds,
        "use": use,
        "everyone": EVERYONE,
        "by_choice": CHOSEN,
        "found": reverse("search_offered"),
        "address": f"{reverse('readers_said')}?{urlencode({'use': use.name, 'field': name})}",
    }
    return render_to_string("components/readers.html", context)
