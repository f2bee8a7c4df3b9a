"""How a sheet is handed to a browser."""

import re
from datetime import date
from urllib.parse import quote

from django.http import HttpResponse

from library.sheets.writing import Form

# What no name of a file may hold on some machine, and how long one may be on all.
_NOT_IN_NAME, _LONGEST = re.compile(r'[\x00-\x1f<>:"/\\|?*]+'), 80


def file_name(title: str, on: date, form: Form) -> str:
    """Return what the file is called, in the language of its title."""
    bare = " ".join(_NOT_IN_NAME.sub(" ", title).split())[:_LONGEST].strip(". ")
    return f"{bare} {on.isoformat()}.{form}"


def disposition(list_name: str, title: str, on: date, form: Form) -> str:
    """Return the header that names the file in both of its forms: for old programs in plain letters."""
    plain = f"{list_name}-{on.isoformat()}.{form}"
    return f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(file_name(title, on, form), safe='')}"


def handed(content: bytes, list_name: str, title: str, on: date, form: Form) -> HttpResponse:
    """Hand a whole sheet to a browser, as a file."""
    response = HttpResponse(content, content_type=form.content_type)
    response.headers["Content-Disposition"] = disposition(list_name, title, on, form)
    return response
