"""A PDF is opened and written anew: its pages stay, what acts by itself does not, nor what lies inside it."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2

from library.files.jpegs import without_notes
from library.files.refusals import Refused, Remark, Why

MOST_OBJECTS, MOST_PAGES, DEEPEST = 400_000, 3_000, 60
# What a reader's program does by itself, or fetches from elsewhere; whatever hangs on them goes too.
_ACTS = frozenset(
    f"/{name}"
    for name in [
        "JavaScript",
        "Launch",
        "SubmitForm",
        "ImportData",
        "ResetForm",
        "GoToR",
        "GoToE",
        "Rendition",
        "RichMediaExecute",
        "Movie",
        "Sound",
        "SetOCGState",
        "Hide",
        "Named",
        "Trans",
        "GoTo3DView",
        "Thread",
    ]
)
# Whatever else stands in it, a dictionary of one of these kinds is an action.
_ALWAYS_ACTS = frozenset({"/JavaScript", "/Launch", "/SubmitForm", "/ImportData", "/GoToR", "/GoToE"})
# What hangs on these keys and has a kind is an action; these two lead within the file, or are judged apart.
_HOLD_ACTIONS, _MAY_STAY = ("/A", "/Next"), frozenset({"/GoTo", "/URI"})
# Keys under which such things, files and other programs' notes lie.
_TAKEN_OUT = tuple(
    f"/{name}"
    for name in [
        "OpenAction",
        "AA",
        "JS",
        "JavaScript",
        "EmbeddedFiles",
        "EF",
        "AF",
        "XFA",
        "Collection",
        "RichMediaContent",
        "RichMediaSettings",
        "PieceInfo",
        "Perms",
        "Metadata",
    ]
)
_ACTIVE = frozenset(_TAKEN_OUT) - {"/Metadata", "/PieceInfo", "/OpenAction", "/Perms"}
_CARRIERS = frozenset({"/FileAttachment", "/RichMedia", "/Screen", "/Movie", "/Sound", "/3D"})
_SAID = ("/Contents", "/V", "/DV", "/Title", "/TU", "/RC", "/Alt", "/ActualText", "/URI")
_JPEG = frozenset({"/DCTDecode", "/DCT"})
_ADDRESSES = ("http://", "https://", "mailto:")


@dataclass
class _Found:
    """What came out of one PDF."""

    is_signed: bool = False
    is_active: bool = False
    lost_links: bool = False
    said: list[str] = field(default_factory=list)


def rewrite(source: Path, target: Path) -> tuple[list[Remark], Iterator[str]]:
    """Write its pages into a new file; return what to say of that, and the lines of its text."""
    found = _Found()
    try:
        # With an empty password: one of the owner's alone keeps nobody from reading.
        with pikepdf.open(source) as pdf:
            if len(pdf.objects) > MOST_OBJECTS or len(pdf.pages) > MOST_PAGES:
                raise Refused(Why.OPENS_TOO_LARGE)
            for one in pdf.objects:
                _scrub(one, found, DEEPEST)
            _scrub(pdf.trailer, found, DEEPEST)
            if pikepdf.Name.Info in pdf.trailer:
                del pdf.trailer.Info
            pdf.save(target, encryption=False, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    except pikepdf.PasswordError:
        raise Refused(Why.PASSWORD) from None
    except (pikepdf.PdfError, pikepdf.ForeignObjectError, ValueError, TypeError, RuntimeError, KeyError):
        raise Refused(Why.BROKEN) from None
    remarks = [
        remark
        for remark, holds in (
            (Remark.SIGNATURE_ENDED, found.is_signed),
            (Remark.ACTIVE_TAKEN_OUT, found.is_active),
            (Remark.LINKS_TAKEN_OUT, found.lost_links),
        )
        if holds
    ]
    return remarks, chain(lines_of_pages(target), _said_lines(found.said))


def _scrub(one: Any, found: _Found, depth: int) -> None:
    """Take out of an object, and of what is written inside it, whatever acts; note what it says."""
    if depth == 0:
        raise Refused(Why.OPENS_TOO_LARGE)
    if isinstance(one, pikepdf.Array):
        for index in reversed(range(len(one))):
            if _is_carrier(one[index]):
                found.is_active = True
                del one[index]
        for inside in one:
            _scrub_inside(inside, found, depth)
    elif isinstance(one, pikepdf.Dictionary | pikepdf.Stream):
        _scrub_keys(one, found)
        if isinstance(one, pikepdf.Stream):
            _scrub_photograph(one)
        for key in list(one.keys()):
            _scrub_inside(one[key], found, depth)


def _scrub_inside(inside: Any, found: _Found, depth: int) -> None:
    # What has a number of its own comes by itself.
    if isinstance(inside, pikepdf.Object) and not inside.is_indirect:
        _scrub(inside, found, depth - 1)


def _scrub_keys(one: Any, found: _Found) -> None:
    for key in _HOLD_ACTIONS:
        for action in _held_by(one.get(key)):
            if "/S" in action and _named(action["/S"]) not in _MAY_STAY:
                found.is_active = True
                _empty(action)
    kind = one.get("/S")
    if _named(kind) in _ALWAYS_ACTS or (_named(kind) in _ACTS and _is_action(one)):
        found.is_active = True
        _empty(one)
    if isinstance(kind, pikepdf.Name) and kind == "/URI" and not _leads_on(one):
        found.lost_links = True
        _empty(one)
    if (one.get("/FT") == "/Sig" and "/V" in one) or (one.get("/Type") == "/Sig" and "/ByteRange" in one):
        found.is_signed = True
        for key in ("/V", "/Contents", "/ByteRange", "/Cert"):
            if key in one:
                del one[key]
    if "/SigFlags" in one:
        del one["/SigFlags"]
    for key in _TAKEN_OUT:
        if key in one:
            found.is_active = found.is_active or key in _ACTIVE
            del one[key]
    found.said += [str(one[key]) for key in _SAID if isinstance(one.get(key), pikepdf.String)]


def _scrub_photograph(one: pikepdf.Stream) -> None:
    """A photograph lies in a PDF as its camera wrote it, with its place."""
    filters = _listed(one.get("/Filter"))
    if not filters or _named(filters[-1]) not in _JPEG:
        return
    settings = _listed(one.get("/DecodeParms"))
    own = settings[len(filters) - 1] if len(settings) == len(filters) else None
    # What it is packed in beside that is opened.
    one.Filter, one.DecodeParms = pikepdf.Array(filters[:-1]), pikepdf.Array(settings[: len(filters) - 1])
    content = one.read_bytes(pikepdf.StreamDecodeLevel.generalized)
    one.write(without_notes(content), filter=pikepdf.Name.DCTDecode, decode_parms=own)


def _listed(held: Any) -> list[Any]:
    if held is None:
        return []
    return list(held) if isinstance(held, pikepdf.Array) else [held]


def _held_by(held: Any) -> list[Any]:
    """One dictionary, or several in a list."""
    return [one for one in _listed(held) if isinstance(one, pikepdf.Dictionary | pikepdf.Stream)]


def _named(kind: Any) -> str:
    return str(kind) if isinstance(kind, pikepdf.Name) else ""


def _is_action(one: Any) -> bool:
    """A layer's or a passage's kind is named by the same key; neither is an action."""
    return one.get("/Type") in (None, "/Action") and not {"/K", "/Pg", "/P"} & set(one.keys())


def _leads_on(one: Any) -> bool:
    address = one.get("/URI")
    return isinstance(address, pikepdf.String) and str(address).strip().lower().startswith(_ADDRESSES)


def _empty(one: Any) -> None:
    for key in list(one.keys()):
        if not (isinstance(one, pikepdf.Stream) and key == "/Length"):
            del one[key]


def _is_carrier(one: Any) -> bool:
    return isinstance(one, pikepdf.Dictionary) and str(one.get("/Subtype")) in _CARRIERS


def lines_of_pages(path: Path) -> Iterator[str]:
    """The lines of its pages, as they are seen."""
    try:
        document = pypdfium2.PdfDocument(path)
    except pypdfium2.PdfiumError:
        raise Refused(Why.BROKEN) from None
    try:
        for number in range(len(document)):
            page = document[number]
            text = page.get_textpage()
            yield from text.get_text_bounded().splitlines()
            text.close()
            page.close()
    except pypdfium2.PdfiumError:
        raise Refused(Why.BROKEN) from None
    finally:
        document.close()


def _said_lines(said: list[str]) -> Iterator[str]:
    """What stands in its notes, forms and links."""
    for words in said:
        yield from words.splitlines()
