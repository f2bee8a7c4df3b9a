"""Published tables, own figures, monthly returns and sheets, sought by everybody who may not read what is in
them, on every channel: each answer is letter for letter what it was before there was anything.
"""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from access.models import AccessLog, User
from access.rules.viewer import Viewer
from coordination.calendar.feed import feed_of
from notifications.models import Delivery, Notice
from partners.models import Organisation, Place, Tier
from tests.budgets import is_deep
from tests.cast import READERS, Cast, browser
from tests.library.downloads import proven
from tests.programs import Program
from tests.threads.imports.sheets import as_csv, carried_out, entered, row
from tests.threads.returns.world import OCTOBER, head_of, office, ordered, owed, sent
from tests.threads.test_leaks import without_tokens
from tests.threads.test_protection import AFTER, reported
from tests.threads.updates import posted, union
from tests.threads.world import body
from threads.figures.publishing import publish_due
from threads.imports.models import ToolForm, UpdateImport
from threads.models import CountedUpdate, MonthlyReturn, PublishedTable
from threads.returns import actions as returns

pytestmark = [pytest.mark.django_db, pytest.mark.timeout(900)]
WORD, FORM = "zarquon", "Sessions"
NOWHERE = "n0-such-record-anywher"
MINE = ("rj_staff", "rj_liaison")
# Who reads none of it, of each sort; at leisure all of them.
SOME = ("oversight", "dc_jashore", "far_liaison")
SHEETS = ("figures", "figures_published", "returns", "update_imports", "updates")
PROGRAMS = (
    "field-figures/", "field-figures/?view=places", "field-figures/?view=organisations&type=rescue",
    "published-quarters/", "published-quarters/?table=protection&quarter=2026-07-01", "returns/",
    "returns/?view=to-accept", "field-updates/", "threads/", "changes/", "notices/",
)  # fmt: skip


def own_figures() -> str:
    """Where programs read all that an organisation sent."""
    return f"organisations/{body('RJ').ref}/own-figures/"


@pytest.fixture(autouse=True)
def asks_as_often_as_it_likes(settings: Any) -> None:
    """All that can be asked is asked in a minute."""
    settings.API_REQUESTS_WITH_TOKEN = settings.API_REQUESTS_FROM_ADDRESS = 1_000_000


def of_figures(place: Place) -> dict[str, str]:
    """Where figures and published quarters are looked at and narrowed."""
    figures, published = reverse("figures"), reverse("figures_published")
    asked = (
        "",
        "?period=12",
        "?view=places",
        "?view=organisations&period=2026-3",
        "?type=rescue&period=2026-3",
    )
    found = {f"figures {query}": f"{figures}{query}" for query in asked}
    at = f"place={place.ref}"
    found |= {f"figures {query}": f"{figures}?{query}" for query in (at, f"{at}&view=places&period=2026-3")}
    for query in ("", "table=protection", "quarter=2026-07-01", f"{at}&quarter=2026-07-01", "order=-count"):
        found[f"published {query}"] = f"{published}?{query}"
    return found


def addresses(place: Place) -> dict[str, str]:
    """Where somebody looks who knows what there may be, and where it was."""
    listed, own = reverse("returns"), reverse("figures_own", args=[body("RJ").ref])
    names = ("updates", "update_imports", "update_import_new", "return_sums", "desk", "notices", "calendar")
    found = {name: reverse(name) for name in names} | of_figures(place)
    for query in ("", "?view=to-send", "?view=to-accept", f"?month={OCTOBER}", "?state=sent"):
        found[f"returns {query}"] = f"{listed}{query}"
    found |= {f"own {query}": f"{own}{query}" for query in ("", "?view=places", "?type=rescue")}
    for word in (WORD, FORM, place.name_en):
        found |= {f"{name} {word}": f"{reverse(name)}?q={word}" for name in ("search", "search_offered")}
    found["tools"] = reverse("tools_of", args=[body("RJ").ref])
    found["place"] = reverse("place", args=[place.ref])
    return found


def looked_at(user: User, where: Mapping[str, str]) -> dict[str, str]:
    """All that the portal says to this person, by page, sheet, feed, program and letter."""
    client, program = proven(user), Program(user)
    found = {}
    for name, at in where.items():
        answer = client.get(at)
        found[name] = f"{answer.status_code} {without_tokens(answer.content.decode())}"
    for name in SHEETS:
        sheet = client.get(reverse("sheet_file", args=[name]), {"form": "csv"})
        found[f"sheet {name}"] = sheet.content.decode()
    of = {"form": "csv", "of": body("RJ").ref}
    found["sheet own"] = f"{client.get(reverse('sheet_file', args=['figures_own']), of).status_code}"
    for path in (*PROGRAMS, own_figures(), f"{own_figures()}sums/"):
        found[f"program {path}"] = without_tokens(program.get(path).content.decode())
    found["feed"] = feed_of(Viewer(user, timezone.now())).decode()
    found["told"] = repr(list(Notice.objects.filter(recipient=user).values_list("kind", "occasion")))
    found["letters"] = f"{Delivery.objects.filter(notice__recipient=user).count()}"
    return found


def written(cast: Cast) -> tuple[MonthlyReturn, UpdateImport]:
    """A return of the police, asked about and corrected; a sheet of rescues and rows that go back; and what
    one organisation did, of its own alone."""
    phq, jashore = Organisation.objects.get(code="PHQ"), office("Jashore")
    cell, head, at = head_of(phq, "liaison"), head_of(jashore), timezone.now()
    ordered(cell, since=OCTOBER)
    monthly = owed(jashore)
    sent(head, monthly, tip_cases=4)
    returns.ask_about_return(by=cell, monthly=monthly, why="call", at=at, about=["tip-cases"])
    sent(head, monthly, tip_cases=5, tip_arrests=2)
    rows = [row(1, activity="rescue", women="", men="", boys="", girls=3, remarks=WORD), row(2, remarks=WORD)]
    sheet = carried_out(entered(cast.rj_staff.user, as_csv([*rows, row(3, union="Nowhere", remarks=WORD)])))
    posted(cast.rj_staff.user, f"own:{body('RJ').ref}", women=31, text=WORD, at=at)
    assert sheet.state == "done" and [one.state for one in sheet.rows.order_by("pk")][:2] == ["done", "done"]
    return monthly, sheet


def refused_alike(user: User, monthly: MonthlyReturn, sheet: UpdateImport) -> None:
    """Whoever has the address by chance, or guesses it, is answered as for one that never was."""
    client, program, form = browser(user), Program(user), ToolForm.objects.get(identifier=FORM).ref
    names = {
        monthly.ref: ("monthly_return", "return_enter", "return_stands", "return_accept", "return_ask"),
        sheet.ref: (
            "update_import", "update_import_columns", "update_import_values", "update_import_carry_out",
            "update_import_take_back", "update_import_xlsx", "update_import_csv",
        ),
        form: ("tool_form_open", "tool_form_close", "kept_settle", "tool_form_drop"),
    }  # fmt: skip
    for ref, pages in names.items():
        for name in pages:
            for ask in (client.get, client.post):
                told = [ask(reverse(name, args=[one])) for one in (ref, NOWHERE)]
                assert told[0].status_code == told[1].status_code >= 400, (name, told[0].status_code)
                says = [without_tokens(one.content.decode()).replace(ref, NOWHERE) for one in told]
                assert says[0] == says[1], name
    for path in ("", "send/", "stands/", "accept/", "ask/"):
        ask_it: Any = program.post if path else program.get
        known, unknown = (ask_it(f"returns/{one}/{path}") for one in (monthly.ref, NOWHERE))
        assert known.status_code == unknown.status_code >= 400, path
        assert known.content.decode().replace(monthly.ref, NOWHERE) == unknown.content.decode()


def test_returns_sheets_and_own_figures_are_for_everybody_else_as_if_there_were_nothing(cast: Cast) -> None:
    where = addresses(union())
    others = [key for key in READERS if key not in MINE] if is_deep() else SOME
    before = {key: looked_at(cast[key].user, where) for key in others}
    monthly, sheet = written(cast)
    for key in others:
        after = looked_at(cast[key].user, where)
        assert {name for name in after if before[key][name] != after[name]} == set(), key
        for path in (own_figures(), f"{own_figures()}sums/"):
            assert Program(cast[key].user).get(path).status_code == 403, path
        if key != "oversight" or is_deep():
            refused_alike(cast[key].user, monthly, sheet)
    kinds = ("monthlyreturn", "updateimport", "importended")
    for kind in kinds:
        assert not AccessLog.objects.filter(record_type__contains=kind).exists(), kind
    # Whoever may read it finds it where the others looked: else the walk would see nothing.
    mine = looked_at(cast.rj_staff.user, where)
    for name in ("update_imports", "own ?type=rescue", "updates", f"search {WORD}"):
        assert before["far_liaison"][name] != mine[name], name
    assert '"women":51' in mine[f"program {own_figures()}sums/"].replace(" ", "")
    assert '"type":"rescue"' in mine[f"program {own_figures()}sums/"].replace(" ", "")
    assert "threads.import-ended" in mine["told"] and mine["letters"] == "0"
    assert looked_at(cast.rj_liaison.user, where)["told"] == "[]", "a colleague is not told of it"


def test_a_published_quarter_says_the_same_of_none_of_one_and_of_ten(cast: Cast) -> None:
    """Nobody, one girl, ten, and an update in which nobody was counted: each page, sheet and answer of a
    program is the same, and neither is a later one or a moved one seen in any."""
    jashore = Place.objects.get(tier=Tier.DISTRICT, name_en="Jashore")
    where, reader = of_figures(jashore), cast.far_liaison.user

    def told(*girls: int | None) -> dict[str, str]:
        with transaction.atomic():
            for count in girls:
                one = reported(cast, "rj_liaison", "RJ", "Jashore", count or 0)
                if count is None:
                    one.girls = None
                    one.save()
            publish_due(at=AFTER)
            assert CountedUpdate.objects.count() == len(girls)
            late = posted(cast.bnwla_liaison.user, of="rescue", girls=400, at=AFTER - timedelta(days=100))
            assert publish_due(at=AFTER) == []
            page = browser(cast.bnwla_liaison.user).get(reverse("thread", args=[late.ref]))
            assert b"this stands in no published table" in page.content
            found = looked_at(reader, where)
            transaction.set_rollback(True)
        return {name: text for name, text in found.items() if name not in ("told", "letters", "feed")}

    none = told()
    assert "under 11" in none["figures "] and not PublishedTable.objects.exists()
    for girls in ((1,), (10,), (3, 4), (None,)):
        assert told(*girls) == none, girls
    assert told(400) != none, "what is not small is told, else the walk would see nothing"
