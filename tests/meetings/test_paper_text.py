"""Taken out of the PDF, the text is that of the minutes: every word of it, in its order, and no other."""

import re
from collections.abc import Iterable, Iterator
from types import SimpleNamespace
from typing import Any

import pytest
from django.utils.translation import gettext as _
from django.utils.translation import override, pgettext

from language.digits import localise
from language.words import day, named
from library.paper import Language, Memo, Paper, Part, printed
from library.paper.signs import drawable
from meetings.models import Minutes
from meetings.official.minutes import minutes_paper, written_in
from meetings.views.reading import on_paper
from partners.letterhead import numbered
from tests.cast import Cast
from tests.library.papers import flat, pages_of
from tests.meetings.official_minutes import GUEST, ITEMS, MEMO, NOTICE_MEMO, PLACE, minutes_in_bangla
from tests.meetings.sittings import DUE, body

pytestmark = pytest.mark.django_db
LANGUAGES: tuple[Language, ...] = ("bn", "en")


def paper_of(cast: Cast, minutes: Minutes, language: Language) -> Paper:
    """The paper as the secretariat gets it."""
    request: Any = SimpleNamespace(viewer=cast.uno_sharsha.viewer)
    with override(language):
        return minutes_paper(written_in(on_paper(request, minutes.meeting.ref)), language)


def without_feet(pages: Iterable[str], paper: Paper) -> str:
    """The text of the pages in one line, once the foot of each is taken off."""
    word, status, code = (flat(one) for one in (_("Page"), paper.status, paper.code))
    foot = re.compile(rf" ?{re.escape(status)} {word} [\d০-৯]+/[\d০-৯]+ {re.escape(code)}$")
    found = []
    for page in map(flat, pages):
        assert foot.search(page), page
        found.append(foot.sub("", page))
    return flat(" ".join(found))


def said_on(paper: Paper) -> Iterator[str]:
    """Everything on a paper in the order in which an office writes it: read off by hand."""
    head = paper.head
    yield from (paper.notice, head.above, head.office, head.below)
    if paper.memo is not None:
        yield from _memo(paper.memo, "")
    yield f"{pgettext('paper', 'Subject')}: {paper.subject}"
    if paper.references:
        yield f"{pgettext('paper', 'Reference')}: {' '.join(paper.references)}"
    yield from (f"{fact.label} : {fact.text}" for fact in paper.facts)
    yield from _parts(paper.parts)
    if sign := paper.signature:
        if sign.is_signed:
            yield f"{pgettext('paper', 'Signed')}/-"
        yield from (*sign.lines, sign.note)
    if copies := paper.copies:
        if paper.memo is not None and paper.memo.number:
            yield from _memo(paper.memo, localise(f"/1({len(copies.to)})"))
        yield copies.intro
        stop = "।" if paper.language == "bn" else "."
        yield from (f"{localise(str(n))}{stop} {to}" for n, to in enumerate(copies.to, start=1))
    for annex in paper.annexes:
        yield annex.heading
        yield from _parts(annex.parts)


def _memo(memo: Memo, ending: str) -> Iterator[str]:
    yield from (f"{_('Memo number')}: {memo.number}{ending}", f"{_('Date')}:")
    yield from (memo.dated.bangla, memo.dated.gregorian)


def _parts(parts: Iterable[Part]) -> Iterator[str]:
    for part in parts:
        yield from (part.heading, part.text)
        if part.table is not None:
            yield from part.table.headings
            yield from (cell for row in part.table.rows for cell in row)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_whole_text_of_the_file_is_the_text_of_the_paper(cast: Cast, language: Language) -> None:
    paper = paper_of(cast, minutes_in_bangla(cast), language)
    with override(language):
        text = without_feet(pages_of(printed(paper)), paper)
        assert text == flat(" ".join(drawable(one) for one in said_on(paper) if one))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_discussion_decision_action_point_and_attendance_of_the_record_stands_in_it(
    cast: Cast, language: Language
) -> None:
    minutes = minutes_in_bangla(cast)
    paper = paper_of(cast, minutes, language)
    with override(language):
        text = without_feet(pages_of(printed(paper)), paper)
        wanted = [localise(NOTICE_MEMO), PLACE]
        owner, due = named(body("RJ")), day(DUE)
        for place, item in enumerate(ITEMS, start=2):
            number = localise(f"41.{place}")
            letters = pgettext("letters of a list", "abcdefghijklmnopqrstuvwxyz")
            several = len(item.points) > 1
            marks = [f"({letters[n]}) " if several else "" for n in range(len(item.points))]
            done = [f"{letter}{what}" for letter, (what, _owner) in zip(marks, item.points, strict=True)]
            wanted += [
                f"{item.title}: {item.discussion}",
                " ".join([f"{number} {item.decision}", *done]),
                " ".join(f"{letter}{owner} {due}" for letter in marks),
            ]
        wanted.append(f"{_('Memo number')}: {localise(MEMO)}/{localise('1')}")
        seats = minutes.attendance.filter(seat__isnull=False).order_by("position", "pk")
        assert seats.count() == 20
        for n, line in enumerate(seats, start=1):
            came = str(line.get_status_display()) if line.status else _("not noted")
            wanted.append(f"{numbered(n)} {named(line, 'label')} {came}")
        wanted.append(f"{numbered(21)} {GUEST}")
    # Each stands behind the one before it.
    for one in wanted:
        _before, found, text = text.partition(flat(drawable(one)))
        assert found, one
