"""Files as people send them, and as nobody should: made here, none is kept in the repository."""

import io
import zipfile
from collections.abc import Callable, Mapping
from datetime import datetime
from hashlib import sha256
from typing import Any

import docx
import openpyxl
import pikepdf
from PIL import Image

from access.models import User
from library.files.kinds import Kind
from library.files.storing import KEPT, put
from library.models import StoredFile
from tests.cast import NOW

DANGEROUS = "app.alert('here')"


def picture(form: str = "JPEG", size: tuple[int, int] = (60, 40), **said: Any) -> bytes:
    kept = io.BytesIO()
    Image.new("RGB", size, "green").save(kept, form, **said)
    return kept.getvalue()


def lying_phone_picture(form: str = "JPEG", **said: Any) -> bytes:
    """Taken with the phone upright: 60 by 40 as it is written, 40 by 60 as it is seen; with its place."""
    exif = Image.Exif()
    exif[0x0112] = 6
    exif[0x010F] = "Telephone of somebody"
    exif.get_ifd(0x8825)[2] = (23.0, 10.0, 0.0)
    return picture(form, exif=exif, **said)


def two_pictures_in_one() -> bytes:
    kept = io.BytesIO()
    first, second = Image.new("RGB", (60, 40), "green"), Image.new("RGB", (60, 40), "red")
    first.save(kept, "MPO", save_all=True, append_images=[second])
    return kept.getvalue()


def letter(*paragraphs: str, change: Callable[[Any], object] | None = None) -> bytes:
    document = docx.Document()
    for words in paragraphs:
        document.add_paragraph(words)
    if change is not None:
        change(document)
    kept = io.BytesIO()
    document.save(kept)
    return kept.getvalue()


def sheet(cells: Mapping[str, Any], change: Callable[[Any], object] | None = None) -> bytes:
    book = openpyxl.Workbook()
    for place, value in cells.items():
        book.active[place] = value
    if change is not None:
        change(book)
    kept = io.BytesIO()
    book.save(kept)
    return kept.getvalue()


def with_parts(content: bytes, parts: Mapping[str, bytes | None]) -> bytes:
    kept = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            if name not in parts:
                new.writestr(name, old.read(name))
        for name, part in parts.items():
            if part is not None:
                new.writestr(name, part)
    return kept.getvalue()


def part_of(content: bytes, name: str) -> bytes:
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        return packed.read(name)


def parts_of(content: bytes) -> list[str]:
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        return packed.namelist()


def pdf(*lines: str, change: Callable[[pikepdf.Pdf], object] | None = None, **save: Any) -> bytes:
    made = pikepdf.new()
    page = made.add_blank_page(page_size=(595, 842))
    font = pikepdf.Dictionary(
        Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica
    )
    page.obj.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=font))
    written = "".join(f"BT /F1 12 Tf 50 {800 - 20 * n} Td ({words}) Tj ET\n" for n, words in enumerate(lines))
    page.obj.Contents = made.make_stream(written.encode())
    if change is not None:
        change(made)
    kept = io.BytesIO()
    made.save(kept, **save)
    return kept.getvalue()


def acting_pdf() -> bytes:
    """One that runs a script, starts a program, and carries another file."""

    def change(made: pikepdf.Pdf) -> None:
        script = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS=pikepdf.String(DANGEROUS))
        launch = pikepdf.Dictionary(S=pikepdf.Name.Launch, F=pikepdf.String("cmd.exe"))
        made.Root.OpenAction = made.make_indirect(script)
        made.Root.Names = pikepdf.Dictionary(
            JavaScript=pikepdf.Dictionary(Names=pikepdf.Array([pikepdf.String("a"), script]))
        )
        made.Root.AcroForm = pikepdf.Dictionary(
            Fields=pikepdf.Array(
                [
                    made.make_indirect(
                        pikepdf.Dictionary(
                            FT=pikepdf.Name.Tx, T=pikepdf.String("x"), AA=pikepdf.Dictionary(K=script)
                        )
                    )
                ]
            ),
            XFA=pikepdf.String("<xdp/>"),
        )
        page = made.pages[0].obj
        page.AA = pikepdf.Dictionary(O=script)
        away = pikepdf.Dictionary(S=pikepdf.Name.URI, URI=pikepdf.String("javascript:alert(1)"))
        there = pikepdf.Dictionary(S=pikepdf.Name.URI, URI=pikepdf.String("https://example.org/a"))
        box = pikepdf.Array([0, 0, 9, 9])
        links = [
            pikepdf.Dictionary(Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Link, Rect=box, A=action)
            for action in (launch, away, there)
        ]
        carried = pikepdf.Dictionary(
            Type=pikepdf.Name.Annot,
            Subtype=pikepdf.Name.FileAttachment,
            Rect=box,
            Contents=pikepdf.String("c"),
        )
        page.Annots = pikepdf.Array([*links, carried])
        made.attachments["inside.exe"] = b"MZ carried"
        made.docinfo["/Author"] = "Somebody"

    return pdf("Minutes of the committee", change=change)


def signed_pdf() -> bytes:
    def change(made: pikepdf.Pdf) -> None:
        signature = pikepdf.Dictionary(
            Type=pikepdf.Name.Sig, ByteRange=pikepdf.Array([0, 1, 2, 3]), Contents=pikepdf.String("00ff")
        )
        made.Root.AcroForm = pikepdf.Dictionary(
            SigFlags=3,
            Fields=pikepdf.Array(
                [
                    made.make_indirect(
                        pikepdf.Dictionary(
                            FT=pikepdf.Name.Sig, T=pikepdf.String("s"), V=made.make_indirect(signature)
                        )
                    )
                ]
            ),
        )

    return pdf("Signed by the chair", change=change)


HEIC = b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic" + b"\x00" * 64
SVG = b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>"
HTML = b"<!DOCTYPE html><html><script>alert(1)</script></html>"
EICAR = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"


class _Pipe(io.BytesIO):
    """Where nothing is written twice: lengths stand behind each part, as web programs write them."""

    def tell(self) -> int:
        raise OSError

    def seekable(self) -> bool:
        return False


def letter_of(program: str, words: str) -> bytes:
    """A letter with the parts and the types that this program writes."""
    word = "application/vnd.openxmlformats-officedocument.wordprocessingml"
    core = "application/vnd.openxmlformats-package.core-properties+xml"
    extended = "application/vnd.openxmlformats-officedocument.extended-properties+xml"
    custom = "application/vnd.openxmlformats-officedocument.custom-properties+xml"
    item = "application/vnd.openxmlformats-officedocument.customXmlProperties+xml"
    theme = "application/vnd.openxmlformats-officedocument.theme+xml"
    settings = {"word/settings.xml": f"{word}.settings+xml", "word/styles.xml": f"{word}.styles+xml"}
    about = {"docProps/core.xml": core, "docProps/app.xml": extended, "docProps/custom.xml": custom}
    fonts = {"word/fontTable.xml": f"{word}.fontTable+xml", "word/theme/theme1.xml": theme}
    data = {"customXml/item1.xml": "", "customXml/itemProps1.xml": item}
    typed, defaults, main = {
        "libreoffice": (
            {**settings, **about, **fonts, "word/numbering.xml": f"{word}.numbering+xml"},
            {"xml": "application/xml", "rels": "", "png": "image/png", "jpeg": "image/jpeg"},
            'mc:Ignorable="w14 wp14"',
        ),
        "google": (
            {**settings, **fonts, **data, "docProps/custom.xml": custom, "word/fonts/Vrinda-regular.ttf": ""},
            {"xml": "application/xml", "rels": "", "ttf": "application/x-font-ttf", "jpg": "image/jpg"},
            "",
        ),
        "wps": (
            {**settings, **about, **fonts, **data},
            {"xml": "application/xml", "rels": "", "wmf": "image/x-wmf", "bin": "application/octet-stream"},
            'xmlns:wpsCustomData="http://www.wps.cn/officeDocument/2013/wpsCustomData" '
            'mc:Ignorable="w14 w15 wp14"',
        ),
    }[program]
    spaces = " ".join(
        f'xmlns:{short}="http://schemas.{where}"'
        for short, where in {
            "w": "openxmlformats.org/wordprocessingml/2006/main",
            "mc": "openxmlformats.org/markup-compatibility/2006",
            "w14": "microsoft.com/office/word/2010/wordml",
            "w15": "microsoft.com/office/word/2012/wordml",
            "wp14": "microsoft.com/office/word/2010/wordprocessingDrawing",
        }.items()
    )
    relations = "application/vnd.openxmlformats-package.relationships+xml"
    types = "".join(
        f'<Default Extension="{ending}" ContentType="{kind or relations}"/>'
        for ending, kind in defaults.items()
    ) + "".join(
        f'<Override PartName="/{name}" ContentType="{kind}"/>'
        for name, kind in {"word/document.xml": f"{word}.document.main+xml", **typed}.items()
        if kind
    )
    plain = letter("x")
    kept = {name: part_of(plain, name) for name in ("word/styles.xml", "word/settings.xml", "_rels/.rels")}
    packed = _Pipe()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as new:
        space = "http://schemas.openxmlformats.org/package/2006/"
        new.writestr("[Content_Types].xml", f'<Types xmlns="{space}content-types">{types}</Types>')
        new.writestr(
            "word/document.xml",
            f"<w:document {spaces} {main}><w:body><w:p><w:r><w:t>{words}</w:t></w:r></w:p></w:body>"
            "</w:document>",
        )
        for name in typed:
            new.writestr(name, kept.get(name) or b"<x/>")
        new.writestr("_rels/.rels", kept["_rels/.rels"])
        new.writestr("word/_rels/document.xml.rels", f'<Relationships xmlns="{space}relationships"/>')
    return packed.getvalue()


def saying_length(length: int, part: bytes = b"<a/>") -> bytes:
    """A letter that says of one of its parts that it opens to this length."""
    kept = io.BytesIO(letter("x"))
    with zipfile.ZipFile(kept, "a", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("word/notes.xml", part)
        packed.infolist()[-1].file_size = length
    return kept.getvalue()


def bomb() -> bytes:
    """Some hundred kilobytes that would open to some hundred megabytes."""
    return with_parts(letter("x"), {"word/media/image1.png": b"\x00" * 140_000_000})


def checked_file(by: User, name: str, at: datetime = NOW) -> StoredFile:
    """A file as it is once it was checked: a short one, without waiting for the process that opens it."""
    content = pdf(name)
    key = put(KEPT, io.BytesIO(content))
    return StoredFile.objects.create(
        owner=by,
        name=name,
        state=StoredFile.State.CHECKED,
        kind=Kind.PDF,
        key=key,
        size=len(content),
        sha256=sha256(content).hexdigest(),
        sent_size=len(content),
        sent_sha256=sha256(content).hexdigest(),
        at=at,
    )
