"""Which organisations a key message asks, and where that stands."""

import json
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from access.rules.viewer import Viewer
from notifications.models import Notice
from partners.models import Place, Presence, Side, Work
from partners.queries import find_place
from tests.cast import NOW, READERS, Cast, browser
from tests.programs import Program
from tests.threads.messages import issued, shown
from tests.threads.world import body, chosen, later, started, to_body, to_committee
from threads import actions
from threads.access import MORE_READERS
from threads.asked import SHOWN, organisations_asked
from threads.models.threads import ASKED_FOR
from threads.queries import THREADS, TO_ACKNOWLEDGE

pytestmark = pytest.mark.django_db
ASKED: tuple[tuple[tuple[str, ...], tuple[str, ...], set[str]], ...] = (
    # Its places, its readers, and which of the three NGOs of the cast are asked.
    (("Jashore",), ("committee",), {"RJ"}),
    (("Sharsha",), ("everyone",), {"RJ"}),
    (("Sharsha",), ("BNWLA", "RJ"), {"RJ"}),
    (("Satkhira",), ("everyone",), set()),
    ((), ("everyone",), {"RJ", "BNWLA", "CWCS"}),
    ((), ("BNWLA",), {"BNWLA"}),
    (("Jashore",), ("BNWLA",), set()),
    (("Jashore",), ("person",), set()),
)


def test_it_asks_the_ngos_of_its_places_that_read_it_and_their_lists_say_the_same(cast: Cast) -> None:
    """The matrix of places and readers: on the page, in the notices, and in the list of what waits."""
    words = {
        "committee": to_committee(),
        "everyone": "everyone",
        "person": f"person:{cast.rj_liaison.person.ref}",
    }
    liaisons = {"RJ": "rj_liaison", "BNWLA": "bnwla_liaison", "CWCS": "far_liaison"}
    above = {"Jashore": "Khulna", "Sharsha": "Jashore", "Satkhira": "Khulna"}
    for names, readers, wanted in ASKED:
        places = [find_place((name, above[name])) for name in names]
        thread = issued(cast, *(words.get(one) or to_body(one) for one in readers), places=places)
        asked = organisations_asked(thread, later())
        assert not asked.exclude(side=Side.NGO).exists()
        assert {one.code for one in asked} & {*liaisons} == wanted, (names, readers)
        told = Notice.objects.filter(kind="threads.acknowledge", record_id=thread.pk)
        for key in READERS:
            mine = Viewer(cast[key].user, later())
            waits = thread in THREADS.page(mine, TO_ACKNOWLEDGE).records
            assert waits == (key in {liaisons[code] for code in wanted}), (names, readers, key)
            assert waits == told.filter(recipient=cast[key].user).exists(), (names, readers, key)
    # Who works there is there, for as long as the line of it runs.
    sharsha = find_place(("Sharsha", "Jashore"))
    assert sharsha is not None
    line = Presence.objects.create(
        organisation=body("CWCS"),
        place=sharsha,
        work=Work.values[0],
        since=NOW.date(),
        until=NOW.date(),
        entered_at=NOW,
    )
    thread = issued(cast, "everyone", places=[find_place(("Jashore", "Khulna"))])
    for at, works in ((later(), True), (NOW + timedelta(days=1), False)):
        assert organisations_asked(thread, at).filter(code="CWCS").exists() == works
        mine = Viewer(cast.far_liaison.user, at)
        assert (thread in THREADS.page(mine, TO_ACKNOWLEDGE).records) == works
    line.delete()
    thread = issued(cast, to_body("BNWLA"), places=[find_place(("Jashore", "Khulna"))])
    assert "is not among the readers you chose" in shown(cast.dc_jashore.user, thread)
    assert "among the readers you chose" not in shown(cast.bnwla_liaison.user, thread)
    # Let in afterwards, they are asked and told.
    more = chosen(cast.dc_jashore.user, to_body("RJ"), use=MORE_READERS)
    actions.widen(by=cast.dc_jashore.user, thread=thread, readers=more, at=later())
    assert Notice.objects.filter(kind="threads.acknowledge", recipient=cast.rj_liaison.user).exists()


def test_who_has_and_who_has_not_stands_on_pages_of_their_own_and_for_programs(cast: Cast) -> None:
    thread = issued(cast, "everyone", at=timezone.now())
    reader, program = browser(cast.rj_liaison.user), Program(cast.rj_staff.user)
    actions.acknowledge(by=cast.rj_liaison.user, thread=thread, at=timezone.now())
    # An office that acknowledges it, too, is counted apart: it was not asked.
    actions.acknowledge(by=cast.moewoe_focal.user, thread=thread, at=timezone.now())
    ngos = organisations_asked(thread, timezone.now()).count()
    page = shown(cast.rj_liaison.user, thread)
    assert f"Acknowledged by 1 of {ngos} NGOs; 1 other body, too" in page
    assert f"{ngos - 1 - SHOWN} more" in page
    # Of what everyone reads its author is told of none who does not.
    assert "among the readers you chose" not in shown(cast.dc_jashore.user, thread)
    have, have_not = (
        json.loads(program.get(f"threads/{thread.ref}/{part}/").content)["results"]
        for part in ("acknowledged", "not-acknowledged")
    )
    assert {one["name_en"] for one in have} == {"Rights Jessore", body("MoEWOE").name_en}
    assert "Rights Jessore" not in {one["name_en"] for one in have_not} and len(have_not) == ngos - 1
    listed = reader.get(reverse("thread_not_acknowledged", args=[thread.ref])).content.decode()
    rows = listed.split('<div class="rows">')[1].split("</section>")[0]
    assert rows.count("<div>") == ngos - 1 and "ATSEC" in rows and "Rights Jessore" not in rows
    # Of a discussion that asks nobody there is nothing in either; whoever does not read it finds none.
    silent = started(cast.rj_liaison.user, to_body("RJ"), at=timezone.now())
    for name in ("thread_acknowledged", "thread_not_acknowledged"):
        assert reader.get(reverse(name, args=[silent.ref])).status_code == 200
        assert browser(cast.far_liaison.user).get(reverse(name, args=[silent.ref])).status_code == 404


def test_the_page_of_one_asks_as_much_for_every_ngo_of_the_country_as_for_one(cast: Cast) -> None:
    reader = browser(cast.rj_liaison.user)
    counts = []
    jashore = find_place(("Jashore", "Khulna"))
    seven = [jashore, *Place.objects.filter(tier="upazila").order_by("pk")[:6]]
    # The first page of all also fills what is kept for good.
    reader.get(reverse("thread", args=[issued(cast, to_body("RJ"), at=timezone.now()).ref]))
    whom = to_body("RJ"), "everyone"
    for places, readers in ([jashore], whom[0]), (seven, whom[0]), ([jashore], whom[1]), ([], whom[1]):
        thread = issued(cast, readers, at=timezone.now(), places=places)
        reader.get(reverse("thread", args=[thread.ref]))
        with CaptureQueriesContext(connection) as asked:
            reader.get(reverse("thread", args=[thread.ref]))
        counts.append(len(asked))
    # How an audience is said differs for everyone.
    assert counts[0] == counts[1] and counts[2] == counts[3]


def test_where_nothing_was_written_for_a_year_nobody_is_asked_any_more(cast: Cast) -> None:
    thread = started(
        cast.dc_jashore.user, to_body("RJ"), kind="alert", about="route", asks_acknowledgement=True
    )
    for at, asks in ((later(), True), (later() + ASKED_FOR, False)):
        assert thread.is_asked(at) == asks
        mine = Viewer(cast.rj_liaison.user, at)
        assert (thread in THREADS.page(mine, TO_ACKNOWLEDGE).records) == asks
        assert THREADS.count(mine, TO_ACKNOWLEDGE) == asks


def test_what_waits_is_found_by_few_steps_from_its_readers(cast: Cast) -> None:
    mine = Viewer(cast.rj_liaison.user, later())
    waiting = THREADS.countable(mine, TO_ACKNOWLEDGE)
    assert waiting is not None
    with connection.cursor() as cursor:
        cursor.execute("EXPLAIN (FORMAT JSON) " + waiting[0], waiting[1])
        (plan,) = cursor.fetchone()
    plan = plan if isinstance(plan, str) else json.dumps(plan)
    # Each way to be addressed, asked for each thread anew, took 20 ms on every desk. It is asked once to find
    # the few threads that ask anybody so, by their readers, and once to tell which of them ask whom.
    assert plan.count('"Node Type"') <= 80
