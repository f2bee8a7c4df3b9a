"""Sets an official paper as a tagged PDF. The same paper gives the same bytes."""

import json
import re
import subprocess
import sys
from collections.abc import Callable
from dataclasses import fields, is_dataclass
from functools import partial
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import override, pgettext

from language.digits import ASCII_DIGITS, BENGALI_DIGITS
from language.words import tongues
from library.paper.content import Language, Paper
from library.paper.fonts import FAMILIES, FOLDER
from library.paper.signs import BREAK, breakable, drawable, texts_of

TEMPLATE, TYPESETTER = Path(__file__).with_name("paper.typ"), Path(__file__).with_name("typesetter.py")
# About a hundred pages: three seconds and 250 MB of the typesetter's own. Beyond it nobody waits for a page.
LONGEST = 300_000
SECONDS, MEMORY = 20, 2 << 30


# A piece of one language; a line is pieces, and words that are kept whole.
Run = tuple[str, str]
Line = list[Run | dict[str, list[Run]]]


class PaperTooLong(Exception):
    """More text than a page is kept waiting for."""


class PaperNotSet(RuntimeError):
    """The typesetter found something wrong: a fault of ours, never of what was typed."""


def printed(*papers: Paper, title: str = "") -> bytes:
    """Return the paper, or several of one language in one file with a title of its own, as a PDF.

    Signs that no typeface has are spelled in their place (`missing_signs`).
    """
    if sum(map(len, texts_of(papers))) > LONGEST:
        raise PaperTooLong
    language = papers[0].language
    with override(language):
        data = {
            "title": bare(title or papers[0].title),
            "language": language,
            "papers": plain(papers),
            "words": _words(language),
        }
    return pressed(data, TEMPLATE)


def pressed(data: dict[str, Any], template: Path) -> bytes:
    """Set what is given by one of our templates, in a process of its own."""
    asked = {
        "paper": {**data, "fonts": FAMILIES},
        "template": template.read_text(encoding="utf-8"),
        "typefaces": str(FOLDER),
        "seconds": SECONDS,
        "memory": MEMORY,
    }
    try:
        # Isolated: it needs nothing of ours but what it is given.
        done = subprocess.run(
            [sys.executable, "-I", str(TYPESETTER)],
            input=json.dumps(asked).encode(),
            capture_output=True,
            timeout=SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise PaperTooLong from None
    if done.returncode:
        # The last line names the fault; more could hold what was typed, and logs hold no text of records.
        raise PaperNotSet(done.stderr.decode(errors="replace").strip().rpartition("\n")[2][:200])
    return done.stdout


def _words(language: Language) -> dict[str, Any]:
    is_bangla = language == "bn"
    return {
        "memo": line(_("Memo number")),
        "date": line(_("Date")),
        "subject": line(pgettext("paper", "Subject")),
        "reference": line(pgettext("paper", "Reference")),
        "signed": line(pgettext("paper", "Signed")),
        "page": line(_("Page")),
        "digits": list(BENGALI_DIGITS if is_bangla else ASCII_DIGITS),
        "stop": "।" if is_bangla else ".",
    }


def plain(part: Any, write: Callable[[str], Any] | None = None) -> Any:
    """Return a piece of the paper as the template reads it: a line, unless its field says else."""
    write = write or line
    if isinstance(part, str):
        return write(part)
    if isinstance(part, tuple):
        return [plain(one, write) for one in part]
    if is_dataclass(part):
        return {
            field.name: plain(getattr(part, field.name), _WRITTEN.get(field.name, line))
            for field in fields(part)
        }
    return part


def bare(text: str) -> str:
    """Return a text as a file says it of itself."""
    return drawable(text).replace("\n", " ")


def line(text: str) -> Line:
    """Return a text as one line of a template."""
    return _runs(bare(text))


def _prose(text: str, *, in_column: bool = False) -> list[list[Line]]:
    paragraphs = breakable(drawable(text), in_column=in_column).split("\n\n")
    return [[_runs(line) for line in one.split("\n")] for one in paragraphs if one.strip()]


def _runs(line: str) -> Line:
    """Return the line in runs of one language each, so that a reading program knows it.

    A word with a hyphen in it is kept whole: a reader takes a hyphen at the end of a line for one that parts
    a word, and leaves it out.
    """
    found: Line = []
    for place, part in enumerate(_HYPHENED.split(line)):
        if place % 2 and len(part) <= _WHOLE_AT_MOST:
            found.append({"whole": _pieces(part)})
        else:
            found += _pieces(part)
    return found


def _pieces(text: str) -> list[Run]:
    """Blanks and dandas beside Bangla letters stand by themselves: the template says why."""
    return [
        (piece, language)
        for run, language in tongues(text)
        for piece in (_APART.split(run) if _BANGLA.search(run) else [run])
        if piece
    ]


_HYPHENED, _WHOLE_AT_MOST = re.compile(rf"((?<!\S)[^\s{BREAK}]*-[^\s{BREAK}]+(?!\S))"), 40
_BANGLA, _APART = re.compile("[\u0964-\u0965\u0980-\u09ff]"), re.compile("([ \u0964\u0965])")
# Texts that may have more than one line, and what the file says of itself; every other one is a line.
_WRITTEN: dict[str, Callable[[str], Any]] = {
    **dict.fromkeys(("office", "subject", "references", "text", "to", "addressee"), _prose),
    "rows": partial(_prose, in_column=True),
    **dict.fromkeys(("title", "language"), bare),
}
