"""Forms of requests: what one organisation asks of another, and what is done with it."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from access.markdown.guard import MarkdownField
from access.rules.conditions import IsAmong
from access.rules.viewer import Viewer
from access.toolkit.fields import GuardedLineField
from access.toolkit.kept import KeptRows
from language.fields import DayField
from language.words import named
from partners.fields import OrganisationField
from partners.models import Office, Organisation
from threads.forms import PostFilesField, send_files_of
from threads.models import Request, Thread
from threads.models.posts import TEXT_LENGTH
from threads.models.threads import TITLE_LENGTH
from threads.queries.request_readers import seen_of
from threads.queries.requests import offices_of, talks

NO_PERSONS = _(
    "Names, lists, files or photographs of survivors cannot be asked for: such a request is refused, and "
    "counted by oversight."
)
NUMBERS_ONLY = _("No names, lists or photographs of people, no shelter addresses.")


def _prose(label: Any, hint: Any, rows: int = 4) -> MarkdownField:
    return MarkdownField(
        label=label,
        max_length=TEXT_LENGTH,
        phones=True,
        help_text=hint,
        widget=forms.Textarea(attrs={"rows": rows, "data-markdown": ""}),
    )


class _NamedChoice(forms.ModelChoiceField):  # type: ignore[type-arg]
    """One of a few records, called as the reader's language does."""

    called = "name"

    def label_from_instance(self, obj: Any) -> str:
        return named(obj, self.called)


class _OfficeChoice(_NamedChoice):
    called = "title"


class _AboutField(forms.ModelChoiceField):  # type: ignore[type-arg]
    """The discussion it came of. Whoever does not read that any more asks without it."""

    def to_python(self, value: Any) -> Any:
        try:
            return super().to_python(value)
        except forms.ValidationError:
            return None


_SPOKEN_FOR = KeptRows(
    lambda viewer: Organisation.objects.filter(IsAmong("liaison_party", viewer.party_ids)).order_by("name_en")
)


def spoken_for(viewer: Viewer) -> list[Organisation]:
    """The organisations this person answers for, and may ask others for."""
    return _SPOKEN_FOR(viewer)


class AskForm(forms.Form):
    """What is asked, of whom, why and by when."""

    # In whose name, where there is no choice.
    own: Organisation | None = None
    about = _AboutField(Thread.objects.none(), to_field_name="ref", required=False, widget=forms.HiddenInput)
    organisation = _NamedChoice(Organisation.objects.none(), to_field_name="ref", label=_("Who asks"))
    asked = OrganisationField(label=_("Which organisation do you ask?"))
    kind = forms.ChoiceField(
        label=_("What do you ask for?"), choices=Request.Kind.choices, widget=forms.RadioSelect
    )
    title = GuardedLineField(label=_("Title"), max_length=TITLE_LENGTH, phones=True)
    text = _prose(_("Question"), NO_PERSONS)
    files = PostFilesField()  # type: ignore[assignment]
    why = _prose(_("Why do you ask?"), _("Which decision or duty it serves. Numbers, never persons."), rows=3)
    due_on = DayField(
        label=_("By when?"),
        help_text=_("For example 22/11/2026, in either digits. Both sides see the clock."),
    )
    # Whose readers were said on the page from which it is sent.
    seen = forms.Field(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, viewer: Viewer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        about = self.fields["about"]
        assert isinstance(about, _AboutField)
        about.queryset = talks(viewer)
        own = spoken_for(viewer)
        field = self.fields["organisation"]
        assert isinstance(field, _NamedChoice)
        field.queryset = Organisation.objects.filter(pk__in=[one.pk for one in own]).order_by("name_en")
        if len(own) == 1:
            field.initial, field.widget = own[0].ref, forms.HiddenInput()
            self.own = own[0]
        send_files_of(self, viewer)

    @property
    def sides(self) -> tuple[Organisation, Organisation] | None:
        """Who asks whom, as far as that is known."""
        known = getattr(self, "cleaned_data", {}) if self.is_bound else self.initial
        asking, asked = known.get("organisation") or self.own, known.get("asked")
        return (asking, asked) if asking is not None and asked is not None else None

    def clean(self) -> dict[str, Any]:
        """Nothing is sent to people about whom its author has not read."""
        typed = super().clean() or {}
        seen = typed.pop("seen", "")
        if self.sides is not None and seen != seen_of(*self.sides):
            self.add_error(
                None, forms.ValidationError(_now("Read who that is, then send it."), code="unseen")
            )
        return typed


class RequestAnswerForm(forms.Form):
    """What is answered."""

    text = _prose(_("Your answer"), NUMBERS_ONLY)
    files = PostFilesField()  # type: ignore[assignment]

    def __init__(self, *args: Any, viewer: Viewer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        send_files_of(self, viewer)


class PassOnForm(forms.Form):
    """To which office it goes, and why."""

    office = _OfficeChoice(
        Office.objects.none(), to_field_name="ref", label=_("Which office has it from now on?")
    )
    note = _prose(_("Why is it passed on?"), NUMBERS_ONLY, rows=3)

    def __init__(self, *args: Any, request: Request, viewer: Viewer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["office"]
        assert isinstance(field, _OfficeChoice)
        offices = [
            one.pk for one in offices_of(request.asked, viewer.at) if one.pk != request.holder_office_id
        ]
        field.queryset = Office.objects.filter(pk__in=offices).order_by("precedence", "title_en")


class MoreTimeForm(forms.Form):
    """Until when whoever has it needs time, and why."""

    due_on = DayField(label=_("Until when?"), help_text=_("For example 22/11/2026, in either digits."))
    reason = _prose(_("Why is more time needed?"), NUMBERS_ONLY, rows=3)


class DeclineForm(forms.Form):
    """Why it is not answered."""

    reason = _prose(_("Why is it not answered?"), NUMBERS_ONLY, rows=3)
