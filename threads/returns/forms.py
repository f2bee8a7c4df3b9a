"""The form of a return, which follows from its kind and fits on one screen of a phone."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.forms.utils import ErrorList
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from access.rules.viewer import Viewer
from access.toolkit.versions import VersionedForm
from language.fields import DayField
from language.words import local_day, named
from partners.models import Organisation
from threads.returns.actions.sending import doubts
from threads.returns.fields import CountField, MonthField
from threads.returns.kinds import Called, Line, ReturnKind
from threads.returns.models import MonthlyReturn, ReturnStep
from threads.returns.queries.bodies import kinds_received_by, kinds_sent_by, that_receive, that_send

NOTHING = "is_nothing"
# The kinds that concern some offices.
KindsOf = Callable[[Sequence[Organisation]], list[ReturnKind]]


def return_as_shown(monthly: MonthlyReturn) -> dict[str, Any]:
    """What the form of a return is made with."""
    figures = {one.code: monthly.figures.get(one.code) for one in monthly.form.fields}
    return {**figures, NOTHING: monthly.is_nothing}


class ReturnForm(VersionedForm):
    """The figures of one month, or nothing to report."""

    is_nothing = forms.BooleanField(label=_("Nothing to report this month"), required=False)
    sure = forms.BooleanField(label=_("The figures are right"), required=False)

    def __init__(self, *args: Any, record: MonthlyReturn, **kwargs: Any) -> None:
        super().__init__(*args, record=record, facts=return_as_shown, **kwargs)
        self.kind = record.form
        self.fields |= {one.code: CountField(one) for one in self.kind.fields}
        self.doubts: list[str] = []

    @property
    def groups(self) -> tuple[Called, ...]:
        """The columns of the form, where it has several."""
        return self.kind.groups

    @property
    def rows(self) -> list[tuple[Line, list[forms.BoundField]]]:
        """Its lines, each with its figures."""
        return [
            (line, [self[one.code] for one in self.kind.fields if one.line == line])
            for line in self.kind.lines
        ]

    def clean(self) -> dict[str, Any]:
        """Put together what the action takes; ask about what does not add up."""
        typed = super().clean() or self.cleaned_data
        figures = {one.code: typed.get(one.code) for one in self.kind.fields}
        self.doubts = doubts(self.kind, figures)
        if self.doubts and not typed.get("sure"):
            asked = _now("Look at the figures again. If they are right, tick “The figures are right”.")
            self.add_error("sure", ErrorList([*self.doubts, asked]).as_data())
        return typed | {"figures": figures, NOTHING: bool(typed.get(NOTHING))}

    @property
    def said(self) -> dict[str, Any]:
        """What the action takes."""
        return {"figures": self.cleaned_data["figures"], NOTHING: self.cleaned_data[NOTHING]}


class TimeForm(forms.Form):
    """Until when an office needs time."""

    due_on = DayField(label=_("Until when?"), help_text=_("For example 22/11/2026, in either digits."))


class AskForm(VersionedForm):
    """What the receiver asks about: chosen, never written."""

    why = forms.ChoiceField(
        label=_("What do you ask about?"), choices=ReturnStep.Why.choices, widget=forms.RadioSelect
    )
    about = forms.MultipleChoiceField(
        label=_("Which figures?"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, record: MonthlyReturn, **kwargs: Any) -> None:
        super().__init__(*args, record=record, facts=return_as_shown, **kwargs)
        about = self.fields["about"]
        assert isinstance(about, forms.MultipleChoiceField)
        about.choices = [(one.code, str(one)) for one in record.form.fields]


class _OfBodyForm(forms.Form):
    """A kind of return, and one of the own offices."""

    kind = forms.ChoiceField(label=_("Kind of return"))
    # The field of the office.
    body = ""

    def __init__(self, *args: Any, own: QuerySet[Organisation], kinds: KindsOf, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        found = list(own)
        self.may_be_used = bool(found)
        self.fields["kind"].choices = kind_choices(kinds(found))  # type: ignore[attr-defined]
        office = self.fields[self.body]
        assert isinstance(office, forms.ModelChoiceField)
        office.queryset = Organisation.objects.filter(pk__in=[one.pk for one in found])
        office.choices = [(one.ref, named(one)) for one in found]


def _office(label: Any) -> forms.ModelChoiceField:  # type: ignore[type-arg]
    return forms.ModelChoiceField(
        Organisation.objects.none(), to_field_name="ref", label=label, empty_label=None
    )


class MonthForm(_OfBodyForm):
    """Of which kind and month a return is to be entered."""

    body = "sender"
    sender = _office(_("Office"))

    def __init__(self, *args: Any, viewer: Viewer, **kwargs: Any) -> None:
        super().__init__(*args, own=that_send(viewer), kinds=kinds_sent_by, **kwargs)
        self.fields["month"] = MonthField(local_day(viewer.at), label=_("Month"))


class OrderForm(_OfBodyForm):
    """From which month the receiver asks for a kind of return."""

    body = "receiver"
    receiver = _office(_("Office that receives it"))

    def __init__(self, *args: Any, viewer: Viewer, **kwargs: Any) -> None:
        super().__init__(*args, own=that_receive(viewer), kinds=kinds_received_by, **kwargs)
        self.fields["since"] = MonthField(local_day(viewer.at), ahead=1, label=_("From which month?"))


class SumsForm(forms.Form):
    """Which return is summed, and which of its figures is drawn."""

    kind = forms.ChoiceField(label=_("Kind of return"), required=False)
    figure = forms.ChoiceField(label=_("Figure in the chart"), required=False)

    def __init__(self, *, kinds: Iterable[ReturnKind], kind: ReturnKind, figure: str) -> None:
        super().__init__(initial={"kind": kind.code, "figure": figure})
        self.fields["kind"].choices = kind_choices(kinds)  # type: ignore[attr-defined]
        self.fields["figure"].choices = [(one.code, str(one)) for one in kind.fields]  # type: ignore[attr-defined]


def kind_choices(kinds: Iterable[ReturnKind]) -> list[tuple[str, str]]:
    """Kinds of return to choose from."""
    return [(kind.code, str(kind)) for kind in kinds]
