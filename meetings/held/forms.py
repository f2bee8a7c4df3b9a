"""The form of a meeting that was held on paper: one screen of a phone, kept there until it is sent."""

from collections.abc import Sequence
from typing import Any, NamedTuple
from uuid import uuid4

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from access.models import User
from access.rules.viewer import Viewer
from access.toolkit.fields import GuardedLineField, GuardedProseField
from language.digits import is_bangla
from language.fields import DayField, NumberField
from language.words import local_day, named, number
from meetings.actions.writing import TEXT
from meetings.held.fields import NamesNobodyField, PagesField
from meetings.held.said import Came, Decided, Held
from meetings.seating import label_of
from partners.implementers import GROUP, Implementer, by_value, implementers_offered
from partners.models import Committee, GroupKind, Organisation, Seat
from partners.queries import seats_by_committee

MOST_ON_A_PHONE = 5
ALL, TICKS, COUNT = "all", "ticks", "count"


class Lines(NamedTuple):
    """The fields of one decision."""

    text: forms.BoundField
    body: forms.BoundField
    due: forms.BoundField
    is_shown: bool


class HeldForm(forms.Form):
    """The day, who came, up to five decisions, and a photo of the signed page, which is the approval."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    # Of a meeting that is there already, to which the paper is joined.
    join = forms.CharField(required=False, widget=forms.HiddenInput)
    committee = forms.ChoiceField(label=_("Committee"))
    on_date = DayField(
        label=_("Day of the meeting"), help_text=_("For example 22/11/2026, in either digits.")
    )
    came = forms.ChoiceField(
        label=_("Who came?"), required=False, initial="", widget=forms.RadioSelect, choices=()
    )
    seats = forms.MultipleChoiceField(
        label=_("Tick those who came"), required=False, widget=forms.CheckboxSelectMultiple
    )
    present = NumberField(label=_("How many came"), required=False, min_value=1, max_value=9_999)
    pages = PagesField()
    signed_by = forms.ChoiceField(label=_("Signed on paper by"), required=False)
    signed_on = DayField(
        label=_("Signed on"), required=False, help_text=_("Leave it empty if it was the day of the meeting.")
    )
    chair = GuardedLineField(
        label=_("Somebody else in the chair"),
        required=False,
        max_length=200,
        help_text=_("By office, as “UNO, Sharsha (acting)”. No names."),
    )
    names_nobody = NamesNobodyField()

    # What is asked for once it was chosen so.
    needed = ("committee", "on_date")

    def __init__(
        self,
        *args: Any,
        committees: Sequence[Committee],
        viewer: Viewer,
        is_kept: bool = False,
        **kwargs: Any,
    ) -> None:
        """Offer what may be chosen. One that `is_kept` on a phone is given its key when it is opened."""
        first: dict[str, Any] = {} if is_kept else {"key": uuid4()}
        super().__init__(*args, **kwargs | {"initial": first | kwargs.get("initial", {})})
        self.viewer, self.on = viewer, local_day(viewer.at)
        self.committees = {one.ref: one for one in committees}
        self.seats_of = seats_by_committee([one.pk for one in committees], viewer.at)
        self._add_decisions()
        self._offer()
        pages = self.fields["pages"]
        assert isinstance(pages, PagesField) and isinstance(viewer.user, User)
        pages.sent_by(viewer.user, viewer.at)

    def _add_decisions(self) -> None:
        for nth in range(1, MOST_ON_A_PHONE + 1):
            words = {"number": number(nth)}
            text = GuardedProseField(
                label=_now("Decision %(number)s") % words,
                required=False,
                phones=True,
                max_length=TEXT,
                widget=forms.Textarea({"rows": 2}),
            )
            body = forms.ChoiceField(label=_now("Who does decision %(number)s") % words, required=False)
            due = DayField(label=_now("By when, decision %(number)s") % words, required=False)
            self.fields |= {f"decision_{nth}": text, f"body_{nth}": body, f"due_{nth}": due}

    def _offer(self) -> None:
        own = list(self.committees.values())
        self._choices("committee", [(one.ref, named(one)) for one in own])
        if len(own) == 1:
            self.fields["committee"].widget = forms.HiddenInput()
            self.initial.setdefault("committee", own[0].ref)
            self.fields["on_date"].help_text = named(own[0])
        everybody = _now("Everybody")
        if len(own) == 1:
            words = {"seats": number(len(self.seats_of[own[0].pk]))}
            everybody = _now("Everybody, %(seats)s") % words
        came = [(ALL, everybody), (TICKS, _now("Tick them")), (COUNT, _now("Only how many"))]
        self._choices("came", came)
        self._choices("seats", self._grouped(lambda one: [(s.ref, _seat_words(s)) for s in self._seats(one)]))
        bodies = self._grouped(self._bodies_of)
        for nth in range(1, MOST_ON_A_PHONE + 1):
            self._choices(f"body_{nth}", [("", _now("Who does it")), *bodies])
        signers = self._grouped(lambda one: [(s.ref, _seat_words(s)) for s in self._signers(one)])
        self._choices("signed_by", [("", _now("Nobody has signed yet")), *signers])
        if len(own) == 1 and self._signers(own[0]):
            self.initial.setdefault("signed_by", self._signers(own[0])[0].ref)

    def _choices(self, name: str, choices: list[Any]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices

    def _grouped(self, of: Any) -> list[Any]:
        """By committee, where somebody enters for several."""
        own = list(self.committees.values())
        return of(own[0]) if len(own) == 1 else [(named(one), of(one)) for one in own]

    def _seats(self, committee: Committee) -> list[Seat]:
        return self.seats_of[committee.pk]

    def _signers(self, committee: Committee) -> list[Seat]:
        """Who signs a committee's paper: its chair first, then whoever may have stood in."""
        leads = (Seat.Role.CHAIR, Seat.Role.CO_CHAIR, Seat.Role.MEMBER_SECRETARY)
        found = [one for one in self._seats(committee) if one.role in leads]
        return sorted(found, key=lambda one: leads.index(Seat.Role(one.role)))

    def _bodies_of(self, committee: Committee) -> list[tuple[str, str]]:
        without = GROUP + GroupKind.DEPARTMENTS
        offered = implementers_offered(committee, "", self.on)
        return [(f"{committee.ref}|{one.ref}", named(one)) for one in offered if one.ref != without]

    @property
    def decisions(self) -> list[Lines]:
        """The fields of each decision; those behind the last one that says something wait for a button."""
        filled = [
            nth
            for nth in range(1, MOST_ON_A_PHONE + 1)
            if any(self[f"{name}_{nth}"].value() or self[f"{name}_{nth}"].errors for name in _LINE)
        ]
        last = max([1, *filled])
        return [
            Lines(self[f"decision_{nth}"], self[f"body_{nth}"], self[f"due_{nth}"], nth <= last)
            for nth in range(1, MOST_ON_A_PHONE + 1)
        ]

    def clean(self) -> dict[str, Any]:
        """Look whether what belongs together was said together."""
        typed = super().clean() or self.cleaned_data
        committee = self.committees.get(typed.get("committee", ""))
        if committee is None:
            return typed
        own = {one.ref: one for one in self._seats(committee)}
        came = typed.get("came", "")
        ticked = [own[ref] for ref in typed.get("seats", []) if ref in own]
        if came == TICKS and not ticked:
            self.add_error("seats", _now("Tick those who came."))
        if came == COUNT and not typed.get("present") and "present" not in self.errors:
            self.add_error("present", _now("Enter how many came."))
        signer = own.get(typed.get("signed_by", ""))
        has_pages = bool(typed.get("pages"))
        if has_pages and signer is None:
            self.add_error("signed_by", _now("Say who signed the page, by office."))
        if self.errors:
            return typed
        signed = _seat_words(signer) if signer is not None and has_pages else ""
        self.held = Held(
            on_date=typed["on_date"],
            came=Came(
                came == ALL, ticked if came == TICKS else (), typed["present"] if came == COUNT else None
            ),
            chair=typed["chair"],
            decisions=[
                one for nth in range(1, MOST_ON_A_PHONE + 1) if (one := self._decided(nth, committee))
            ],
            signed_by=signed,
            signed_on=(typed["signed_on"] or typed["on_date"]) if signed else None,
            pages=typed["pages"],
            names_nobody=bool(typed["names_nobody"]),
        )
        return typed

    def _decided(self, nth: int, committee: Committee) -> Decided | None:
        text, value, due = (self.cleaned_data.get(f"{name}_{nth}") for name in _LINE)
        if not text:
            if value or due:
                self.add_error(f"decision_{nth}", _now("Write what was decided."))
            return None
        of, _bar, ref = str(value or "").partition("|")
        body: Implementer | GroupKind | None = None
        if value and of == committee.ref:
            body = by_value(committee, ref, self.on)
            if body is None and (found := Organisation.objects.filter(ref=ref).first()) is not None:
                body = Implementer(found)
        if value and body is None:
            self.add_error(f"body_{nth}", _now("Choose a body of this committee."))
        return Decided(text, (body,) if body is not None else (), due)


_LINE = ("decision", "body", "due")


def _seat_words(seat: Seat) -> str:
    english, bangla = label_of(seat)
    return (bangla or english) if is_bangla() else english
