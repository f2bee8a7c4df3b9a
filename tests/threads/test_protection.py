"""The published tables of protected types: closed quarters, once, and nobody's small count."""

from datetime import date, datetime, timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from django.utils.translation import gettext_lazy as _

from access.models import PartyMember
from access.small_counts.holding import Hidden, Told
from language.words import DHAKA
from partners.models import Organisation, Place, Tier
from tests.cast import Cast
from tests.threads.world import body, own, started
from threads.figures.protection import PROTECTION
from threads.figures.publishing import due_quarters, publish_due
from threads.figures.quarterly import QUARTERLY, Quarterly
from threads.models import FieldUpdate, PublishedCell, PublishedTable

pytestmark = pytest.mark.django_db

# The third quarter ends on a Wednesday; ten working days later it is the middle of October.
SPRING, SUMMER = date(2026, 4, 1), date(2026, 7, 1)
AFTER = datetime(2026, 11, 22, 9, 0, tzinfo=DHAKA)


def districts() -> list[str]:
    """Two districts of the country as it stands in tests."""
    return list(
        Place.objects.filter(tier=Tier.DISTRICT).order_by("path").values_list("name_en", flat=True)[:2]
    )


def reported(
    cast: Cast, key: str, code: str, district: str, girls: int, on: date = date(2026, 8, 5)
) -> FieldUpdate:
    """An organisation rescued so many girls in a district."""
    user = cast[key].user
    thread = started(user, own(code))
    return FieldUpdate.objects.create(
        thread=thread,
        author=user,
        key=uuid4(),
        type=FieldUpdate.Type.RESCUE,
        organisation=body(code),
        place=Place.objects.get(tier=Tier.DISTRICT, name_en=district),
        happened_on=on,
        month=on.replace(day=1),
        girls=girls,
    )


def test_a_quarter_is_due_when_ten_working_days_for_corrections_have_passed() -> None:
    source = QUARTERLY[PROTECTION]
    assert due_quarters(source, date(2026, 10, 5))[-1] == date(2026, 4, 1)
    assert due_quarters(source, date(2026, 11, 22))[-1] == SUMMER
    assert due_quarters(source, date(2026, 2, 20))[-1] == date(2025, 10, 1)


def test_a_quarter_is_told_once_and_what_comes_later_is_in_no_table(cast: Cast) -> None:
    first, second = districts()
    reported(cast, "rj_liaison", "RJ", first, 30)
    few = reported(cast, "rj_liaison", "RJ", second, 3)
    reported(cast, "bnwla_liaison", "BNWLA", first, 40)
    reported(cast, "bnwla_liaison", "BNWLA", first, 2, date(2026, 10, 1))

    published = publish_due(at=AFTER)
    table = PublishedTable.objects.get(name=PROTECTION, quarter=SUMMER)
    assert table in published
    told = {
        cell.place.name_en: cell.told
        for cell in table.cells.filter(column=FieldUpdate.Type.RESCUE, place__tier=Tier.DISTRICT)
    }
    assert told[second] is Hidden.UNDER
    exact = set(told.values()) - set(Hidden)
    assert exact <= {70}
    assert not PublishedCell.objects.filter(count__lt=11).exists()

    kept = list(PublishedCell.objects.order_by("pk").values())
    few.girls = 25
    few.save()
    reported(cast, "rj_liaison", "RJ", second, 60)
    assert publish_due(at=AFTER) == []
    assert list(PublishedCell.objects.order_by("pk").values()) == kept


def test_an_update_is_counted_in_one_quarter_to_whatever_day_it_is_moved(cast: Cast) -> None:
    first, _second = districts()
    moved = reported(cast, "rj_liaison", "RJ", first, 30, date(2026, 5, 5))
    publish_due(at=datetime(2026, 7, 25, 9, 0, tzinfo=DHAKA))
    moved.happened_on, moved.month = date(2026, 8, 5), date(2026, 8, 1)
    moved.save()
    stays = reported(cast, "rj_liaison", "RJ", first, 40)
    publish_due(at=AFTER)
    assert {
        quarter: list(QUARTERLY[PROTECTION].counted(quarter).values()) for quarter in (SPRING, SUMMER)
    } == {
        SPRING: [{(moved.place_id, moved.type): 30}],
        SUMMER: [{(stays.place_id, stays.type): 40}],
    }


def test_the_database_keeps_no_count_of_few_people(cast: Cast) -> None:
    publish_due(at=AFTER)
    cell = PublishedCell.objects.filter(hidden=Hidden.UNDER.value).first()
    assert cell is not None
    for count, hidden in ((3, ""), (3, "under"), (None, "")):
        with pytest.raises(IntegrityError), transaction.atomic():
            PublishedCell.objects.create(
                table=cell.table, place=cell.place, column="another", count=count, hidden=hidden
            )


def test_a_second_source_publishes_its_own_table_and_bodies_with_one_login_are_one(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    all_districts = Place.objects.filter(tier=Tier.DISTRICT, until=None)
    counts = {"RJ": 40, "BNWLA": 30, "BRAC": 30, "CWCS": 5}
    own = {
        body(code).pk: {(one.pk, "stopped"): count for one in all_districts} for code, count in counts.items()
    }
    toy = Quarterly(_("Stopped"), lambda: {"stopped": "Stopped"}, lambda _quarter: own)
    monkeypatch.setitem(QUARTERLY._declared, "toy", toy)

    publish_due(at=AFTER)
    table = PublishedTable.objects.get(name="toy", quarter=SUMMER)
    told = [cell.told for cell in table.cells.filter(place__tier=Tier.DISTRICT)]
    assert told and set(told) == {105}
    assert PublishedTable.objects.filter(name=PROTECTION, quarter=SUMMER).exists()

    # Whoever speaks for two of them knows with a third one all but five; who moved meanwhile does, too.
    moved = PartyMember.objects.create(
        party=body("BRAC").all_party,
        user=cast["rj_liaison"].user,
        reason="test",
        period=DateTimeTZRange(AFTER - timedelta(days=400), AFTER - timedelta(days=100)),
    )

    def published_anew() -> set[Told]:
        name = f"toy {PublishedTable.objects.count()}"
        monkeypatch.setitem(QUARTERLY._declared, name, toy)
        publish_due(at=AFTER)
        return {cell.told for cell in PublishedCell.objects.filter(table__name=name, table__quarter=SUMMER)}

    assert published_anew() == {Hidden.HELD_BACK}
    moved.delete()
    assert published_anew() != {Hidden.HELD_BACK}
    # Two that became one body know each other's counts, whether or not that body counted.
    heir = Organisation.objects.exclude(code__in=counts).filter(successor=None, has_left=False).first()
    Organisation.objects.filter(code__in=["RJ", "BRAC"]).update(successor=heir)
    assert published_anew() == {Hidden.HELD_BACK}
