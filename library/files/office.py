"""A letter or a sheet is opened and packed anew: without macros, without what lies inside it or is fetched.

What only decorates is taken out; what the document itself would miss is a reason to refuse it.
"""

import io
import re
from dataclasses import dataclass, field
from pathlib import Path
from posixpath import dirname, join, normpath
from typing import Any

from PIL import Image

from library.files.containers import Parts, pack, parse, unpack, written
from library.files.images import MOST_PIXELS, READ_INSIDE, UNREADABLE, bare
from library.files.kinds import Kind
from library.files.refusals import Refused, Remark, Why

TYPES = "[Content_Types].xml"
_TYPES_NS = "{http://schemas.openxmlformats.org/package/2006/content-types}"
_RELATED = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_STRICT = "http://purl.oclc.org/ooxml/officeDocument/relationships"
_MAIN = {
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml": Kind.DOCX,
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml": Kind.XLSX,
}
_MACROS = re.compile(
    r"macroenabled|vbaproject|vbadata|ms-office\.vba|intlmacrosheet|macrosheet|xlmmacro", re.I
)
_EMBEDDED = re.compile(r"(^|/)(embeddings|activex|ctrlprops)/|oleobject|\.bin$|afchunk", re.I)
_BINARY_ALLOWED = re.compile(r"printersettings", re.I)
_OTHERS = re.compile(r"(^|/)(externallinks|querytables)/|(^|/)connections\.xml$|(^|/)model/", re.I)
# Beside the document: who wrote it and with what, data for forms, ribbons, small pictures of it, fonts.
_BESIDE = re.compile(
    r"^(docprops|customxml|customui|userCustomization|_xmlsignatures|docmetadata)/|printersettings"
    r"|webextension|(^|/)fonts/|(^|/)thumbnail",
    re.I,
)
_KEPT = re.compile(r"\.(xml|rels|png|jpe?g|gif|bmp|tiff?|emf|wmf|vml)$", re.I)
_XML = (".xml", ".rels", ".vml")
# These nobody here can paint; an SVG, which can act, stands beside its picture and is taken out.
_DRAWINGS = re.compile(r"\.(emf|wmf)$", re.I)
_PAINTED_AS = {"PNG": "PNG", "GIF": "GIF", "BMP": "BMP", "TIFF": "TIFF"}
_READS_OTHERS = re.compile(
    r"^\s*(DDE|DDEAUTO|INCLUDETEXT|INCLUDEPICTURE|LINK|IMPORT|DATABASE|MACROBUTTON|RD)\b", re.I
)
_CALLS_OTHERS = re.compile(r"\|\s*'|\b(WEBSERVICE|CALL|REGISTER\.ID|RTD|EXEC)\s*\(", re.I)
# These elements say nothing but where something else is.
_EMPTY_WITHOUT = frozenset(
    {
        "attachedTemplate",
        "legacyDrawing",
        "legacyDrawingHF",
        "embedRegular",
        "embedBold",
        "embedItalic",
        "embedBoldItalic",
        "picture",
    }
)
_ADDRESSES = ("http://", "https://", "mailto:")


@dataclass
class Opened:
    """An office file while it is written anew: its parts, those read as XML, and what to say of it."""

    kind: Kind
    parts: Parts
    trees: dict[str, Any] = field(default_factory=dict)
    remarks: set[Remark] = field(default_factory=set)


def rewrite(source: Path, target: Path) -> tuple[Opened, list[Remark]]:
    """Write it anew; return what is left of it, to be read, and what to say."""
    parts = unpack(source)
    if TYPES not in parts:
        raise Refused(Why.KIND)
    opened = Opened(_kind_of(parts), parts)
    _must_stand_alone(opened)
    is_signed = any(name.lower().startswith("_xmlsignatures/") for name in parts)
    for name in [name for name in parts if _BESIDE.search(name) or not _KEPT.search(name)]:
        del parts[name]
    for name in parts:
        if name.lower().endswith(_XML):
            opened.trees[name] = parse(parts[name])
    _take_out_types(opened)
    for name in [name for name in opened.trees if name.endswith(".rels")]:
        _take_out_relations(opened, name)
    _must_not_fetch(opened)
    for name, root in opened.trees.items():
        parts[name] = written(root)
    for name in [name for name in parts if name not in opened.trees]:
        parts[name] = _repainted(parts[name], Why.DRAWING if _DRAWINGS.search(name) else Why.BROKEN)
    pack(parts, target, first=(TYPES,))
    if is_signed:
        opened.remarks.add(Remark.SIGNATURE_ENDED)
    return opened, sorted(opened.remarks)


def _kind_of(parts: Parts) -> Kind:
    types = [one.get("ContentType", "") for one in parse(parts[TYPES])]
    if any(_MACROS.search(one) for one in types):
        raise Refused(Why.MACROS)
    kinds = {_MAIN[one] for one in types if one in _MAIN}
    if len(kinds) != 1:
        raise Refused(Why.KIND)
    return kinds.pop()


def _must_stand_alone(opened: Opened) -> None:
    for name in opened.parts:
        if _MACROS.search(name):
            raise Refused(Why.MACROS)
        if _EMBEDDED.search(name) and not _BINARY_ALLOWED.search(name):
            raise Refused(Why.EMBEDDED)
        if _OTHERS.search(name):
            raise Refused(Why.READS_OTHERS)


def _take_out_types(opened: Opened) -> None:
    root = opened.trees[TYPES]
    for one in list(root):
        part = one.get("PartName")
        if one.tag == f"{_TYPES_NS}Override" and part is not None and part.lstrip("/") not in opened.parts:
            root.remove(one)


def _take_out_relations(opened: Opened, name: str) -> None:
    """Lead nowhere but into the file itself, and from what somebody presses to an address of the web."""
    folder = dirname(dirname(name))
    owner = join(folder, name.rsplit("/", 1)[-1].removesuffix(".rels"))
    root, gone = opened.trees[name], set()
    for one in list(root):
        kind, target = one.get("Type", "").rsplit("/", 1)[-1], one.get("Target", "")
        if kind in ("oleObject", "aFChunk", "control", "vbaProject", "externalLink"):
            raise Refused(Why.EMBEDDED)
        if one.get("TargetMode") == "External":
            if kind == "hyperlink" and target.strip().lower().startswith(_ADDRESSES):
                continue
            opened.remarks.add(Remark.LINKS_TAKEN_OUT)
            if kind == "hyperlink":
                one.set("Target", "#")
                continue
        elif _part_of(folder, target) in opened.parts or target.startswith("#"):
            continue
        gone.add(one.get("Id"))
        root.remove(one)
    if gone and owner in opened.trees:
        _forget(opened.trees[owner], gone)


def _part_of(folder: str, target: str) -> str:
    return target.lstrip("/") if target.startswith("/") else normpath(join(folder, target))


def _forget(root: Any, gone: set[str]) -> None:
    """Let no element of a part ask for what is not there any more."""
    for element in list(root.iter()):
        for attribute, value in list(element.attrib.items()):
            if value in gone and attribute.startswith((f"{{{_RELATED}}}", f"{{{_STRICT}}}")):
                del element.attrib[attribute]
                if _local(element) in _EMPTY_WITHOUT:
                    element.getparent().remove(element)
                elif _local(element) == "svgBlip":
                    extension = element.getparent()
                    extension.getparent().remove(extension)


def _must_not_fetch(opened: Opened) -> None:
    """Refuse fields and formulas that take in other files or start programs."""
    for root in opened.trees.values():
        for element in root.iter():
            name = _local(element)
            if name == "fldSimple" and any(_READS_OTHERS.search(one) for one in element.attrib.values()):
                raise Refused(Why.READS_OTHERS)
            if name == "p" and _READS_OTHERS.search(_field_of(element)):
                raise Refused(Why.READS_OTHERS)
            is_formula = opened.kind == Kind.XLSX and name in ("f", "definedName", "formula1")
            if is_formula and _CALLS_OTHERS.search(element.text or ""):
                raise Refused(Why.READS_OTHERS)


def _field_of(paragraph: Any) -> str:
    """The instruction of the fields of a paragraph; it may be cut in pieces."""
    return "".join(one.text or "" for one in paragraph.iter() if _local(one) == "instrText")


def _local(element: Any) -> str:
    tag = element.tag
    return tag.rsplit("}", 1)[-1] if isinstance(tag, str) else ""


def _repainted(content: bytes, otherwise: Why) -> bytes:
    """A photograph in a letter says where it was taken, too, whatever its part is called."""
    try:
        with Image.open(io.BytesIO(content), formats=READ_INSIDE) as picture:
            if picture.width * picture.height > MOST_PIXELS:
                raise Refused(Why.PIXELS)
            form = _PAINTED_AS.get(picture.format or "", "JPEG")
            picture.load()
            kept = io.BytesIO()
            bare(picture, Kind.JPEG if form == "JPEG" else Kind.PNG).save(kept, form)
    except Refused:
        raise
    except Image.DecompressionBombError:
        raise Refused(Why.PIXELS) from None
    except UNREADABLE:
        raise Refused(otherwise) from None
    return kept.getvalue()
