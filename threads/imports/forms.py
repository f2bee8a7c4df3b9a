"""What is asked of an import: the file, which column is what, what their words mean here."""

from collections.abc import Mapping as Map
from collections.abc import Sequence
from hashlib import sha256
from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext

from access.rules.viewer import Viewer
from access.toolkit.versions import VersionedForm
from language.fields import LineField
from language.words import named, number
from library.sheets.incoming.opening import ACCEPTED, sent
from partners.audiences import OWN
from partners.models import Organisation, Place, Program
from threads.forms import VoiceField, ask_in_whose_name
from threads.imports.mapping import Mapping
from threads.imports.models import ToolForm, UpdateImport
from threads.imports.models.forms import NAME_LENGTH
from threads.imports.ours import ASKED, CALLED, DAY, ID, PLACE, TYPE, TYPES, choices_of, value_meant
from threads.imports.places import Places
from threads.imports.questions import Question
from threads.imports.table import MOST, Table, table_of
from threads.updates.fields import OfferedReadersField, TypedPlaceField
from threads.updates.queries.offered import places_offered, readers_offered


class SheetForm(forms.Form):
    """A file that came out of another tool."""

    file = forms.FileField(
        label=_("File"),
        help_text=_("XLSX or CSV as KoboToolbox or ODK gives it. The file itself is not kept."),
        widget=forms.ClearableFileInput({"accept": ACCEPTED}),
    )
    organisation = VoiceField()
    form = forms.ModelChoiceField(
        ToolForm.objects.none(),
        to_field_name="ref",
        required=False,
        label=_("Form"),
        empty_label=_("Found by its columns"),
        help_text=_("Which form of your organisation the file is of, if its columns were mapped before."),
    )

    use_required_attribute = False

    def __init__(
        self, *args: Any, organisations: Sequence[Organisation], known: Sequence[ToolForm], **kwargs: Any
    ):
        super().__init__(*args, **kwargs)
        ask_in_whose_name(self, organisations)
        field = self.fields["form"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = ToolForm.objects.filter(pk__in=[one.pk for one in known])
        if not known:
            del self.fields["form"]
            return
        field.choices = [("", field.empty_label), *((one.ref, _form_words(one, known)) for one in known)]

    def read(self) -> Table:
        """Read what was sent, or refuse it with the reason at its field."""
        return table_of(sent(self.cleaned_data["file"], "file", MOST), "file")


def _form_words(form: ToolForm, known: Sequence[ToolForm]) -> str:
    is_one = len({one.organisation_id for one in known}) == 1
    return form.identifier if is_one else f"{form.identifier}, {named(form.organisation)}"


class ColumnsForm(forms.Form):
    """Which of their columns is which of our fields, and who reads what comes of it."""

    one_type = forms.ChoiceField(
        label=_("All rows are about"),
        required=False,
        choices=[("", _("What the column says")), *((one.value, one.label) for one in TYPES)],
    )
    readers = OfferedReadersField()
    called = LineField(
        label=_("Name of the form"),
        required=False,
        max_length=NAME_LENGTH,
        help_text=_(
            "Under this name your organisation finds these columns again. For calls of KoboToolbox write the "
            "form’s own identifier. What a colleague said under this name stays; yours holds for this sheet."
        ),
    )
    use_required_attribute = False
    needed = ("called", "readers", "column_id", "column_place", "column_happened_on")

    def __init__(self, *args: Any, held: UpdateImport, viewer: Viewer, **kwargs: Any) -> None:
        mapping = Mapping.of(held.mapping)
        self.of_own_sheet = mapping.of_own_sheet
        first: dict[str, Any] = {"one_type": mapping.one_type, "readers": mapping.readers}
        first["called"] = held.form.identifier if held.form is not None else ""
        first |= {_name(one): head for one, head in mapping.columns.items()}
        super().__init__(*args, **{**kwargs, "initial": first})
        heads = [("", pgettext("column", "None")), *((head, head) for head in held.heads if head)]
        for name in ASKED:
            self.fields[_name(name)] = forms.ChoiceField(
                label=str(CALLED[name]), required=False, choices=heads
            )
        readers = self.fields["readers"]
        assert isinstance(readers, OfferedReadersField)
        own = f"{OWN}:{held.organisation.ref}"
        offered = readers_offered(viewer, places_offered(viewer))
        # Of those inside one organisation only that in whose name it is.
        readers.offer(
            viewer, [one for one in offered if one.value == own or not one.value.startswith(f"{OWN}:")]
        )
        self.order_fields([*map(_name, ASKED[:2]), "one_type", *map(_name, ASKED[2:]), "readers", "called"])

    def clean(self) -> dict[str, Any]:
        """Put together what the action takes."""
        typed = super().clean() or self.cleaned_data
        columns = {name: typed[_name(name)] for name in ASKED if typed.get(_name(name))}
        if not typed.get("readers") and "readers" not in self.errors:
            self.add_error("readers", _now("Choose who reads this."))
        for name in (*(() if self.of_own_sheet else (ID,)), PLACE, DAY):
            if name not in columns:
                self.add_error(_name(name), _now("Say which column this is."))
        if not typed.get("called") and not self.of_own_sheet and "called" not in self.errors:
            self.add_error("called", _now("Give the form a name."))
        if not typed.get("one_type") and TYPE not in columns:
            self.add_error(_name(TYPE), _now("Say which column this is, or what all rows are about."))
        return {
            "columns": columns,
            "readers": typed.get("readers"),
            "one_type": typed.get("one_type") or "",
            "called": typed.get("called") or "",
        }


def _name(ours: str) -> str:
    return f"column_{ours}"


def mapping_as_shown(form: ToolForm) -> dict[str, Any]:
    """What whoever opens a form has read of it: how its columns are read, and for whom."""
    return {"mapping": form.mapping}


class OpenForm(VersionedForm):
    """Which program sends what is filled in with a form; opened is the mapping that stood on the page."""

    program = forms.ModelChoiceField(
        Program.objects.none(),
        to_field_name="ref",
        label=_("Program"),
        empty_label=_("Choose"),
        help_text=_("Of those for which you answer yourself: what it sends is posted in your name."),
    )
    use_required_attribute = False

    def __init__(self, *args: Any, viewer: Viewer, form: ToolForm, **kwargs: Any) -> None:
        super().__init__(*args, record=form, facts=mapping_as_shown, **kwargs)
        field = self.fields["program"]
        assert isinstance(field, forms.ModelChoiceField)
        programs = Program.objects.permitted(viewer).filter(organisation=form.organisation)
        field.queryset = programs.filter(answerable__user=viewer.user.pk, user__is_active=True)


class ValuesForm(forms.Form):
    """What words of theirs mean here that nothing here is called by."""

    use_required_attribute = False

    def __init__(self, *args: Any, questions: Sequence[Question], places: Places, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.questions = {named_field(one): one for one in questions}
        for name, one in self.questions.items():
            self.fields[name] = self._field(one, places)

    @staticmethod
    def _field(one: Question, places: Places) -> forms.Field:
        rows = _now("%(value)s: %(rows)s rows") % {"value": one.text[:80], "rows": number(one.rows)}
        if one.name != PLACE:
            label = f"{CALLED[one.name]}, {rows}"
            choices = [("", _("Leave for now")), *choices_of(one.name)]
            return forms.ChoiceField(
                label=label, required=False, choices=choices, initial=value_meant(one.name, one.text)
            )
        found = places.meant(one.texts[0], one.texts[1:])
        if found:
            offered = [(place.ref, _place_words(place)) for place in found]
            return forms.ChoiceField(label=rows, required=False, choices=[("", _("Leave for now")), *offered])
        field = TypedPlaceField()
        field.label = rows
        return field

    @property
    def meant(self) -> Map[str, Map[str, str]]:
        """What was said, by our field and their word."""
        said: dict[str, dict[str, str]] = {}
        for name, one in self.questions.items():
            if value := self.cleaned_data.get(name):
                ours = value.ref if isinstance(value, Place) else str(value)
                said.setdefault(one.name, {})[one.text] = ours
        return said


def named_field(one: Question) -> str:
    """The name of the field that asks it."""
    return f"value_{sha256(f'{one.name}:{one.text}'.encode()).hexdigest()[:12]}"


def _place_words(place: Place) -> str:
    """A place with all around it: two unions of one name lie in upazilas of one name, too."""
    above = place.parent
    words = [named(place)]
    while above is not None and above.tier != "national":
        words.append(named(above))
        above = above.parent
    return ", ".join(words[:3])
