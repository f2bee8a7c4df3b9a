"""The notices page, its badge, the way from a mail to the record, and the administrator's pages."""

import re
from datetime import date, datetime, timedelta
from uuid import uuid4

import pytest
from django.conf import LazySettings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from access.models import Party, User
from language.words import DHAKA
from notifications import actions
from notifications.models import Day, Delivery, Notice
from tests.notifications.conftest import World
from tests.notifications.mail_server import MailServer
from tests.notifications.toys.models import Promise
from tests.notifications.toys.notices import MADE

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 22, 11, 0, tzinfo=DHAKA)


@pytest.fixture
def world(world: World) -> World:
    everyone = Party.objects.everyone()
    for person in (world.liaison, world.verifier, world.secretary, world.outsider):
        world.join(person, everyone)
    return world


def client_of(user: User) -> Client:
    client = Client()
    client.force_login(user, backend="access.rules.backend.SignInBackend")
    return client


def tell(world: World, what: str = "Print the leaflets", at: datetime = NOW) -> Promise:
    promise = world.promise(what=what)
    actions.tell(kind=MADE, record=promise, occasion=f"made:{promise.pk}", at=at)
    return promise


def body(client: Client, name: str, **query: str) -> str:
    answer = client.get(reverse(name), query)
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_page_says_what_one_was_told_newest_first(world: World) -> None:
    tell(world, "The older promise")
    tell(world, "The newer promise", NOW + timedelta(hours=1))
    page = body(client_of(world.liaison), "notices")
    assert page.index("The newer promise") < page.index("The older promise")
    assert "A promise was recorded" in page
    assert "22 Nov 2026, 11:00" in page


def test_others_see_nothing_of_it(world: World) -> None:
    tell(world)
    for person in (world.outsider, world.verifier, world.secretary):
        client = client_of(person)
        assert "Print the leaflets" not in body(client, "notices")
        assert "count num" not in body(client, "notices_badge")


def test_a_notice_whose_record_one_may_no_longer_view_is_neither_shown_nor_counted(world: World) -> None:
    gone = tell(world, "Taken away")
    tell(world, "Still there")
    client = client_of(world.liaison)
    assert '<span class="count num" aria-hidden="true">2</span>' in body(client, "notices_badge")
    gone.audience.all().delete()
    page = body(client, "notices")
    assert "Taken away" not in page and "Still there" in page
    assert '<span class="count num" aria-hidden="true">1</span>' in body(client, "notices_badge")
    notice = Notice.objects.get(record_id=gone.pk)
    missing = client.get(reverse("notice", args=[uuid4()]))
    hidden = client.get(reverse("notice", args=[notice.ref]))
    assert (missing.status_code, hidden.status_code) == (404, 404)
    notice.refresh_from_db()
    assert notice.read_at is None


def test_the_link_of_a_mail_leads_its_reader_to_the_record_and_marks_it_read(world: World) -> None:
    promise = tell(world)
    notice = Notice.objects.get()
    address = reverse("notice", args=[notice.ref])
    assert client_of(world.outsider).get(address).status_code == 404
    answer = client_of(world.liaison).get(address)
    assert (answer.status_code, answer["Location"]) == (302, reverse("commitment", args=[promise.ref]))
    notice.refresh_from_db()
    assert notice.read_at is not None
    first = notice.read_at
    client_of(world.liaison).get(address)
    notice.refresh_from_db()
    assert notice.read_at == first


def test_somebody_who_has_not_signed_in_is_sent_to_the_door_whether_it_exists_or_not(world: World) -> None:
    tell(world)
    for ref in (Notice.objects.get().ref, uuid4()):
        address = reverse("notice", args=[ref])
        answer = Client().get(address)
        assert answer.status_code == 302
        assert answer["Location"].startswith(reverse("sign_in"))


def test_mark_all_as_read_leaves_what_came_in_since(world: World) -> None:
    tell(world, "Seen")
    client = client_of(world.liaison)
    page = body(client, "notices")
    until = str(Notice.objects.get().ref)
    assert until in page
    tell(world, "Came in since", NOW + timedelta(minutes=1))
    answer = client.post(reverse("notices_read"), {"until": until})
    assert answer.status_code == 302
    assert '<span class="count num" aria-hidden="true">1</span>' in body(client, "notices_badge")
    for wrong in ("", "x", str(uuid4())):
        assert client.post(reverse("notices_read"), {"until": wrong}).status_code == 404


def test_older_notices_are_a_page_away(world: World) -> None:
    for n in range(28):
        tell(world, f"Promise number {n:02}", NOW + timedelta(minutes=n))
    client = client_of(world.liaison)
    answer = client.get(reverse("notices"))
    first = answer.content.decode()
    assert "Promise number 27" in first and "Promise number 03" in first
    assert "Promise number 02" not in first
    second = body(client, "notices", after=answer.context["asked"].page.next_cursor)
    assert "Promise number 02" in second and "Promise number 00" in second
    assert "Promise number 03" not in second
    assert "Promise number 27" in body(client, "notices", after="nonsense")


def test_counts_stop_at_ninety_nine(world: World) -> None:
    promise = tell(world)
    Notice.objects.bulk_create(
        Notice(
            kind=MADE.name,
            record_type="promises.promise",
            record_id=promise.pk,
            occasion=f"made:{n}",
            recipient=world.liaison,
            state="told",
            created_at=NOW,
        )
        for n in range(1000, 1120)
    )
    client = client_of(world.liaison)
    assert '<span class="count num" aria-hidden="true">99+</span>' in body(client, "notices_badge")
    world.liaison.language = "bn"
    world.liaison.save()
    assert '<span class="count num" aria-hidden="true">৯৯+</span>' in body(client, "notices_badge")


def test_held_skipped_and_dropped_notices_are_not_shown(world: World) -> None:
    for state in ("held", "skipped", "dropped"):
        promise = tell(world, f"A {state} one")
        Notice.objects.filter(record_id=promise.pk).update(state=state)
    client = client_of(world.liaison)
    assert (
        "one" not in body(client, "notices").partition('id="listing"')[2].partition("</section>")[0].split()
    )
    assert "count num" not in body(client, "notices_badge")


def test_the_page_and_the_badge_cost_the_same_for_one_notice_as_for_seven(world: World) -> None:
    client = client_of(world.liaison)
    costs: dict[str, list[int]] = {"notices": [], "notices_badge": []}
    for more in (1, 6):
        for _n in range(more):
            tell(world)
        for name, counts in costs.items():
            with CaptureQueriesContext(connection) as queries:
                body(client, name)
            counts.append(len(queries))
    assert all(one == seven for one, seven in costs.values())


def test_a_technical_administrator_has_no_notices(world: World) -> None:
    promise = tell(world)
    Notice.objects.create(
        kind=MADE.name,
        record_type="promises.promise",
        record_id=promise.pk,
        occasion="made:x",
        recipient=world.administrator,
        state="told",
        created_at=NOW,
    )
    answer = client_of(world.administrator).get(reverse("notices"))
    assert answer.status_code in (302, 403, 404)


# The administrator's pages.


@pytest.mark.parametrize("name", ["days", "deliveries"])
def test_only_the_technical_administrator_opens_the_upkeep_pages(world: World, name: str) -> None:
    assert client_of(world.administrator).get(reverse(name)).status_code == 200
    for person in (world.liaison, world.secretary):
        client = client_of(person)
        assert client.get(reverse(name)).status_code == 403
        assert client.post(reverse(name), {"do": "add"}).status_code == 403


def test_the_table_of_days_shows_a_year_and_takes_changes_in_both_digit_systems(world: World) -> None:
    client = client_of(world.administrator)
    page = body(client, "days", year="2026")
    assert "Victory Day" in page and "Wed 16 Dec 2026" in page
    answer = client.post(
        reverse("days"), {"do": "add", "on": "২৪/১১/২০২৬", "name_bn": "নির্বাচন", "name_en": "Election"}
    )
    assert answer.status_code == 302
    day = Day.objects.get(date=date(2026, 11, 24))
    assert (day.kind, day.is_working, day.name_bn) == ("added", False, "নির্বাচন")
    answer = client.post(reverse("days"), {"do": "strike", "on": "24 Nov 2026"})
    assert answer.status_code == 302
    day.refresh_from_db()
    assert (day.kind, day.is_working) == ("struck", True)


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ({"do": "add", "on": "31/02/2026", "name_en": "x"}, "Enter a date"),
        ({"do": "add", "on": "", "name_en": "x"}, "This field is required"),
        ({"do": "add", "on": "20/11/2026", "name_en": "x"}, "This day is free already"),
        ({"do": "add", "on": "1/1/2150", "name_en": "x"}, "does not reach this date"),
        ({"do": "add", "on": "24/11/2026", "name_en": ""}, "Say which holiday it is"),
        ({"do": "add", "on": "24/11/2026", "name_en": "x" * 100_000}, "Shorten it"),
        ({"do": "add", "on": "24/11/2026", "name_en": "a\x00b"}, "cannot be shown"),
    ],
)
def test_bad_input_is_answered_at_the_field_and_changes_nothing(
    world: World, typed: dict[str, str], message: str
) -> None:
    before = list(Day.objects.filter(date__year=2026).values_list("kind", flat=True))
    answer = client_of(world.administrator).post(reverse("days"), typed)
    assert answer.status_code == 422
    assert message in answer.content.decode()
    assert list(Day.objects.filter(date__year=2026).values_list("kind", flat=True)) == before


def test_deliveries_show_kind_channel_age_and_error_only(world: World, mail_server: MailServer) -> None:
    mail_server.behave(rcpt="550 5.1.1 unknown")
    promise = tell(world, "The promise itself")
    actions.deliver(at=NOW)
    page = body(client_of(world.administrator), "deliveries")
    assert "promises.made" in page and "E-mail" in page and "SMTP 550" in page
    for word in (
        "The promise itself",
        promise.ref,
        world.liaison.email or "?",
        str(Notice.objects.get().ref),
    ):
        assert word not in page


def test_the_page_of_deliveries_costs_the_same_for_one_as_for_seven(
    world: World, mail_server: MailServer
) -> None:
    mail_server.behave(rcpt="550 5.1.1 unknown")
    client, costs = client_of(world.administrator), []
    for more in (1, 6):
        for _n in range(more):
            tell(world)
        actions.deliver(at=NOW)
        with CaptureQueriesContext(connection) as queries:
            page = body(client, "deliveries")
        costs.append((page.count("SMTP 550"), len(queries)))
    (one, cost_of_one), (seven, cost_of_seven) = costs
    assert (one, seven) == (1, 7)
    assert cost_of_one == cost_of_seven


def test_a_dead_delivery_is_tried_again_or_closed_with_a_reason(
    world: World, mail_server: MailServer
) -> None:
    mail_server.behave(rcpt="550 5.1.1 unknown")
    tell(world)
    tell(world)
    actions.deliver(at=NOW)
    one, two = Delivery.objects.order_by("id")
    client = client_of(world.administrator)
    first, second = dict.fromkeys(re.findall(r'name="delivery" value="([^"]+)"', body(client, "deliveries")))
    assert client.post(reverse("deliveries"), {"do": "retry", "delivery": first}).status_code == 302
    refused = client.post(reverse("deliveries"), {"do": "close", "delivery": second, "reason": " "})
    assert refused.status_code == 422
    page = refused.content.decode()
    assert 'id="reason-1-error"' in page
    kept = client.post(reverse("deliveries"), {"do": "close", "delivery": second, "reason": "Retired"})
    assert kept.status_code == 302
    states = dict(Delivery.objects.values_list("pk", "state"))
    assert states == {one.pk: "waiting", two.pk: "closed"}
    assert Delivery.objects.get(pk=two.pk).closed_reason == "Retired"
    for wrong in ("", "x", "9" * 30, str(one.pk)):
        assert client.post(reverse("deliveries"), {"do": "retry", "delivery": wrong}).status_code == 404


def test_held_notices_are_released_or_dropped_on_the_page(world: World, settings: LazySettings) -> None:
    settings.NOTICE_CEILING = 1
    at = timezone.now()
    for _n in range(3):
        world.promise(at.date())
    actions.scan(at=at + timedelta(days=3))
    client = client_of(world.administrator)
    assert "promises.due" in body(client, "deliveries")
    batch = {"kind": "promises.due", "written_at": (at + timedelta(days=3)).isoformat()}
    assert client.post(reverse("deliveries"), batch | {"do": "release"}).status_code == 302
    assert Notice.objects.filter(kind="promises.due", state="told").count() == 3
    assert client.post(reverse("deliveries"), batch | {"do": "nonsense"}).status_code == 404
    assert client.post(reverse("deliveries"), batch | {"do": "drop", "written_at": "x"}).status_code == 404
