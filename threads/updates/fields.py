"""Fields of the form of a field update: its place, who reads it, with whom it was done, its photo."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from access.choosing.choices import WHO_READS, Chosen, resolve
from access.rules.viewer import Viewer
from access.toolkit.errors import Mendable
from language.fields import NumberField, ProseField
from language.words import named
from library.files.photos import PhotosField
from partners.fields import OrganisationField, PlacesField, place_words
from partners.models import Place
from threads.access import AUDIENCE
from threads.updates.figures import LABELS, MOST, PLACES
from threads.updates.queries.offered import ReadersOffered


class OwnPlaceField(forms.ModelChoiceField):  # type: ignore[type-arg]
    """A place of one's own, offered; any other is typed."""

    def __init__(self) -> None:
        super().__init__(
            Place.objects.filter(tier__in=PLACES),
            to_field_name="ref",
            required=False,
            label=gettext_lazy("Where?"),
            help_text=gettext_lazy("The union is enough. Never a home address."),
            empty_label=gettext_lazy("Choose, or type another place below"),
        )
        self.error_messages["invalid_choice"] = _("This place is not there any more. Choose another.")

    def offer(self, places: Sequence[Place]) -> None:
        """Let these stand in the list; an address may name any other of these kinds."""
        self.choices = [("", self.empty_label), *((one.ref, place_words(one)) for one in places)]

    def clean(self, value: Any) -> Any:
        """Return the place. The database may not be asked for a text with a NUL in it."""
        return super().clean(str(value or "").replace("\x00", "\ufffd"))


class TypedPlaceField(PlacesField):
    """One place by its name: a union, a town, a ward, a port, an airport, a camp."""

    tiers = PLACES
    unknown = gettext_lazy(
        "No union, town or other place is known as “%(name)s” alone. Write it like “Bagachra, Sharsha”."
    )

    def __init__(self, **options: Any) -> None:
        super().__init__(
            required=False,
            label=gettext_lazy("Another place"),
            help_text=gettext_lazy("Like “Bagachra, Sharsha”."),
            widget=forms.TextInput({"autocomplete": "off"}),
            **options,
        )

    def clean(self, value: Any) -> Any:
        """Return the one place, or none."""
        found = super().clean(value)
        if len(found) > 1:
            raise ValidationError(_("An update is of one place. Send one for each."), code="many")
        return found[0] if found else None

    def prepare_value(self, value: Any) -> Any:
        return place_words(value) if isinstance(value, Place) else value


class FigureField(NumberField):
    """A number of people, typed in either digits or stepped; empty is not nought."""

    def __init__(self, name: str) -> None:
        super().__init__(
            max_value=MOST,
            required=False,
            label=LABELS[name],
            widget=forms.TextInput({"data-step": "", "autocomplete": "off"}),
        )


class PartnersField(ProseField):
    """The organisations that did it too, one a line."""

    def __init__(self) -> None:
        super().__init__(
            max_length=2_000,
            required=False,
            label=gettext_lazy("Together with"),
            help_text=gettext_lazy("Organisations, one a line, by name or short name."),
            widget=forms.Textarea({"rows": 2}),
        )

    def clean(self, value: Any) -> Any:
        """Return them."""
        one = OrganisationField()
        return [one.clean(line) for line in super().clean(value).split("\n") if line.strip()]

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(map(named, value)) if isinstance(value, list) else value


class PhotoField(PhotosField):
    """One photo of the place or the work."""

    def __init__(self) -> None:
        super().__init__(
            label=gettext_lazy("Photo"),
            help_text=gettext_lazy(
                "No person, no attendance sheet, no document. Before others see it, what says where it was "
                "taken is removed."
            ),
        )


class OfferedReadersInput(forms.Widget):
    """Each audience with its words and numbers beside it: all of it is there without a connection, too."""

    use_fieldset = True
    offered: Sequence[ReadersOffered] = ()

    def id_for_label(self, id_: str) -> str:
        """The group as a whole."""
        return id_

    def render(
        self, name: str, value: Any, attrs: dict[str, Any] | None = None, renderer: Any = None
    ) -> SafeString:
        context = {"name": name, "id": (attrs or {}).get("id"), "offered": self.offered, "value": value or ""}
        return render_to_string("threads/updates/readers.html", context)


class OfferedReadersField(forms.Field):
    """Who reads it, of a few that are said in words beforehand. What comes of it is a `Chosen`."""

    widget = OfferedReadersInput

    def __init__(self) -> None:
        super().__init__(label=WHO_READS, required=False)
        self.viewer: Viewer | None = None

    def offer(self, viewer: Viewer, offered: Sequence[ReadersOffered]) -> None:
        """Say who chooses, of what."""
        assert isinstance(self.widget, OfferedReadersInput)
        self.viewer, self.widget.offered = viewer, offered

    def clean(self, value: Any) -> Chosen | None:
        """Return whom it makes; an update of a protected type chooses nobody."""
        assert self.viewer is not None, "the field was not told who chooses"
        if not value:
            return None
        try:
            return resolve(self.viewer, [str(value)], AUDIENCE)
        except Mendable as mendable:
            raise ValidationError(str(mendable), code=mendable.code) from None
