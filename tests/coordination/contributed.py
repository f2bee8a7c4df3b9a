"""Run in the copy of the house that has the room of `docs/contributing.md`: its rows, list, page and step."""

import django

django.setup()

from typing import Any  # noqa: E402

from django.db import transaction  # noqa: E402
from django.test.utils import setup_test_environment  # noqa: E402
from django.urls import reverse  # noqa: E402

from access.models import User  # noqa: E402
from access.toolkit.rooms import all_rooms  # noqa: E402
from coordination.demo.personas import PERSONAS  # noqa: E402
from notifications.models import Notice  # noqa: E402
from tests.cast import NOW, Cast, Member, browser  # noqa: E402
from tests.channels import beside  # noqa: E402
from tests.coordination.test_rooms import (  # noqa: E402
    test_every_room_says_what_is_found_covered_and_erased_in_it_or_why_nothing_is,
    test_every_table_that_leaves_the_portal_in_no_sheet_says_why,
)
from tests.library.downloads import downloaded, proven  # noqa: E402
from tests.library.papers import read  # noqa: E402
from tests.programs import Program  # noqa: E402
from tests.sweep import MARKS, all_rows, build  # noqa: E402
from tests.test_sweep import (  # noqa: E402
    every_address,
    faults_for_programs,
    faults_of_row,
    test_every_address_has_a_row_in_its_room_and_every_row_an_address,
)

MAY, MAY_NOT = "dd_women_jashore", "far_liaison"


def main() -> None:
    """Ask as one who may and as one who may not."""
    setup_test_environment()
    assert "visits" in [room.name for room in all_rooms()]
    assert ("visits", "visit_correct") in set(every_address())
    test_every_address_has_a_row_in_its_room_and_every_row_an_address()
    test_every_room_says_what_is_found_covered_and_erased_in_it_or_why_nothing_is()
    test_every_table_that_leaves_the_portal_in_no_sheet_says_why()
    by_email = {user.email: user for user in User.objects.all()}
    cast = Cast({one.key: Member(one.key, by_email[one.email]) for one in PERSONAS})
    with transaction.atomic():
        world: dict[str, Any] = build(cast)
        visit, mark = world["jashore"].visit, MARKS["jashore"]
        member, stranger = browser(cast[MAY].user), browser(cast[MAY_NOT].user)
        address, step = reverse("visit", args=[visit.ref]), reverse("visit_correct", args=[visit.ref])
        assert mark in member.get(reverse("visits")).content.decode()
        assert mark in member.get(address).content.decode()
        month = reverse("calendar") + f"?month={NOW:%Y-%m}"
        assert address in member.get(month).content.decode()
        assert address not in stranger.get(month).content.decode()
        assert mark in read(member.get(reverse("visit_pdf", args=[visit.ref])).content)
        assert mark not in stranger.get(reverse("visits")).content.decode()
        seen = downloaded(proven(cast[MAY].user), "visits")
        assert seen[0][:2] == ["Seen", "Committee"] and mark in seen[1][0] and len(seen) == 2
        assert len(downloaded(proven(cast[MAY_NOT].user), "visits")) == 1
        assert stranger.get(address).status_code == stranger.post(step).status_code == 404
        for name in ("visit", "visit_correct"):
            row = all_rows().records[name]
            for key, client in ((MAY, member), (MAY_NOT, stranger)):
                assert not list(faults_of_row(client, key, name, row, world))
                for endpoint in beside(name):
                    assert not list(faults_for_programs(client, key, endpoint, row, world))
        program = Program(cast[MAY].user)
        told = program.get(f"visits/{visit.ref}/")
        assert mark in told.json()["seen"]
        assert program.post(f"visits/{visit.ref}/correct/", {"seen": "One room"}).status_code == 428
        put = program.post(
            f"visits/{visit.ref}/correct/", {"seen": "One room"}, If_Match=told.headers["ETag"]
        )
        assert put.json()["seen"] == "One room"
        page = member.get(step)
        version = page.context["form"]["version"].value()
        assert member.post(step, {"seen": "", "version": version}).status_code == 422
        done = member.post(step, {"seen": "Two rooms", "version": version})
        assert done.status_code == 302 and done.headers["Location"] == address
        assert "Two rooms" in member.get(address).content.decode()
        told = Notice.objects.filter(kind="visits.corrected").values_list("recipient", flat=True)
        assert cast.rj_liaison.user.pk in told and cast[MAY_NOT].user.pk not in told
        transaction.set_rollback(True)


if __name__ == "__main__":
    main()
