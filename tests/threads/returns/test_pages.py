"""Monthly returns on pages, in sheets and for programs; and what everybody else finds of them: nothing."""

import json
import re
from datetime import date, datetime

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from access.models import AccessLog, User
from access.small_counts.holding import Hidden
from language.words import DHAKA
from notifications.models import Notice
from partners.models import Organisation, Place
from tests.cast import NOW, Cast, browser
from tests.programs import Program, errors
from tests.threads.returns.world import POLICE, SEPTEMBER, head_of, office, ordered, owed, sent
from tests.threads.world import later
from threads.figures.publishing import publish_due
from threads.models import PublishedCell
from threads.returns import actions
from threads.returns.models import MonthlyReturn, ReturnStep

pytestmark = pytest.mark.django_db
# So many persons that no other number on a page looks like it.
MANY = 77123


def hidden(client: Client, page: str) -> dict[str, str]:
    """What a form sends that nobody types."""
    shown = client.get(page).content.decode()
    found = {name: re.search(rf'name="{name}" value="([^"]*)"', shown) for name in ("version", "once")}
    return {name: match.group(1) for name, match in found.items() if match is not None}


def test_an_office_enters_its_month_on_the_page_in_either_digits_and_once(cast: Cast) -> None:
    cell = head_of(Organisation.objects.get(code="PHQ"), "liaison")
    jashore = office("Jashore")
    sp = head_of(jashore)
    chief, client = browser(cell), browser(sp)
    order = {"kind": POLICE, "receiver": Organisation.objects.get(code="PHQ").ref, "since": "2026-10"}
    page = reverse("returns_order")
    assert "From which month?" in chief.get(page).content.decode()
    assert chief.post(page, order | {"since": "2046-10"}).status_code == 422
    assert chief.post(page, order | {"since": "\x00"}).status_code == 422
    assert chief.post(page, order).status_code == 302
    monthly = owed(jashore)
    desk = client.get(reverse("desk")).content.decode()
    assert "Send the return for October 2026" in desk and "Monthly returns to send" in desk
    month = {"kind": POLICE, "sender": jashore.ref}
    still = client.post(reverse("return_new"), month | {"month": "2026-12"})
    assert still.status_code == 422 and "December 2026 has not ended" in still.content.decode()
    assert client.post(reverse("return_new"), month | {"month": "২০২৬-১০"}).status_code == 302
    enter = reverse("return_enter", args=[monthly.ref])
    shown = client.get(enter).content.decode()
    assert shown.count("count-cell") == 12 and "oversight included" in shown and "Send the return" in shown
    typed = {"tip-cases": "৫", "tip-arrests": "1,204", "som-cases": "0"} | hidden(client, enter)
    for wrong, words in (
        ({"tip-cases": "many"}, "Enter a whole number"),
        ({"tip-cases": "-1"}, "or more"),
        ({"tip-cases": "1000001"}, "or less"),
        ({"is_nothing": "on"}, "not both"),
    ):
        answer = client.post(enter, typed | wrong)
        assert answer.status_code == 422 and words in answer.content.decode(), wrong
    empty = client.post(enter, hidden(client, enter))
    assert empty.status_code == 422 and "A blank is not 0" in empty.content.decode()
    for _time in range(3):
        assert client.post(enter, typed).status_code == 302
    monthly.refresh_from_db()
    assert monthly.figures == {"tip-cases": 5, "tip-arrests": 1204, "som-cases": 0}
    assert (monthly.version, ReturnStep.objects.count()) == (1, 1)
    # Who had the page open before sees both; the receiver accepts what it read.
    stale = client.post(enter, typed | {"tip-cases": "9", "once": ""})
    assert stale.status_code == 422 and "A colleague changed this meanwhile" in stale.content.decode()
    one = reverse("monthly_return", args=[monthly.ref])
    read = hidden(chief, one)
    sent(sp, monthly, tip_cases=6, at=later())
    chief.post(reverse("return_accept", args=[monthly.ref]), read)
    assert owed(jashore).state == "sent"
    chief.post(reverse("return_accept", args=[monthly.ref]), hidden(chief, one))
    assert owed(jashore).state == "accepted"
    page = browser(sp, "bn").get(one).content.decode()
    assert "৬" in page and "আগে ৫, এখন ৬" in page and "ফাঁকা" in page and "গৃহীত" in page


def test_what_does_not_add_up_is_asked_and_the_receiver_asks_without_words(cast: Cast) -> None:
    ordered(cast.ncc_chair.user, "departures-vigilance")
    monthly = owed(Organisation.objects.get(code="MoEWOE"), kind="departures-vigilance")
    client, desk = browser(cast.moewoe_focal.user), browser(cast.ncc_secretary.user)
    enter, ask = (reverse(name, args=[monthly.ref]) for name in ("return_enter", "return_ask"))
    typed = {"checked": "3", "stopped": "4"}
    answer = client.post(enter, typed | hidden(client, enter))
    assert answer.status_code == 422 and "Of these, stopped: 4. But Checked: 3." in answer.content.decode()
    assert client.post(enter, typed | {"sure": "on"} | hidden(client, enter)).status_code == 302
    page = desk.get(reverse("monthly_return", args=[monthly.ref])).content.decode()
    assert "Accept it" in page and "Request more information" in page and "Correct it" not in page
    assert (
        desk.post(ask, {"why": "he is called", "about": ["checked"]} | hidden(desk, ask)).status_code == 422
    )
    assert desk.post(ask, {"why": "call", "about": ["checked"]} | hidden(desk, ask)).status_code == 302
    page = client.get(reverse("monthly_return", args=[monthly.ref])).content.decode()
    assert "Please call us about it" in page and "It stands as it was sent" in page
    stands = reverse("return_stands", args=[monthly.ref])
    client.post(stands, hidden(client, reverse("monthly_return", args=[monthly.ref])))
    monthly.refresh_from_db()
    assert monthly.state == "sent"


def test_programs_go_the_same_way(cast: Cast) -> None:
    ordered(cast.ncc_chair.user, "departures-vigilance")
    mine = Organisation.objects.get(code="MoEWOE")
    program, desk = Program(cast.moewoe_focal.user), Program(cast.ncc_secretary.user)
    month = {"kind": "departures-vigilance", "sender": mine.ref, "month": "2026-12"}
    running = program.post("returns/", month)
    assert running.status_code == 422 and errors(running) == {"/month": "not_ended"}
    for no_month in ("9999-12", "1000-01", "2026-13"):
        assert errors(program.post("returns/", month | {"month": no_month})) == {"/month": "invalid"}
    found = program.post("returns/", month | {"month": "2026-10"})
    assert found.status_code == 201
    ref = json.loads(found.content)["ref"]
    read = program.get(f"returns/{ref}/")
    assert json.loads(read.content)["may"] == ["send", "ask-for-time"]
    assert program.post(f"returns/{ref}/send/", {"checked": 5}).status_code == 428
    tag = {"If_Match": read.headers["ETag"]}
    assert errors(program.post(f"returns/{ref}/send/", {"tip-cases": 5}, **tag)) == {"/tip-cases": "unknown"}
    # What a page asks about a program is asked, too.
    doubtful = {"checked": 5, "stopped": 7}
    assert errors(program.post(f"returns/{ref}/send/", doubtful, **tag)) == {"/sure": "doubt"}
    done = program.post(f"returns/{ref}/send/", {"checked": 5, "stopped": 0}, **tag)
    told = json.loads(done.content)
    assert done.status_code == 200 and told["figures"] == {"checked": 5, "stopped": 0}
    again = program.post(f"returns/{ref}/send/", {"checked": 6}, **tag)
    assert again.status_code == 412
    listed = json.loads(desk.get("returns/").content)
    assert [one["figures"] for one in listed["results"]] == [{"checked": 5, "stopped": 0}]
    for key in ("oversight", "dc_jashore", "rj_liaison"):
        other = Program(cast[key].user)
        assert json.loads(other.get("returns/").content)["results"] == []
        assert other.get(f"returns/{ref}/").status_code == 404
        assert other.post(f"returns/{ref}/accept/").status_code == 404


def test_nobody_else_finds_anything_of_a_return_anywhere(cast: Cast) -> None:
    ordered(cast.ncc_chair.user, "departures-vigilance", since=SEPTEMBER)
    mine = Organisation.objects.get(code="MoEWOE")
    monthly = owed(mine, kind="departures-vigilance")
    sent(cast.moewoe_focal.user, monthly, checked=MANY)
    sent(cast.moewoe_focal.user, monthly, checked=MANY + 1, at=later())
    pages = [
        reverse("returns"), reverse("return_sums"),
        f"{reverse('returns')}?kind=departures-vigilance&month=2026-10",
        f"{reverse('returns')}?view=to-accept", reverse("desk"), f"{reverse('search')}?q={MANY}",
        reverse("notices"), reverse("threads"), reverse("updates"),
    ]  # fmt: skip
    for key in ("oversight", "dc_jashore", "rj_liaison", "facilitator", "bnwla_liaison", "far_liaison"):
        client = browser(cast[key].user)
        for page in pages:
            shown = client.get(page).content.decode()
            assert (
                "77,124" not in shown
                and monthly.ref not in shown
                and "77123"
                not in shown.replace(f'value="{MANY}"', "").replace(f"“{MANY}”", "").replace(f"q={MANY}", "")
            ), (key, page)
        for name in ("monthly_return", "return_enter", "return_ask"):
            hid = client.get(reverse(name, args=[monthly.ref]))
            none = client.get(reverse(name, args=["n0-such-record-anywher"]))
            assert (hid.status_code, none.status_code) == (404, 404)
        assert client.get(f"{reverse('return_sums')}?kind=departures-vigilance").status_code == 200
    log = AccessLog.objects.filter(record_type="threads.monthlyreturn")
    assert not log.exists()
    assert set(Notice.objects.values_list("recipient", flat=True)) <= {
        cast.ncc_chair.user.pk, cast.ncc_secretary.user.pk,
    }  # fmt: skip


def _costs(client: Client, address: str) -> int:
    client.get(address)
    with CaptureQueriesContext(connection) as asked:
        assert client.get(address).status_code == 200
    return len(asked)


def test_pages_ask_as_much_for_seven_months_as_for_one(cast: Cast) -> None:
    user = cast.ncc_secretary.user
    ordered(cast.ncc_chair.user, "departures-vigilance")
    monthly = owed(Organisation.objects.get(code="MoEWOE"), kind="departures-vigilance")
    sent(cast.moewoe_focal.user, monthly, checked=1)
    # The receiver is told of a correction: the bell asks once more on every page.
    sent(cast.moewoe_focal.user, monthly, checked=0, at=later())
    client = browser(user)
    pages = [reverse("returns"), reverse("return_sums"), reverse("monthly_return", args=[monthly.ref])]
    one = [_costs(client, page) for page in pages]
    receiver = Organisation.objects.get(code="MoHA")
    for kind in ("borders", "prosecution", "departures-bmet"):
        actions.order_returns(
            by=cast.ncc_chair.user, receiver=receiver, kind=kind, since=date(2026, 4, 1), at=NOW
        )
    for minute in range(1, 8):
        sent(cast.moewoe_focal.user, monthly, checked=minute, at=later(minute + 1))
    assert MonthlyReturn.objects.count() > 30
    assert [_costs(client, page) for page in pages] == one


def test_others_read_a_quarter_by_district_with_no_small_count_in_it(cast: Cast) -> None:
    cell = head_of(Organisation.objects.get(code="PHQ"), "liaison")
    names = ("Jashore", "Satkhira")
    heads: dict[str, User] = {name: head_of(office(name)) for name in names}
    july, at = date(2026, 7, 1), datetime(2026, 12, 20, 9, tzinfo=DHAKA)
    assert not [one for one in publish_due(at=at) if one.name.startswith("returns.")]
    ordered(cell, since=july)
    # Offices that are asked today for months gone by have their days first: nothing empty is published.
    assert not [one for one in publish_due(at=NOW) if one.name.startswith("returns.")]
    for nth, month in enumerate((july, date(2026, 8, 1), SEPTEMBER)):
        sent(heads["Jashore"], owed(office("Jashore"), month), tip_cases=10 + nth, som_cases=1)
        if month != SEPTEMBER:
            sent(heads["Satkhira"], owed(office("Satkhira"), month), tip_cases=20, tip_arrests=30)
    # The last correction is what is published.
    sent(heads["Jashore"], owed(office("Jashore"), july), tip_cases=11, som_cases=0, at=later())
    tables = [one for one in publish_due(at=at) if one.quarter == july and one.name == f"returns.{POLICE}"]
    assert len(tables) == 1
    cells = {(one.place_id, one.column): one for one in PublishedCell.objects.filter(table=tables[0])}
    jashore, satkhira = (Place.objects.get(tier="district", name_en=name) for name in names)
    assert jashore.parent_id is not None
    country = Place.objects.get(tier="national")
    assert cells[jashore.pk, "tip-cases"].told == 34 and cells[satkhira.pk, "tip-cases"].told == 40
    # What was not sent is no nought: the sums say of how many returns they are.
    offices = MonthlyReturn.objects.filter(kind=POLICE, month=july).count()
    summed = cells[country.pk, "tip-cases"]
    assert (summed.told, summed.sent, summed.asked) == (74, 5, 3 * offices)
    # Nought and three are told alike; what was left blank nobody counted.
    assert cells[jashore.pk, "som-cases"].told is Hidden.UNDER
    assert cells[jashore.pk, "tip-arrests"].told is cells[satkhira.pk, "som-cases"].told is Hidden.MISSING
    assert cells[jashore.parent_id, "som-cases"].told is Hidden.HELD_BACK
    assert cells[satkhira.pk, "tip-arrests"].told == cells[country.pk, "tip-arrests"].told == 60
    answer = browser(cast.oversight.user).get(reverse("figures_published"), {"place": jashore.ref})
    page = answer.content.decode()
    assert "not sent" in page and "2 of 3 returns" in page and "Nobody sent this figure" in page
    # What comes later is in no table.
    sent(heads["Jashore"], owed(office("Jashore"), july), tip_cases=500, at=later(2))
    assert not [one for one in publish_due(at=at) if one.name == f"returns.{POLICE}"]
