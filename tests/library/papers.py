"""Papers for tests, and what a reading program gets out of a PDF."""

import io
import re
from collections import Counter
from dataclasses import replace
from typing import Any

import pikepdf
import pypdfium2
from docx import Document

from language.text import one_encoding
from library.paper import Annex, Copies, Dated, Fact, Head, Memo, Paper, Part, Signature, Table

UNSEEN_BREAK = "\u200b"

PLAIN = Paper(
    language="bn",
    title="৪১তম সভার কার্যবিবরণী",
    head=Head(office="উপজেলা নির্বাহী অফিসারের কার্যালয়"),
    subject="কার্যবিবরণী",
    status="খসড়া",
)
WHOLE = replace(
    PLAIN,
    head=Head(
        above="গণপ্রজাতন্ত্রী বাংলাদেশ সরকার",
        office="উপজেলা নির্বাহী অফিসারের কার্যালয়",
        below="সাতক্ষীরা সদর, সাতক্ষীরা",
    ),
    code="http://portal.example/meetings/minutes/abcdefghijklmnopqrstuv/ · 3f9a02bc77de",
    memo=Memo("০৫.৪৪.৮৭৮২.০০০.১৬.০১১.২৬-৪১২", Dated("২৩ নভেম্বর ২০২৬", "৮ অগ্রহায়ণ ১৪৩৩")),
    references=("২৫ অক্টোবর ২০২৬ তারিখের ০৫.৪৪.৮৭৮২.০০০.১৬.০১১.২৬-৩৮৭ নম্বর স্মারক।",),
    facts=(Fact("সভাপতি", "উপজেলা নির্বাহী অফিসার"), Fact("সময়", "সকাল ১১টা")),
    signature=Signature(("উপজেলা নির্বাহী অফিসার", "ও সভাপতি"), is_signed=True),
    copies=Copies("অনুলিপি প্রেরণ করা হলো:", ("জেলা প্রশাসক, সাতক্ষীরা", "অফিস কপি")),
)


def written(text: str) -> Paper:
    """A paper with one text on it."""
    return replace(PLAIN, parts=(Part(text=text),))


def minutes(rows: list[tuple[str, str, str]], attended: int = 0) -> Paper:
    """Minutes of so many items, with an attendance list."""
    table = Table(
        ("ক্রম", "আলোচনা", "সিদ্ধান্ত", "বাস্তবায়নকারী"),
        (0, 4, 4, 3),
        tuple((f"{n}।", *row) for n, row in enumerate(rows, start=1)),
    )
    came = tuple((f"{n}।", "উপজেলা সমাজসেবা কর্মকর্তা", "উপস্থিত") for n in range(1, attended + 1))
    annexes = (
        (Annex("পরিশিষ্ট-ক", (Part(table=Table(("ক্রম", "সদস্যপদ", "উপস্থিতি"), (0, 4, 2), came)),)),)
        if attended
        else ()
    )
    return replace(WHOLE, parts=(Part(table=table),), annexes=annexes)


def pages_of(pdf: bytes) -> list[str]:
    """What can be copied from each page, as a browser's reader gives it."""
    document = pypdfium2.PdfDocument(pdf)
    pages = [page.get_textpage() for page in document]
    found = [page.get_text_bounded() for page in pages]
    for page in pages:
        page.close()
    document.close()
    return found


def read(pdf: bytes) -> str:
    """The text of a PDF in one line; a reader puts blanks where lines end."""
    return flat(" ".join(pages_of(pdf)))


def words_of(document: bytes) -> str:
    """What stands in a document to paste from, in one line."""
    file = Document(io.BytesIO(document))
    found = [one.text for one in file.paragraphs]
    for table in file.tables:
        found += [cell.text for row in table.rows for cell in row.cells]
    for section in file.sections:
        found += [one.text for one in section.footer.paragraphs]
    return flat(" ".join(found))


def flat(text: str) -> str:
    """A text as it compares: one encoding, one blank between words, without places where it may break."""
    return re.sub(r"\s+", " ", one_encoding(text).replace(UNSEEN_BREAK, "")).strip()


def tags_of(pdf: bytes) -> Counter[str]:
    """How often each kind of tag stands in the file."""
    found: Counter[str] = Counter()

    def walk(node: Any) -> None:
        if isinstance(node, pikepdf.Array):
            for one in node:
                walk(one)
        elif isinstance(node, pikepdf.Dictionary):
            if "/S" in node:
                found[str(node["/S"])] += 1
            if "/K" in node:
                walk(node["/K"])

    with pikepdf.open(io.BytesIO(pdf)) as file:
        walk(file.Root["/StructTreeRoot"]["/K"])
    return found
