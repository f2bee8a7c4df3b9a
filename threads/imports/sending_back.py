"""The rows that nothing came of, as a file with the reasons, to be mended and sent again."""

from django.utils.translation import gettext as _

from access.toolkit.cells import Kind
from library.sheets.at_once import written
from library.sheets.writing import Form, Head
from threads.imports.mapping import Mapping, Reader
from threads.imports.models import ImportRow, UpdateImport
from threads.imports.words import file_rows


def bad_rows_file(held: UpdateImport, form: Form) -> bytes:
    """These rows under their own heads: what is read of them, each cell as text, and the reason behind.

    Heads stand as they came, so that the mended file is read by the same mapping.
    """
    reader = Reader(Mapping.of(held.mapping), held.heads)
    places = sorted(set(reader.places.values())) or list(range(len(held.heads)))
    heads = [
        Head(_("Row"), Kind.NUMBER),
        *(Head(held.heads[place], Kind.CODE) for place in places),
        Head(_("What stands in the way")),
    ]
    rows = list(held.rows.filter(state__in=ImportRow.BAD).order_by("pk"))
    return written(file_rows(rows, places), heads, form, title=_("Rows to mend"))
