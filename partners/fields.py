"""Form fields that find a partner as people write its name."""

from collections.abc import Iterable, Sequence
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from access.toolkit.choices import DrawnSelect
from access.toolkit.refs import REF_LENGTH
from language.fields import LineField, ProseField
from language.words import named
from partners.models import Committee, Organisation, Place, Tier
from partners.naming import names_are
from partners.pickers import OrganisationPicker
from partners.places_typed import places_meant
from partners.queries import Offered, find_organisation, organisation_choices

# Without a script they are offered as a short list; who does not find it there types on.
OFFERED = 7


class OrganisationField(LineField):
    """An organisation by its name, short name, code or a former name.

    Where the text means none alone, those it may mean are offered to pick from. One that has left is
    refused, naming the body its open commitments passed to.
    """

    widget = OrganisationPicker

    def __init__(self, **options: Any) -> None:
        options.setdefault("max_length", 200)
        super().__init__(**options)

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        return self.meant(text) if text else None

    def meant(self, text: str) -> Any:
        """Return what a text means alone, or refuse it and offer what it may mean."""
        organisation = _by_ref(text) or find_organisation(text)
        if organisation is None:
            raise ValidationError(self._unknown(text), code="unknown")
        return self.there(organisation)

    def there(self, organisation: Organisation) -> Organisation:
        """Return an organisation that is there today."""
        if not organisation.is_active(timezone.localdate()):
            raise ValidationError(_left(organisation), code="left")
        return organisation

    def offers(self, text: str) -> Sequence[Any]:
        """Return those a text may mean."""
        return organisation_choices(text)

    def _unknown(self, text: str) -> str:
        offered = self.offers(text)[:OFFERED]
        if isinstance(self.widget, OrganisationPicker):
            self.widget.offered = offered
        if offered:
            return _("“%(name)s” may mean more than one organisation. Choose it.") % {"name": text[:80]}
        return self.unknown_words(text[:80])

    def unknown_words(self, name: str) -> str:
        """Say that nothing here is called so, and how to mend it."""
        return _("No organisation is called “%(name)s”. Write its name or short name.") % {"name": name}

    def prepare_value(self, value: Any) -> Any:
        return _name(value) if isinstance(value, Organisation) else value


class CommitteeField(forms.ModelChoiceField):  # type: ignore[type-arg]
    """A committee by its reference. Some are offered; an address may ask for any other."""

    def __init__(self, offered: Iterable[Committee | Offered], **options: Any) -> None:
        empty = options.pop("empty_label")
        label = options["label"]
        widget = DrawnSelect({"aria-label": label})
        super().__init__(
            Committee.objects.all(), to_field_name="ref", required=False, widget=widget, **options
        )
        self._offered = {"": str(empty), **{one.ref: named(one) for one in offered}}
        self.choices = list(self._offered.items())

    def clean(self, value: Any) -> Any:
        """Return the committee; it is offered too, so that the page shows what it is narrowed to."""
        # The database holds no text with a NUL in it, and may not be asked for one.
        found = super().clean(str(value or "").replace("\x00", "\ufffd"))
        if found is not None and found.ref not in self._offered:
            self.choices = [*self._offered.items(), (found.ref, named(found))]
        return found


class PlacesField(ProseField):
    """Districts and upazilas, one a line: "Jashore", "Sharsha, Jashore". Some on one line are read, too."""

    tiers: ClassVar[tuple[Tier, ...]] = (Tier.DISTRICT, Tier.UPAZILA)
    unknown: ClassVar[str | Promise] = gettext_lazy(
        "No district or upazila is known as “%(name)s” alone. Write it like “Sharsha, Jashore”."
    )

    def __init__(self, **options: Any) -> None:
        options.setdefault("widget", forms.Textarea({"rows": 3}))
        super().__init__(max_length=4_000, **options)

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        found: dict[Place, None] = {}
        for line in filter(None, (one.strip(" ,;") for one in text.replace(";", "\n").split("\n"))):
            found |= dict.fromkeys(self._meant(line))
        return list(found)

    def _meant(self, line: str) -> list[Place]:
        names = [one.strip() for one in line.split(",") if one.strip()]
        if (place := self._one(names)) is not None:
            return [place]
        each = [self._one([name]) for name in names]
        if len(names) > 1 and all(each):
            return [one for one in each if one is not None]
        raise ValidationError(
            str(self.unknown) % {"name": line[:80]},
            code="unknown",
        )

    def _one(self, names: Sequence[str]) -> Place | None:
        """The place of these names, from the inside out; of a district and its own upazila the district."""
        name, *above = names
        rows = Place.objects.filter(names_are(name), tier__in=self.tiers)
        for one in above[:1]:
            rows = rows.filter(parent__in=Place.objects.filter(names_are(one)))
        found = list(rows[:9]) or list(
            Place.objects.filter(pk__in=places_meant(", ".join(names)), tier__in=self.tiers)[:9]
        )
        districts = [one for one in found if one.tier == Tier.DISTRICT]
        chosen = districts or found
        return chosen[0] if len(chosen) == 1 else None

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(place_words(one) for one in value) if isinstance(value, list) else value


class LocalPlacesField(PlacesField):
    """The same, with unions and towns: "Bagachra, Sharsha"."""

    tiers = (*PlacesField.tiers, Tier.UNION, Tier.MUNICIPALITY)
    unknown = gettext_lazy("No place is known as “%(name)s” alone. Write it like “Bagachra, Sharsha”.")


def place_words(place: Place) -> str:
    """Call a district by its name, and what lies in one with the place around it behind."""
    within = place.parent if place.tier in LocalPlacesField.tiers[1:] else None
    return f"{named(place)}, {named(within)}" if within is not None else named(place)


def _by_ref(text: str) -> Organisation | None:
    """What a list and a filter name it by: no name has this length by chance and is a reference too."""
    return Organisation.objects.filter(ref=text).first() if len(text) == REF_LENGTH else None


def _left(organisation: Organisation) -> str:
    if organisation.successor is None:
        return _("%(name)s has left. Choose another body.") % {"name": _name(organisation)}
    return _("%(name)s has left. Its work passed to %(successor)s.") % {
        "name": _name(organisation),
        "successor": _name(organisation.successor),
    }


def _name(organisation: Organisation) -> str:
    bangla = (get_language() or "").startswith("bn")
    return organisation.name_bn if bangla and organisation.name_bn else organisation.name_en
