"""Every page of every official paper looks as it was kept, in both languages; what moves on it is seen."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from django.utils.translation import override

from commitments.models import Commitment
from commitments.official import reminder_paper
from coordination.handover.letter import handover_paper, promises_of
from library.paper import Language, Paper, press, printed
from meetings.official.notice import notice_paper
from meetings.queries import agenda_of
from partners.models import Office
from tests.cast import NOW, Cast
from tests.library.pictures import KEPT, changed_dots, faults, keep_if_asked, pages
from tests.meetings.leaving import chair_of_sharsha
from tests.meetings.official_minutes import minutes_in_bangla, notice_in_bangla
from tests.meetings.sittings import announced
from tests.meetings.test_paper_text import paper_of

pytestmark = pytest.mark.django_db
LANGUAGES: tuple[Language, ...] = ("bn", "en")
LATER = NOW + timedelta(days=40)
# In place of the address of a record, which is another one each time.
CODE = "http://portal.example/meetings/code/K4TR-9P3X/"


def minutes(cast: Cast, language: Language) -> Paper:
    return paper_of(cast, minutes_in_bangla(cast), language)


def notice(cast: Cast, language: Language) -> Paper:
    meeting = notice_in_bangla(cast)
    with override(language):
        return notice_paper(meeting, agenda_of(meeting), language)


def reminder(cast: Cast, language: Language) -> Paper:
    minutes_in_bangla(cast)
    promise = Commitment.objects.get(what="বিজ্ঞপ্তি মুদ্রণ ও স্থাপন")
    return reminder_paper(promise, LATER, language)


def handover(cast: Cast, language: Language) -> Paper:
    minutes_in_bangla(cast)
    announced(cast.uno_sharsha.user, number=42, on_date=LATER.date())
    office = Office.objects.select_related("organisation__parent").get(pk=chair_of_sharsha().pk)
    viewer = cast.uno_sharsha.viewer
    return handover_paper(viewer, office, promises_of(viewer, office), language)


PAPERS: dict[str, Callable[[Cast, Language], Paper]] = {
    "minutes": minutes, "notice": notice, "reminder": reminder, "handover": handover,
}  # fmt: skip


def printed_alike(paper: Paper) -> bytes:
    return printed(replace(paper, code=CODE))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", PAPERS)
def test_each_page_looks_as_it_was_kept(cast: Cast, kind: str, language: Language) -> None:
    name, found = f"{kind}-{language}", pages(printed_alike(PAPERS[kind](cast, language)))
    keep_if_asked(name, found)
    assert list(faults(name, found)) == []


def test_no_page_is_kept_that_nobody_compares() -> None:
    names = {path.stem.rpartition("-")[0] for path in KEPT.glob("*.png")}
    assert names == {f"{kind}-{language}" for kind in PAPERS for language in LANGUAGES}
    assert sum(path.stat().st_size for path in KEPT.glob("*.png")) < 400_000


def test_a_page_printed_again_is_the_same_to_the_dot(cast: Cast) -> None:
    paper = notice(cast, "bn")
    once, again = pages(printed_alike(paper)), pages(printed_alike(paper))
    assert [changed_dots(one, other) for one, other in zip(once, again, strict=True)] == [0] * len(once)


@pytest.mark.parametrize(
    ("was", "now"),
    [
        ("x: 20mm", "x: 20.5mm"),
        ("leading: 0.65em", "leading: 0.7em"),
        ("size: 11pt, lang", "size: 11.1pt, lang"),
        ("stroke: 0.5pt,\n  inset", "stroke: 2pt,\n  inset"),
        ("luma(240)", "luma(190)"),
        ('("abvm": 0, "blwm": 0)', '("abvm": 0, "blwm": 0, "blws": 0)'),
    ],
)
def test_what_moves_on_the_page_is_seen(
    cast: Cast, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, was: str, now: str
) -> None:
    template = press.TEMPLATE.read_text(encoding="utf-8")
    assert was in template
    changed = tmp_path / "paper.typ"
    changed.write_text(template.replace(was, now, 1), encoding="utf-8")
    monkeypatch.setattr(press, "TEMPLATE", changed)
    assert list(faults("minutes-bn", pages(printed_alike(minutes(cast, "bn"))))) != []


def test_a_digit_that_is_another_one_is_seen(cast: Cast) -> None:
    paper = minutes(cast, "bn")
    assert paper.memo is not None
    other = replace(paper, memo=replace(paper.memo, number=paper.memo.number.replace("১", "৭", 1)))
    assert list(faults("minutes-bn", pages(printed_alike(other)))) != []


def test_a_page_that_is_missing_is_seen(cast: Cast) -> None:
    paper = replace(minutes(cast, "bn"), annexes=())
    assert list(faults("minutes-bn", pages(printed_alike(paper)))) != []
