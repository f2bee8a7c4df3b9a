"""An official paper as a document to paste from: the same words, for the letter that an office writes itself.

Bangla is a complex script to a word processor: its letters take a typeface, a size and a language of their
own, and whoever reads the document aloud is told which language a piece is in.
"""

import io
from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import override, pgettext
from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from language.digits import localise
from language.text import printable
from language.words import tongues
from library.paper.content import Annex, Copies, Memo, Paper, Part, Signature, Table

# What the offices of the government write in; a word processor without it takes its own.
BANGLA, LATIN = "Nikosh", "Times New Roman"
_SIZE, _SMALL, _LARGE = 11, 8.5, 13.5
_WIDTH = 170
_NUMBERS = 12
_CENTRE, _RIGHT = WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.RIGHT


def pasted(*papers: Paper, title: str = "") -> bytes:
    """Return the paper, or several in one document, as DOCX. The same paper gives the same words."""
    with override(papers[0].language):
        document = Document()
        document.core_properties.title = printable(title or papers[0].title)
        document.core_properties.author = ""
        document.core_properties.language = papers[0].language
        for place, paper in enumerate(papers):
            _Sheet(document, paper, is_first=place == 0).write()
        whole = io.BytesIO()
        document.save(whole)
    return whole.getvalue()


class _Sheet:
    """One paper in the document, in a section with a foot of its own."""

    def __init__(self, document: Any, paper: Paper, *, is_first: bool) -> None:
        self.document, self.paper = document, paper
        self.section = document.sections[0] if is_first else document.add_section()
        self.section.page_width, self.section.page_height = Mm(210), Mm(297)
        self.section.left_margin = self.section.right_margin = self.section.top_margin = Mm(20)
        self.section.bottom_margin = Mm(25)
        self.section.footer.is_linked_to_previous = False

    def write(self) -> None:
        """Write it in the order of an office."""
        paper = self.paper
        self._foot()
        if paper.notice:
            self._line(paper.notice, align=_CENTRE)
        self._line(paper.head.above, align=_CENTRE)
        self._line(paper.head.office, align=_CENTRE, size=_LARGE, style="Heading 1")
        self._line(paper.head.below, align=_CENTRE)
        if paper.memo is not None:
            self._memo(paper.memo)
        self._line(paper.label)
        self._line(f"{pgettext('paper', 'Subject')}: {paper.subject}")
        for place, one in enumerate(paper.references):
            self._line(f"{pgettext('paper', 'Reference')}: {one}" if place == 0 else one)
        for fact in paper.facts:
            self._line(f"{fact.label}: {fact.text}")
        self._parts(paper.parts)
        if paper.signature is not None:
            self._signature(paper.signature)
        self._line(paper.addressee)
        if paper.copies is not None:
            self._copies(paper.copies)
        for annex in paper.annexes:
            self._annex(annex)

    def _foot(self) -> None:
        foot = self.section.footer.paragraphs[0]
        _write(foot, self.paper.status, size=_SMALL)
        if self.paper.code:
            _write(self.section.footer.add_paragraph(), self.paper.code, size=_SMALL)

    def _memo(self, memo: Memo, ending: str = "") -> None:
        number = f"{memo.number}{ending}" if memo.number else "…………………………………………"
        self._line(f"{_('Memo number')}: {number}")
        days = " / ".join(day for day in (memo.dated.bangla, memo.dated.gregorian) if day)
        self._line(f"{_('Date')}: {days or '…………………………'}", align=_RIGHT)

    def _parts(self, parts: Sequence[Part]) -> None:
        for part in parts:
            self._line(part.heading, style="Heading 2")
            self._line(part.text)
            if part.table is not None:
                self._table(part.table)

    def _table(self, one: Table) -> None:
        table = self.document.add_table(rows=1, cols=len(one.headings), style="Table Grid")
        table.autofit = False
        head = table.rows[0]
        # Repeated on each page, and told to reading programs as the head.
        head._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
        for row in (one.headings, *one.rows):
            cells = head.cells if row is one.headings else table.add_row().cells
            for cell, text, width in zip(cells, row, _widths(one), strict=True):
                cell.width = Mm(width)
                for place, paragraph in enumerate(_paragraphs(text)):
                    _write(cell.paragraphs[0] if place == 0 else cell.add_paragraph(), paragraph)
        self.document.add_paragraph()

    def _signature(self, sign: Signature) -> None:
        if sign.is_signed:
            self._line(f"{pgettext('paper', 'Signed')}/-", align=_RIGHT)
        else:
            self.document.add_paragraph()
            self.document.add_paragraph()
        self._line("\n".join(line for line in sign.lines if line), align=_RIGHT)
        self._line(sign.note, align=_RIGHT, size=_SMALL)

    def _copies(self, copies: Copies) -> None:
        if self.paper.memo is not None and self.paper.memo.number:
            self._memo(self.paper.memo, localise(f"/1({len(copies.to)})"))
        stop = "।" if self.paper.language == "bn" else "."
        to = [f"{localise(str(place))}{stop} {one}" for place, one in enumerate(copies.to, start=1)]
        self._line("\n".join([copies.intro, *to]))

    def _annex(self, annex: Annex) -> None:
        self.document.add_page_break()
        self._line(annex.heading, align=_CENTRE, style="Heading 2")
        self._parts(annex.parts)

    def _line(self, text: str, *, align: Any = None, size: float = _SIZE, style: str = "Normal") -> None:
        for paragraph in _paragraphs(text) if text else ():
            written = self.document.add_paragraph(style=style)
            written.alignment = align
            _write(written, paragraph, size=size)


def _widths(one: Table) -> list[float]:
    """How wide each column is in millimetres; the first one holds the numbers."""
    rest = one.widths[1:]
    return [_NUMBERS, *((_WIDTH - _NUMBERS) * share / sum(rest) for share in rest)]


def _paragraphs(text: str) -> list[str]:
    return printable(text).split("\n\n")


def _write(paragraph: Any, text: str, *, size: float = _SIZE) -> None:
    for place, line in enumerate(printable(text).split("\n")):
        if place:
            paragraph.add_run().add_break()
        for piece, _language in tongues(line):
            if piece:
                _say(paragraph.add_run(piece), size)


def _say(run: Any, size: float) -> None:
    """Give a run both typefaces, its size in both, and the language it is in."""
    run.font.size, run.font.name = Pt(size), LATIN
    properties = run._r.get_or_add_rPr()
    fonts = properties.rFonts
    fonts.set(qn("w:hAnsi"), LATIN)
    fonts.set(qn("w:cs"), BANGLA)
    wide = OxmlElement("w:szCs")
    wide.set(qn("w:val"), str(round(size * 2)))
    properties.append(wide)
    if _is_bangla(run.text):
        properties.append(OxmlElement("w:cs"))
    said = OxmlElement("w:lang")
    said.set(qn("w:val"), "en-GB")
    said.set(qn("w:bidi"), "bn-BD")
    properties.append(said)


def _is_bangla(text: str) -> bool:
    return any("\u0980" <= sign <= "\u09ff" for sign in text)
