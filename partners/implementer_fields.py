"""A form field for whoever does what a meeting agrees: a seat, a group or a body, as people write it."""

from collections.abc import Sequence
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from partners.fields import OrganisationField
from partners.implementers import Implementer, by_value, find_implementer, implementers_offered
from partners.models import Committee
from partners.pickers import OrganisationPicker


class ImplementerPicker(OrganisationPicker):
    """A line of text beside which the seats of a committee are offered, its groups, and all other bodies."""

    chooses = "implementers"


class ImplementerField(OrganisationField):
    """A seat or a group of the committee that meets, or a body, by any name in use."""

    widget = ImplementerPicker

    def __init__(self, committee: Committee | None, **options: Any) -> None:
        super().__init__(**options)
        self.committee = committee
        assert isinstance(self.widget, ImplementerPicker)
        self.widget.committee = committee

    def meant(self, text: str) -> Any:
        """Return a group, or the body with the seat that speaks for it."""
        today = timezone.localdate()
        found = by_value(self.committee, text, today) or find_implementer(self.committee, text, today)
        if found is None:
            return Implementer(super().meant(text))
        if isinstance(found, Implementer):
            self.there(found.body)
        return found

    def unknown_words(self, name: str) -> str:
        """Say what to do about somebody who is not here: a seat answers for them."""
        if self.committee is None:
            return super().unknown_words(name)
        return _(
            "No seat and no organisation is called “%(name)s”. Write the seat that answers for it, and name "
            "it under “And others”."
        ) % {"name": name}

    def offers(self, text: str) -> Sequence[Any]:
        """Return those a text may mean, the seats first."""
        return implementers_offered(self.committee, text, timezone.localdate())
