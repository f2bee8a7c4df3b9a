"""A field update as programs read it beside its words."""

from __future__ import annotations

from rest_framework import serializers

from access.api.fields import Body
from partners.bodies import OrganisationNamed, PlaceNamed
from threads.updates.models import FIGURES, FieldUpdate


class UpdateFactsBody(Body):
    """What was done or seen, where, when, and how many. Null is not 0: nobody counted."""

    type = serializers.ChoiceField(choices=FieldUpdate.Type.values)
    place = PlaceNamed(allow_null=True, help_text="Null while the title is covered or erased")
    happened_on = serializers.DateField(allow_null=True, help_text="Null with the place")
    precision = serializers.ChoiceField(
        choices=FieldUpdate.Precision.values, help_text="How exactly its source says when"
    )
    version = serializers.IntegerField(help_text="How often it was corrected, and once")
    organisation = OrganisationNamed()

    def get_fields(self) -> dict[str, serializers.Field]:  # type: ignore[type-arg]
        """The figures beside."""
        figures = {name: serializers.IntegerField(allow_null=True) for name in FIGURES}
        return {**super().get_fields(), **figures}
