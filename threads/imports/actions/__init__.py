"""The verbs of an import: a sheet is read, mapped, carried out and forgotten; what a tool sent is settled."""

from threads.imports.actions.carrying import carry_out_import
from threads.imports.actions.entering import (
    enter_import,
    map_columns,
    map_values,
    must_have_room,
    take_back_import,
)
from threads.imports.actions.settling import close_form, drop_form, drop_kept, open_form, settle_kept

__all__ = [
    "carry_out_import",
    "close_form",
    "drop_form",
    "drop_kept",
    "enter_import",
    "map_columns",
    "map_values",
    "must_have_room",
    "open_form",
    "settle_kept",
    "take_back_import",
]
