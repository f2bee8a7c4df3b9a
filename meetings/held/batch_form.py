"""The form of several meetings that were held on paper: what is the same for all on top, one row each."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any, NamedTuple
from uuid import uuid4

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from access.rules.viewer import Viewer
from access.toolkit.errors import Mendable, form_errors
from access.toolkit.fields import GuardedLineField, GuardedProseField
from language.digits import is_bangla
from language.fields import DayField, NumberField
from language.words import local_day, named
from library.sheets.incoming.opening import ACCEPTED
from meetings.actions.writing import LINE, TEXT
from meetings.held.batch import Entered, Paper, ToEnter
from meetings.held.differing import Difference, StandsAlready
from meetings.held.lines import decided_in
from meetings.held.said import Came, Held
from meetings.seating import label_of
from partners.implementers import seated
from partners.models import Committee, Organisation, Seat

SIGNED, NOT_SIGNED = "yes", "no"
# In a row, and those that are opened only where there is more to say.
IN_ROW, MORE = (
    ("present", "decisions"),
    ("on_date", "number", "chair", "chair_words", "signed", "signed_on", "join"),
)


class BatchSheetForm(forms.Form):
    """A sheet of the shape that the page hands out, filled in."""

    file = forms.FileField(
        label=_("File"),
        help_text=_("XLSX or CSV with the heads of the empty sheet. The file itself is not kept."),
        widget=forms.ClearableFileInput({"accept": ACCEPTED}),
    )

    use_required_attribute = False


class Row(NamedTuple):
    """One committee with the fields of its row."""

    to_enter: ToEnter
    away: forms.BoundField
    fields: Sequence[forms.BoundField]
    more: Sequence[forms.BoundField]
    is_open: bool
    differences: Sequence[Difference]


class BatchForm(forms.Form):
    """One morning of many committees. A row in which nothing is written enters nothing."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    on_date = DayField(
        label=_("Day"), required=False, help_text=_("For example 22/11/2026, in either digits.")
    )
    place = GuardedLineField(label=_("Place"), required=False, max_length=LINE)
    guests = forms.MultipleChoiceField(
        label=_("Who was at all of them"), required=False, widget=forms.CheckboxSelectMultiple
    )
    by_chairs = forms.BooleanField(
        label=_("The chairperson of each committee took the chair"), required=False
    )
    all_signed = forms.BooleanField(
        label=_("Each paper is signed by whoever took the chair, on that day"), required=False
    )

    def __init__(
        self, *args: Any, above: Committee, rows: Sequence[ToEnter], viewer: Viewer, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs | {"initial": {"key": uuid4()} | kwargs.get("initial", {})})
        self.rows, self.on = list(rows), local_day(viewer.at)
        self.differences: dict[int, Sequence[Difference]] = {}
        # Those of the committee above: who sits below is in a seat there.
        local = Organisation.Kind.LOCAL_GOVERNMENT
        bodies = [one.body for one in seated(above, self.on) if one.body.kind != local]
        self.bodies = {one.ref: one for one in bodies}
        self._choices("guests", [(ref, named(body)) for ref, body in self.bodies.items()])
        for one in self.rows:
            self._add_row(one)
        # That a row may stay empty is said once for all of them.
        self.needed = [name for name in self.fields if name not in self.base_fields]

    def _choices(self, name: str, choices: Sequence[tuple[str, str]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = list(choices)

    def _add_row(self, one: ToEnter) -> None:
        ref = one.committee.ref
        chairs = [(seat.ref, _words_of(seat)) for seat in one.leads]
        signed = [(SIGNED, _now("By whoever took the chair")), (NOT_SIGNED, _now("Nobody has signed yet"))]
        as_above = ("", _now("As said above"))
        fields: dict[str, forms.Field] = {
            "away": forms.BooleanField(label=_now("Did not meet"), required=False),
            "present": NumberField(label=_now("Present"), required=False, min_value=1, max_value=9_999),
            "decisions": GuardedProseField(
                label=_now("Decisions"),
                required=False,
                phones=True,
                max_length=TEXT,
                widget=forms.Textarea({"rows": 1, "placeholder": " "}),
            ),
            "on_date": DayField(label=_now("Another day"), required=False),
            "number": NumberField(
                label=_now("Number of the meeting"), required=False, min_value=1, max_value=9_999
            ),
            "chair": forms.ChoiceField(
                label=_now("In the chair"), required=False, choices=[as_above, *chairs]
            ),
            "chair_words": GuardedLineField(
                label=_now("Somebody else in the chair, by office"), required=False, max_length=200
            ),
            "signed": forms.ChoiceField(
                label=_now("Signed on paper"), required=False, choices=[as_above, *signed]
            ),
            "signed_on": DayField(label=_now("Signed on another day"), required=False),
            "join": forms.CharField(required=False, widget=forms.HiddenInput),
        }
        self.fields |= {f"{name}-{ref}": field for name, field in fields.items()}

    def papers(self) -> list[Paper]:
        """What the rows say in which something is written and nothing is wrong."""
        found = []
        for one in self.rows:
            ref = one.committee.ref
            said = {name: self.cleaned_data.get(f"{name}-{ref}") for name in ("away", *IN_ROW, *MORE)}
            if said["away"] or not (said["present"] or said["decisions"]) or self._has_errors(ref):
                continue
            try:
                found.append(Paper(one.committee, self._held(one, said), said["join"] or ""))
            except Mendable as refusal:
                self._refuse(ref, refusal)
        return found

    def _held(self, one: ToEnter, said: dict[str, Any]) -> Held:
        on_date: date | None = said["on_date"] or self.cleaned_data.get("on_date")
        if on_date is None:
            raise Mendable(
                _now("Enter the day of the meeting, here or above for all."), "on_date", "required"
            )
        chair = self._chair(one, said)
        if said["signed"] == SIGNED or (self.cleaned_data["all_signed"] and said["signed"] != NOT_SIGNED):
            if not chair:
                words = _now("Say who took the chair and signed, by office; or that nobody has signed yet.")
                raise Mendable(words, "chair", "required")
            signed_by = chair if isinstance(chair, str) else _words_of(chair)
            signed_on = said["signed_on"] or on_date
        else:
            signed_by, signed_on = "", None
        return Held(
            on_date=on_date,
            number=said["number"],
            place=self.cleaned_data.get("place") or "",
            guests=[self.bodies[ref] for ref in self.cleaned_data.get("guests") or ()],
            came=Came(number=said["present"]),
            chair=chair,
            decisions=decided_in(said["decisions"] or "", one.committee, self.on),
            signed_by=signed_by,
            signed_on=signed_on,
        )

    def _chair(self, one: ToEnter, said: dict[str, Any]) -> Seat | str:
        if said["chair_words"]:
            return str(said["chair_words"])
        chosen = next((seat for seat in one.leads if seat.ref == said["chair"]), None)
        if chosen is not None:
            return chosen
        return one.chair or "" if self.cleaned_data["by_chairs"] else ""

    def show(self, entered: Sequence[Entered]) -> None:
        """Say at its row what was refused; a row that was entered is there no more."""
        for one in entered:
            if one.refusal is not None:
                self._refuse(one.committee.ref, one.refusal)
                if isinstance(one.refusal, StandsAlready):
                    self.differences[one.committee.pk] = one.refusal.differences
                    self._offer_to_join(one.committee.ref, one.refusal)
        done = {one.committee.pk for one in entered if one.meeting is not None}
        self.rows = [one for one in self.rows if one.committee.pk not in done]

    def _offer_to_join(self, ref: str, refusal: StandsAlready) -> None:
        if not refusal.join:
            return
        choice = (refusal.join, _now("It is the same meeting: put what is new to it"))
        self.fields[f"join-{ref}"] = forms.ChoiceField(
            label=_now("The meeting that is here"),
            required=False,
            choices=[choice],
            widget=forms.RadioSelect,
        )

    def _refuse(self, ref: str, refusal: Mendable) -> None:
        name = refusal.field if refusal.field in (*IN_ROW, *MORE) else "decisions"
        form_errors(self, Mendable(refusal.message, f"{name}-{ref}", refusal.code))

    @property
    def wrong_rows(self) -> int:
        """In how many rows something is to be mended."""
        return sum(self._has_errors(one.committee.ref) for one in self.rows)

    def _has_errors(self, ref: str) -> bool:
        return any(f"{name}-{ref}" in self.errors for name in ("away", *IN_ROW, *MORE))

    def lines(self) -> Iterator[Row]:
        """The rows for the template; opened where something behind it is said or wrong."""
        for one in self.rows:
            ref = one.committee.ref
            more = [self[f"{name}-{ref}"] for name in MORE]
            yield Row(
                to_enter=one,
                away=self[f"away-{ref}"],
                fields=[self[f"{name}-{ref}"] for name in IN_ROW],
                more=more,
                is_open=any(field.errors or field.value() for field in more),
                differences=self.differences.get(one.committee.pk, ()),
            )


def _words_of(seat: Seat) -> str:
    english, bangla = label_of(seat)
    return (bangla or english) if is_bangla() else english
