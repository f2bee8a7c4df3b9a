"""A sheet of few rows, written while somebody waits for it."""

import secrets
from collections.abc import Iterable, Sequence

from access.toolkit.cells import Value
from library.sheets.folder import folder
from library.sheets.writing import FORMS, Form, Head


def written(
    rows: Iterable[Sequence[Value]], heads: Sequence[Head], form: Form, *, title: str, tagged: bool = False
) -> bytes:
    """Return the file. It lies on the disk while it is written, and no longer, whatever happens."""
    path = folder() / f"{secrets.token_hex(16)}.{form}"
    try:
        with FORMS[form](path, heads, title=title, tagged=tagged) as sheet:
            for row in rows:
                sheet.add(row)
        return path.read_bytes()
    finally:
        path.unlink(missing_ok=True)
