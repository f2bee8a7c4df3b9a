"""What `language.text.fold` does, in the database: names are compared and found by it."""

from __future__ import annotations

from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db.models import CharField, Field, TextField, Transform


@CharField.register_lookup
@TextField.register_lookup
class Folded(Transform):
    """`name_bn__folded=fold(typed)`, `name_bn__folded__contains=…`."""

    lookup_name = "folded"
    function = "text_folded"

    @property
    def output_field(self) -> Field[Any, Any]:
        """Text, whatever the length of the column."""
        return TextField()


@ArrayField.register_lookup
class AllFolded(Transform):
    """`aliases__folded__contains=[fold(typed)]`: one of the names is this one."""

    lookup_name = "folded"
    function = "texts_folded"

    @property
    def output_field(self) -> Field[Any, Any]:
        """Text of any length."""
        return ArrayField(TextField())
