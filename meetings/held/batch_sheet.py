"""A sheet of the shape of the page on which several meetings are entered: handed out, and read again."""

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from uuid import NAMESPACE_URL, uuid5

from django.utils.translation import gettext as _

from access.toolkit.cells import Kind
from access.toolkit.errors import Mendable
from language.digits import to_ascii
from language.search import line_of
from language.words import named, number
from library.sheets.at_once import written
from library.sheets.incoming.heads import columns_of, headed, known_by
from library.sheets.incoming.opening import Found
from library.sheets.incoming.sheet import Row
from library.sheets.writing import Form, Head
from meetings.held.batch import ToEnter
from meetings.held.batch_form import NOT_SIGNED, SIGNED
from meetings.seating import label_of
from partners.models import Committee

# What each column is called, in the order of the sheet that is handed out; its Bangla head first.
COLUMNS = {
    "committee": ("কমিটি", "Committee", "ইউনিয়ন", "Union"),
    "on_date": ("সভার তারিখ", "Day of the meeting", "তারিখ", "Date", "Day"),
    "number": ("সভার ক্রমিক নম্বর", "Number of the meeting", "Number"),
    "chair": ("সভাপতি", "In the chair", "Chair"),
    "present": ("উপস্থিত", "Present", "উপস্থিতি"),
    "decisions": ("সিদ্ধান্ত", "Decisions", "Decision"),
    "signed": ("কাগজে স্বাক্ষর", "Signed on paper", "Signed"),
    "signed_on": ("স্বাক্ষরের তারিখ", "Signed on"),
}
_KNOWN = known_by(COLUMNS)
_YES = {line_of(one) for one in ("yes", "y", "x", "1", "true", "হ্যাঁ", "হয়েছে", "আছে")}
_NO = {line_of(one) for one in ("no", "n", "0", "false", "না", "হয়নি", "নেই")}


@dataclass
class Read:
    """What a sheet says as the form of the page holds it, and what of it could not be taken."""

    typed: dict[str, str] = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)


def empty_sheet(rows: Sequence[ToEnter], form: Form) -> bytes:
    """A row for each committee, to be filled in."""
    heads = [Head(_head(names), Kind.TEXT) for names in COLUMNS.values()]
    lines = [[named(one.committee), *[""] * (len(COLUMNS) - 1)] for one in rows]
    return written(lines, heads, form, title=_("Meetings held on paper"))


def read_sheet(found: Found, rows: Sequence[ToEnter], above: Committee) -> Read:
    """Read it row by row. The same sheet has the same key, so that it enters nothing a second time."""
    sheet = headed(found.rows, _KNOWN)
    columns = columns_of(sheet, _KNOWN)
    if "committee" not in columns:
        raise Mendable(
            _("No column says which committee it is. Keep the heads of the sheet."), "file", "heads"
        )
    named = Counter(name for one in rows for name in set(_names(one)))
    # A name of two of them names neither.
    by_name = {name: one for one in rows for name in _names(one) if named[name] == 1}
    read = Read()
    seen: set[int] = set()
    for row in sheet.rows:
        name = row.at(columns["committee"]).text
        one = by_name.get(line_of(name))
        if one is None or one.committee.pk in seen or row.fault is not None:
            read.problems.append(_problem(row, name, one, is_cut=row.fault is not None))
            continue
        seen.add(one.committee.pk)
        said = {column: row.at(place).text.strip() for column, place in columns.items()}
        read.typed |= _as_typed(one, said)
    told = json.dumps([above.ref, read.typed], sort_keys=True)
    read.typed["key"] = str(uuid5(NAMESPACE_URL, sha256(told.encode()).hexdigest()))
    return read


def _as_typed(one: ToEnter, said: dict[str, str]) -> dict[str, str]:
    ref = one.committee.ref
    names = ("on_date", "number", "present", "decisions", "signed_on")
    typed = {f"{name}-{ref}": said[name] for name in names if said.get(name)}
    for name in (f"number-{ref}", f"present-{ref}"):
        # A spreadsheet writes a number of its own as 14.0 at times.
        if name in typed:
            typed[name] = to_ascii(typed[name]).removesuffix(".0")
    if chair := said.get("chair"):
        seat = next((s for s in one.leads if line_of(chair) in map(line_of, label_of(s))), None)
        typed |= {f"chair-{ref}": seat.ref} if seat is not None else {f"chair_words-{ref}": chair}
    signed = line_of(said.get("signed", ""))
    if signed in _YES | _NO:
        typed[f"signed-{ref}"] = SIGNED if signed in _YES else NOT_SIGNED
    return typed


def _names(one: ToEnter) -> set[str]:
    committee, place = one.committee, one.committee.place
    names = {committee.name_en, committee.name_bn, committee.short_en, committee.short_bn}
    if place is not None:
        names |= {place.name_en, place.name_bn}
    return {line_of(name) for name in names if name}


def _problem(row: Row, name: str, one: ToEnter | None, *, is_cut: bool) -> str:
    words = {"row": number(row.number), "name": name[:80]}
    if one is None:
        return _("Row %(row)s: no committee here is called “%(name)s”.") % words
    if is_cut:
        return _("Row %(row)s, %(name)s: a cell is too long. Enter it on the page.") % words
    return _("Row %(row)s: %(name)s stands here twice. Only its first row is taken.") % words


def _head(names: Sequence[str]) -> str:
    bangla, english, *_others = names
    return named(Committee(name_en=english, name_bn=bangla))
