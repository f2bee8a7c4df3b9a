"""The text of letters and sheets, as the identifier guard and the search read it: all of it, wherever it is.

A letter gives its paragraphs: of tables, headers, footers, notes, comments, text boxes, and what was put in
or struck out with a mark. A sheet gives its cells, one by one, its names, comments and heads.
"""

from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from typing import Any

from library.files.kinds import Kind
from library.files.office import TYPES, Opened

_BREAKS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
_WORDS = frozenset({"t", "delText", "instrText", "delInstrText"})
_TOLD = frozenset({"descr", "title", "alt", "string", "tooltip", "display", "name", "author"})


def lines_of(opened: Opened) -> Iterator[str]:
    """Every line that one of its readers could read."""
    for name, root in opened.trees.items():
        if name == TYPES:
            continue
        if name.endswith(".rels"):
            yield from (one.get("Target", "") for one in root if one.get("TargetMode") == "External")
            continue
        yield from _cells(root) if opened.kind == Kind.XLSX else ()
        yield from _paragraphs(root)
        yield from _beside(root)


def _paragraphs(root: Any) -> Iterator[str]:
    for element in root.iter():
        local = _local(element)
        if local in ("p", "si", "is", "text"):
            yield from "".join(_own_words(element)).splitlines()
        elif local == "tr":
            yield from _boxes(element)


def _own_words(paragraph: Any) -> Iterator[str]:
    """Its words, without those of a text box within it, which has paragraphs of its own."""
    for child in paragraph:
        local = _local(child)
        if local in _WORDS:
            yield child.text or ""
        elif local in _BREAKS:
            yield _BREAKS[local]
        elif local not in ("p", "rPh", "txbxContent"):
            yield from _own_words(child)


def _boxes(row: Any) -> Iterator[str]:
    """A row of boxes with a digit in each, as forms have it for a number."""
    cells = ["".join("".join(_own_words(p)) for p in cell.iter() if _local(p) == "p") for cell in row]
    digits = "".join(cell.strip() for cell in cells if len(cell.strip()) == 1)
    if len(digits) >= 10:
        yield digits


def _cells(root: Any) -> Iterator[str]:
    for element in root.iter():
        local = _local(element)
        if local == "c":
            yield from _cell(element)
        elif local in (
            "definedName",
            "oddHeader",
            "oddFooter",
            "evenHeader",
            "evenFooter",
            "firstHeader",
        ) or (local in ("firstFooter", "formula1", "formula2", "v") and _local(element.getparent()) != "c"):
            yield element.text or ""


def _cell(cell: Any) -> Iterator[str]:
    for child in cell:
        local = _local(child)
        if local == "f":
            yield child.text or ""
        elif local == "v" and cell.get("t") in (None, "n"):
            yield whole_number(child.text or "")
        elif local == "v" and cell.get("t") == "str":
            yield child.text or ""


def whole_number(told: str) -> str:
    """A number as it is seen, where it could be somebody's: those with a part behind the point are none, nor
    are sums in thousands.
    """
    try:
        number = Decimal(told.strip())
    except InvalidOperation:
        return told
    if not number.is_finite() or number != number.to_integral_value() or abs(number) >= Decimal(10) ** 20:
        return ""
    digits = str(int(number))
    if digits.endswith("000"):
        return ""
    # A sheet drops the nought before a mobile number.
    return f"0{digits}" if len(digits) == 10 and digits[:2] in _MOBILE else digits


_MOBILE = frozenset({"13", "14", "15", "16", "17", "18", "19"})


def _beside(root: Any) -> Iterator[str]:
    """What stands in attributes: the words beside a picture, names of sheets, decorated text."""
    for element in root.iter():
        for attribute, value in element.attrib.items():
            if attribute.rsplit("}", 1)[-1] in _TOLD and any(map(str.isdigit, value)):
                yield value


def _local(element: Any) -> str:
    tag = element.tag if element is not None else None
    return tag.rsplit("}", 1)[-1] if isinstance(tag, str) else ""
