"""Monthly returns: owed once they are asked for, exact for two offices alone, counted last and once."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import partial

import pytest
from django.core import mail
from django.db import IntegrityError, transaction
from django.http import Http404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from access.models import AccessLog, User
from access.rules.engine import RefusedError
from access.rules.viewer import Viewer
from access.toolkit.errors import Mendable
from access.toolkit.versions import Stale, as_read, version_of
from language.digits import localise
from language.words import DHAKA, local_day, named
from notifications.actions import scan
from notifications.models import Notice
from notifications.working_days import add_working_days
from partners.models import Organisation
from tests.agreement import agree
from tests.cast import NOW, READERS, Cast, browser
from tests.threads.returns.world import (
    OCTOBER,
    POLICE,
    SEPTEMBER,
    head_of,
    office,
    ordered,
    owed,
    sent,
)
from tests.threads.world import later
from threads.returns import actions
from threads.returns.forms import return_as_shown
from threads.returns.kinds import all_kinds
from threads.returns.models import MonthlyReturn, ReturnOrder, ReturnStep
from threads.returns.queries import RETURNS, TO_ACCEPT, TO_SEND
from threads.returns.queries.sums import Sums

pytestmark = pytest.mark.django_db


@dataclass
class Police:
    """Police Headquarters and the offices of two districts."""

    cell: User
    jashore: User
    satkhira: User
    of_jashore: MonthlyReturn
    of_satkhira: MonthlyReturn


@pytest.fixture
def police(cast: Cast) -> Police:
    """The cell asks the districts for their returns from September on."""
    cell = head_of(Organisation.objects.get(code="PHQ"), "liaison")
    jashore, satkhira = office("Jashore"), office("Satkhira")
    heads = head_of(jashore), head_of(satkhira)
    ordered(cell, since=SEPTEMBER)
    return Police(cell, *heads, owed(jashore), owed(satkhira))


def sums(user: User, at: datetime = NOW) -> Sums:
    return Sums(Viewer(user, at), all_kinds()[POLICE])


def of_month(user: User, month: date, code: str, at: datetime = NOW) -> tuple[int | None, int, int]:
    """A sum of one month, how many sent it, and how many are missing."""
    found = dict(sums(user, at).by_month)[month]
    assert found is not None
    return found.figures.get(code), found.sent, found.missing


def refused(code: str, action: object, *args: object, **typed: object) -> None:
    with pytest.raises(Mendable) as refusal, transaction.atomic():
        action(*args, **typed)  # type: ignore[operator]
    assert refusal.value.code == code


def test_nothing_is_owed_before_it_is_asked_for_and_then_each_month_once_after_it_has_ended(
    cast: Cast,
) -> None:
    phq = Organisation.objects.get(code="PHQ")
    cell, jashore = head_of(phq, "liaison"), office("Jashore")
    sp = head_of(jashore)
    assert actions.open_months(at=NOW) == 0
    refused("not_owed", actions.find_month, by=sp, sender=jashore, kind=POLICE, month=OCTOBER, at=NOW)
    for by in (sp, cast.oversight.user, cast.ncc_chair.user):
        with pytest.raises(RefusedError):
            actions.order_returns(by=by, receiver=phq, kind=POLICE, since=OCTOBER, at=NOW)
    order = {"by": cell, "receiver": phq, "at": NOW}
    refused("kind", actions.order_returns, kind="borders", since=OCTOBER, **order)
    refused("since", actions.order_returns, kind=POLICE, since=date(2020, 1, 1), **order)
    refused("since", actions.order_returns, kind=POLICE, since=date(2027, 5, 1), **order)
    ordered(cell, since=SEPTEMBER)
    refused("ordered", actions.order_returns, kind=POLICE, since=OCTOBER, **order)
    districts = Organisation.objects.filter(code__endswith=":superintendent-of-police").count()
    assert districts == 2 and MonthlyReturn.objects.count() == 2 * districts
    one = owed(jashore)
    # Ten working days after the last of October, Fridays and Saturdays are none.
    assert (one.state, one.due_on, one.version) == ("owed", date(2026, 11, 12), 0)
    # The month that runs is refused, to the last hour of its last day in Dhaka.
    november, eve = date(2026, 11, 1), datetime(2026, 11, 30, 23, 59, tzinfo=DHAKA)
    for at in (NOW, eve):
        refused("not_ended", actions.find_month, by=sp, sender=jashore, kind=POLICE, month=november, at=at)
        assert actions.open_months(at=at) == 0
    made = actions.find_month(
        by=sp, sender=jashore, kind=POLICE, month=november, at=eve + timedelta(minutes=1)
    )
    assert made.month == november and actions.open_months(at=eve + timedelta(minutes=2)) == 0
    refused("not_ended", actions.send_return, by=sp, monthly=made, figures={"tip-cases": 1}, at=eve)
    with pytest.raises(IntegrityError), transaction.atomic():
        MonthlyReturn.objects.create(
            **{name: getattr(one, name) for name in ("kind", "month", "at", "due_on")},
            **{name: getattr(one, name) for name in ("sender", "keeper", "receiver", "desk_party")},
        )
    # After an outage every month is there, once.
    assert actions.open_months(at=datetime(2027, 3, 2, tzinfo=DHAKA)) == 3 * districts
    assert actions.open_months(at=datetime(2027, 3, 2, tzinfo=DHAKA)) == 0
    assert ReturnOrder.objects.get().opened_until == date(2027, 2, 1)


def test_who_reads_and_who_moves_a_return_is_these_and_nobody_else(cast: Cast, police: Police) -> None:
    ordered(cast.ncc_chair.user, "departures-vigilance")
    mine = Organisation.objects.get(code="MoEWOE")
    vigilance = owed(mine, kind="departures-vigilance")
    staff = head_of(office("Jashore"), "staff")
    people = {cast[key].user.pk: key for key in (*READERS, "administrator")} | {
        police.cell.pk: "cell", police.jashore.pk: "sp", police.satkhira.pk: "other_sp", staff.pk: "staff",
    }  # fmt: skip
    users = list(User.objects.filter(pk__in=people))
    asked = ("view", "send", "stand_by", "accept", "ask")

    def who(record: MonthlyReturn) -> dict[str, set[str]]:
        return {
            action: {people[person] for _record, person in pairs}
            for action, pairs in agree([record], asked, users, NOW).items()
        }

    assert who(police.of_jashore) == {
        "view": {"sp", "staff", "cell"}, "send": {"sp"}, "stand_by": {"sp"}, "accept": {"cell"},
        "ask": {"cell"},
    }  # fmt: skip
    moha = {"ncc_secretary", "ncc_chair"}
    assert who(vigilance) == {
        "view": moha | {"moewoe_focal"}, "send": {"moewoe_focal"}, "stand_by": {"moewoe_focal"},
        "accept": moha, "ask": moha,
    }  # fmt: skip
    for user in (cast.oversight.user, cast.dc_jashore.user, police.satkhira):
        for do in (
            lambda by: sent(by, police.of_jashore, tip_cases=1),
            lambda by: actions.accept_return(by=by, monthly=police.of_jashore, at=NOW),
        ):
            with pytest.raises(Http404):
                do(user)  # type: ignore[no-untyped-call]
    assert not AccessLog.objects.filter(record_type="threads.monthlyreturn").exists()


def test_blank_is_no_0_nothing_to_report_is_a_choice_and_what_is_missing_is_no_0_either(
    cast: Cast, police: Police
) -> None:
    by, monthly = police.jashore, police.of_jashore
    say = {"by": by, "monthly": monthly, "at": NOW}
    refused("empty", actions.send_return, figures={}, **say)
    refused("empty", actions.send_return, figures={"tip-cases": None}, **say)
    refused("both", actions.send_return, figures={"tip-cases": 0}, is_nothing=True, **say)
    refused("unknown", actions.send_return, figures={"checked": 1}, **say)
    refused("max_value", actions.send_return, figures={"tip-cases": -1}, **say)
    refused("max_value", actions.send_return, figures={"tip-cases": 1_000_001}, **say)
    assert of_month(police.cell, OCTOBER, "tip-cases") == (None, 0, 2)
    sent(by, monthly, tip_cases=0)
    assert of_month(police.cell, OCTOBER, "tip-cases") == (0, 1, 1)
    assert of_month(police.cell, OCTOBER, "som-cases") == (None, 1, 1)
    sent(police.satkhira, police.of_satkhira, is_nothing=True)
    assert of_month(police.cell, OCTOBER, "som-cases") == (0, 2, 0)
    found = dict(sums(police.cell).by_month)[OCTOBER]
    assert found is not None and (found.nothing, found.blank["som-cases"]) == (1, 1)
    # TIP and SOM stay apart, and a month nobody was asked for stands with nothing.
    assert dict(sums(police.cell).by_month)[date(2026, 8, 1)] is None
    # From figures to nothing and back is a correction like any other.
    sent(police.satkhira, police.of_satkhira, tip_cases=3, som_cases=1, at=later())
    assert of_month(police.cell, OCTOBER, "tip-cases")[0] == 3
    refused("same", actions.send_return, by=police.satkhira, monthly=police.of_satkhira, at=NOW,
            figures={"tip-cases": 3, "som-cases": 1})  # fmt: skip


def test_after_two_corrections_every_tier_counts_the_last_once_and_a_late_one_in_its_own_month(
    cast: Cast, police: Police
) -> None:
    by, monthly = police.jashore, police.of_jashore
    for minute, cases in enumerate((5, 7, 6)):
        sent(by, monthly, tip_cases=cases, tip_arrests=2, at=later(minute))
    # Long after its day, September is still September.
    after = datetime(2027, 2, 3, 12, tzinfo=DHAKA)
    sent(police.satkhira, owed(office("Satkhira"), SEPTEMBER), tip_cases=4, at=after)
    assert of_month(police.cell, OCTOBER, "tip-cases") == (6, 1, 1)
    assert of_month(police.cell, SEPTEMBER, "tip-cases", after) == (4, 1, 1)
    tiers = [
        (row.depth, row.label, row.figures.get("tip-cases")) for row, _cells in sums(police.cell).place_rows
    ]
    assert [(depth, figure) for depth, _label, figure in tiers] == [(0, 10), (1, 10), (2, 6), (2, 4)]
    assert [label for _depth, label, _figure in tiers[2:]] == [
        named(office(one)) for one in ("Jashore", "Satkhira")
    ]
    # A sender sums its own; whoever is neither has nothing to sum.
    assert of_month(by, OCTOBER, "tip-cases") == (6, 1, 0)
    assert not sums(cast.oversight.user).returns and not sums(cast.dc_jashore.user).returns
    said = ReturnStep.objects.filter(monthly=monthly).values_list("version", "kind", "figures__tip-cases")
    assert list(said) == [(1, "sent", 5), (2, "corrected", 7), (3, "corrected", 6)]


def test_the_receiver_accepts_or_asks_and_a_correction_is_told_and_accepted_anew(
    cast: Cast, police: Police
) -> None:
    by, cell, monthly = police.jashore, police.cell, police.of_jashore
    refused("state", actions.accept_return, by=cell, monthly=monthly, at=NOW)
    sent(by, monthly, tip_cases=5)
    assert RETURNS.count(Viewer(cell, NOW), TO_ACCEPT) == 1 and RETURNS.count(Viewer(by, NOW), TO_SEND) == 1
    actions.ask_about_return(by=cell, monthly=monthly, why="tip-or-som", about=["tip-cases"], at=later())
    refused("state", actions.accept_return, by=cell, monthly=monthly, at=later())
    actions.stand_by_return(by=by, monthly=monthly, at=later(2))
    refused("state", actions.stand_by_return, by=by, monthly=monthly, at=later(2))
    refused("unknown", actions.ask_about_return, by=cell, monthly=monthly, why="call", about=["x"], at=NOW)
    refused("required", actions.ask_about_return, by=cell, monthly=monthly, why="since I say so", at=NOW)
    actions.accept_return(by=cell, monthly=monthly, at=later(3))
    refused("state", actions.accept_return, by=cell, monthly=monthly, at=later(3))
    sent(by, monthly, tip_cases=4, at=later(4))
    assert owed(office("Jashore")).state == "sent"
    actions.accept_return(by=cell, monthly=monthly, at=later(5))
    told = {(one.kind, one.recipient_id) for one in Notice.objects.all()}
    assert told == {
        ("threads.return-asked", by.pk), ("threads.return-stands", cell.pk),
        ("threads.return-corrected", cell.pk),
    }  # fmt: skip
    kinds = list(ReturnStep.objects.filter(monthly=monthly).values_list("kind", flat=True))
    assert kinds == ["sent", "asked", "stands", "accepted", "corrected", "accepted"]


def test_of_two_officers_at_once_the_second_sees_what_the_first_said(cast: Cast, police: Police) -> None:
    deputy = head_of(office("Jashore"), "liaison")
    monthly = police.of_jashore
    version = version_of(monthly, return_as_shown(monthly))
    sent(deputy, monthly, tip_cases=5)
    # The head who let a liaison officer come is relieved of speaking, and reads on.
    with pytest.raises(RefusedError):
        sent(police.jashore, monthly, tip_cases=6)
    with pytest.raises(Stale) as stale, transaction.atomic(), as_read(monthly, return_as_shown, version):
        sent(deputy, monthly, tip_cases=6, at=later())
    assert stale.value.stands["tip-cases"] == 5
    # Nor does the receiver accept what it did not read.
    version = version_of(owed(office("Jashore")), return_as_shown(owed(office("Jashore"))))
    sent(deputy, monthly, tip_cases=7, at=later(2))
    with pytest.raises(Stale), transaction.atomic(), as_read(monthly, return_as_shown, version):
        actions.accept_return(by=police.cell, monthly=monthly, at=later(3))
    assert owed(office("Jashore")).version == 2


def test_the_successor_of_a_merged_office_answers_for_its_months_and_no_sum_changes(
    cast: Cast, police: Police
) -> None:
    sent(police.jashore, police.of_jashore, tip_cases=5)
    jashore, satkhira = office("Jashore"), office("Satkhira")
    before = sums(police.cell).place_rows
    Organisation.objects.filter(pk=jashore.pk).update(
        until=date(2026, 11, 10), has_left=True, successor=satkhira
    )
    assert actions.pass_to_successors(at=NOW) == 2 and actions.pass_to_successors(at=NOW) == 0
    held = owed(jashore)
    assert (held.sender, held.keeper) == (jashore, satkhira)
    pairs = agree([held], ("view", "send"), [police.jashore, police.satkhira, police.cell], NOW)
    assert {person for _one, person in pairs["send"]} == {police.satkhira.pk}
    assert {person for _one, person in pairs["view"]} == {police.satkhira.pk, police.cell.pk}
    after = sums(police.cell).place_rows
    assert [cells for _row, cells in before] == [cells for _row, cells in after]
    sent(police.satkhira, held, tip_cases=6, at=later())
    assert of_month(police.cell, OCTOBER, "tip-cases") == (6, 1, 1)
    # November is owed once by the body that is there; under a new name what was written stays.
    assert actions.open_months(at=datetime(2026, 12, 1, 9, tzinfo=DHAKA)) == 1
    Organisation.objects.filter(pk=satkhira.pk).update(name_en="Police of two districts")
    said = list(ReturnStep.objects.filter(monthly=held).order_by("pk").values_list("kind", "body_en"))
    assert said == [
        ("sent", jashore.name_en), ("passed", satkhira.name_en), ("corrected", satkhira.name_en),
    ]  # fmt: skip
    # A receiver that is merged passes its desk on.
    phq, cid = (Organisation.objects.get(code=code) for code in ("PHQ", "CID"))
    Organisation.objects.filter(pk=phq.pk).update(has_left=True, successor=cid)
    actions.pass_to_successors(at=later(5))
    held.refresh_from_db()
    assert (held.receiver, held.desk_party, ReturnOrder.objects.get().receiver) == (
        cid,
        cid.liaison_party,
        cid,
    )


def test_a_late_office_is_reminded_in_working_days_and_no_mail_holds_a_figure(
    cast: Cast, police: Police
) -> None:
    sent(police.satkhira, police.of_satkhira, tip_cases=77123)
    day = police.of_jashore.due_on

    def told(on: date) -> list[str]:
        scan(at=datetime(on.year, on.month, on.day, 9, 5, tzinfo=DHAKA))
        found = Notice.objects.filter(
            kind="threads.return-due", recipient=police.jashore, record_id=police.of_jashore.pk
        )
        return [one.occasion.rpartition(":")[2] for one in found.order_by("pk")]

    assert told(day - timedelta(days=1)) == ["before-2"]
    assert told(day) == ["before-2", "on"]
    # Friday and Saturday are no working days: late on Sunday.
    assert told(day + timedelta(days=2)) == ["before-2", "on"]
    assert told(day + timedelta(days=3)) == ["before-2", "on", "late-1"]
    assert not Notice.objects.filter(record_id=police.of_satkhira.pk, kind="threads.return-due").exists()
    sent(police.jashore, police.of_jashore, tip_cases=77123, at=later())
    assert told(day + timedelta(days=20))[-1] == "late-1"
    assert not any("77123" in str(one.body) for one in mail.outbox)
    assert not any("77123" in f"{one.occasion}" for one in Notice.objects.all())


def test_more_time_is_asked_for_and_given_until_the_day_that_was_read(cast: Cast, police: Police) -> None:
    by, cell, monthly = police.jashore, police.cell, police.of_jashore
    first, ask = monthly.due_on, partial(actions.ask_for_time, by=by, monthly=monthly)
    longer, longest = add_working_days(first, 3), add_working_days(first, 10)
    early = datetime(first.year, first.month, first.day, 9, tzinfo=DHAKA) - timedelta(days=3)
    refused("early", ask, due_on=first, at=early)
    refused("late", ask, due_on=longest + timedelta(days=7), at=early)
    for nobody in (police.satkhira, cell, cast.oversight.user):
        with pytest.raises((RefusedError, Http404)), transaction.atomic():
            actions.ask_for_time(by=nobody, monthly=monthly, due_on=longer, at=early)
    ask(due_on=longer, at=early)
    refused("asked", ask, due_on=longest, at=early + timedelta(minutes=1))
    held = owed(office("Jashore"))
    assert (held.due_on, held.wished_until, held.live) == (first, longer, True), "due as before"
    give = partial(actions.give_time, by=cell, monthly=monthly)
    refused("other", give, due_on=longest, at=early + timedelta(minutes=1))
    with pytest.raises(RefusedError), transaction.atomic():
        actions.give_time(by=by, monthly=monthly, due_on=longer, at=early + timedelta(minutes=1))
    give(due_on=longer, at=early + timedelta(minutes=2))
    refused("decided", give, due_on=longer, at=early + timedelta(minutes=3))
    held.refresh_from_db()
    assert (held.due_on, held.first_due_on, held.wished_until) == (longer, first, None)
    # Once more, and this time not; and never later than its first day allows.
    refused("late", ask, due_on=longest + timedelta(days=7), at=early + timedelta(minutes=4))
    ask(due_on=longest, at=early + timedelta(minutes=4))
    actions.refuse_time(by=cell, monthly=monthly, due_on=longest, at=early + timedelta(minutes=5))
    held.refresh_from_db()
    assert (held.due_on, held.wished_until) == (longer, None)

    def reminded(on: date) -> list[str]:
        scan(at=datetime(on.year, on.month, on.day, 9, 5, tzinfo=DHAKA))
        found = Notice.objects.filter(kind="threads.return-due", recipient=by, record_id=held.pk)
        return [one.occasion.rpartition(":")[2] for one in found.order_by("pk")]

    assert "late-1" not in reminded(add_working_days(first, 1))
    assert "late-1" in reminded(add_working_days(longer, 1))
    # What is sent ends the asking; nothing more is asked of what was sent.
    ask(due_on=longest, at=early + timedelta(minutes=6))
    sent(by, monthly, tip_cases=5, at=early + timedelta(minutes=7))
    held.refresh_from_db()
    assert held.wished_until is None and held.state == "sent"
    refused("state", ask, due_on=longest, at=early + timedelta(minutes=8))
    kinds = list(ReturnStep.objects.filter(monthly=held).values_list("kind", flat=True))
    assert kinds == ["more-time", "given", "more-time", "refused", "more-time", "sent"]
    told = {(one.kind, one.recipient_id) for one in Notice.objects.exclude(kind="threads.return-due")}
    assert told == {("threads.return-time-asked", cell.pk), ("threads.return-time-decided", by.pk)}
    assert not AccessLog.objects.filter(record_type="threads.monthlyreturn").exists()


def test_the_pages_ask_for_more_time_and_give_it_in_bangla(cast: Cast, police: Police) -> None:
    monthly, tomorrow = police.of_jashore, local_day(timezone.now()) + timedelta(days=1)
    MonthlyReturn.objects.update(due_on=tomorrow)
    longer = add_working_days(tomorrow, 2)
    sender, cell = browser(police.jashore, "bn"), browser(police.cell, "bn")
    page = reverse("monthly_return", args=[monthly.ref])
    asking = reverse("return_time_ask", args=[monthly.ref])
    assert asking in sender.get(page).content.decode() and asking not in cell.get(page).content.decode()
    assert sender.post(asking, {"due_on": "soon"}).status_code == 422
    with override("bn"):
        typed = localise(f"{longer:%d/%m/%Y}")
    assert sender.post(asking, {"due_on": typed}).status_code == 302
    giving = reverse("return_time_give", args=[monthly.ref])
    assert giving in cell.get(page).content.decode() and giving not in sender.get(page).content.decode()
    for wrong in ("", "2026-13-01", f"{longer + timedelta(days=1)}"):
        cell.post(giving, {"due_on": wrong})
        assert owed(office("Jashore")).first_due_on is None, wrong
    cell.post(giving, {"due_on": f"{longer}"})
    assert owed(office("Jashore")).due_on == longer
    assert "প্রথমে ছিল" in sender.get(page).content.decode()
