"""The verbs of an import: a sheet is read, mapped, carried out and forgotten; a tool sends by call."""

from threads.imports.actions.carrying import carry_out_import
from threads.imports.actions.entering import enter_import, map_columns, map_values, take_back_import

__all__ = ["carry_out_import", "enter_import", "map_columns", "map_values", "take_back_import"]
