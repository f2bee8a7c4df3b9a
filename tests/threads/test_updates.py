"""Field updates: sent once, read as chosen or by their organisation alone, corrected, answered."""

import json
import re
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from io import BytesIO
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, connection, transaction
from django.http import Http404
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from access.models import AccessLog, User
from access.toolkit.errors import Mendable
from library.files.actions import check_next, receive
from library.files.storing import opened
from notifications.models import Notice
from partners.actions import add_member
from partners.models import Place
from tests.agreement import agree
from tests.cast import NOW, READERS, Cast, browser
from tests.library.made_files import lying_phone_picture
from tests.threads.messages import issued
from tests.threads.updates import SEEN, posted, union
from tests.threads.world import body, chosen, later, own, to_body, to_committee
from threads import actions as threads
from threads.access import MORE_READERS
from threads.models import FieldUpdate, Post, PostFile, Thread, Trend
from threads.updates import actions
from threads.updates.figures import Facts, Figures
from threads.updates.models import FIGURES
from threads.updates.queries import UPDATES

pytestmark = pytest.mark.django_db
PROTECTED = [one.value for one in FieldUpdate.PROTECTED]


def typed(**more: Any) -> dict[str, Any]:
    """What the form of a usual update sends."""
    return {
        "key": str(uuid4()), "type": "awareness", "place": union().ref, "happened_on": "২০/১১/২০২৬",
        "women": "৩৪", "men": "21", "girls": "১২", "boys": "8", "text": "A courtyard session on job offers.",
        "readers": to_committee(),
    } | more  # fmt: skip


def send(client: Client, queued: bool = False, **more: Any) -> Any:
    headers = {"X-Queued": "1"} if queued else {}
    return client.post(reverse("update_new"), typed(**more), headers=headers)


def errors(answer: Any) -> dict[str, list[str]]:
    assert answer.status_code == 422, answer.status_code
    told = json.loads(answer.content)
    assert told["receipt"] is None
    found: dict[str, list[str]] = told["errors"]
    return found


def test_an_update_is_posted_from_the_form_in_either_digits_and_read_by_those_chosen(cast: Cast) -> None:
    client = browser(cast.rj_staff.user)
    shown = client.get(reverse("update_new")).content.decode()
    # Each audience stands there with its numbers before anything is chosen, and none is chosen.
    assert shown.count("people read this") >= 2 and "Oversight knows that it exists" in shown
    assert 'name="readers" value' in shown and "checked" not in shown
    assert send(client).status_code == 302
    update = FieldUpdate.objects.get()
    assert [getattr(update, one) for one in FIGURES] == [34, 21, 12, 8, None, None, None, None]
    assert update.people == 75 and str(update.month) == "2026-11-01" and update.is_counted
    thread = update.thread
    assert thread.title == "Awareness session, Bagachra, Sharsha" and "বাগআচড়া" in thread.title_bn
    page = browser(cast.dc_jashore.user, "bn").get(reverse("thread", args=[thread.ref])).content.decode()
    assert "৩৪" in page and "সচেতনতামূলক সভা" in page
    assert browser(cast.far_liaison.user).get(reverse("thread", args=[thread.ref])).status_code == 404


def test_the_same_key_makes_one_and_is_answered_as_the_first_time(cast: Cast) -> None:
    client, key = browser(cast.rj_staff.user), str(uuid4())
    answers = [send(client, True, key=key) for _ in range(5)]
    assert [one.status_code for one in answers] == [201, 200, 200, 200, 200]
    told = {one.content for one in answers}
    thread = Thread.objects.get(kind="field-update")
    assert told == {answers[0].content}
    assert json.loads(answers[0].content) == {
        "receipt": key, "address": reverse("thread", args=[thread.ref]),
    }  # fmt: skip
    # What says something else under it is told apart and changes nothing; after it was taken back none does.
    for other in ({"women": "1", "type": "", "readers": ""}, {"files": BytesIO(b"else")}):
        assert "otherwise" in errors(send(client, True, key=key, **other))["key"][0]
        assert send(client, key=key, **other).status_code == 302
    assert FieldUpdate.objects.get().women == 34
    threads.take_back(by=cast.rj_staff.user, post=thread.posts.get(), at=Post.objects.get().at)
    assert send(client, True, key=key).status_code == 200 and Thread.objects.count() == 1
    # The same key of somebody else is another update.
    assert send(browser(cast.rj_liaison.user), True, key=key).status_code == 201
    for wrong in ("", "no key", "\x00"):
        assert "key" in errors(send(client, True, key=wrong))


def test_what_a_person_must_mend_is_said_field_by_field_and_nothing_else_is_a_receipt(cast: Cast) -> None:
    client = browser(cast.rj_staff.user)
    jashore = Place.objects.get(tier="district", name_en="Jashore")
    wrong: list[tuple[dict[str, Any], str]] = [
        ({"place": "", "another_place": ""}, "place"),
        ({"place": jashore.ref}, "place"),
        ({"place": "", "another_place": "Jashore"}, "another_place"),
        ({"place": "", "another_place": "no such place"}, "another_place"),
        ({"happened_on": "20/11/2046"}, "happened_on"),
        ({"happened_on": "yesterday"}, "happened_on"),
        ({"women": "many"}, "women"),
        ({"women": "-1"}, "women"),
        ({"women": "1000000000000"}, "women"),
        ({"women": "", "men": "", "girls": "", "boys": ""}, "sure"),
        ({"asked": "90"}, "sure"),
        ({"asked": "10", "improved": "11"}, "sure"),
        ({"text": "Call 01712345678, she is there."}, "text"),
        ({"text": "NID 1234567890123"}, "text"),
        ({"readers": ""}, "readers"),
        ({"readers": "everybody"}, "readers"),
        ({"type": "trend"}, "channel"),
        ({"type": "online-abuse"}, "platform"),
        ({"type": "nothing"}, "type"),
        ({"place": "\x00", "type": "\x00", "readers": "\x00", "happened_on": "\x00"}, "type"),
    ]
    for more, field in wrong:
        assert field in errors(send(client, True, **more)), more
    assert not FieldUpdate.objects.exists()
    # Asked, not refused: whoever counted says that it is so.
    assert send(client, True, asked="10", improved="11", sure="on").status_code == 201
    assert send(client, True, place="", another_place="বাগআচড়া, শার্শা").status_code == 201
    assert Client().post(reverse("update_new"), typed(), headers={"X-Queued": "1"}).status_code == 302
    stranger = client.post(reverse("update_new"), typed(), headers={"X-Queued": "2"})
    assert stranger.status_code == 302 and "json" not in stranger.headers.get("Content-Type", "")


def test_a_photo_is_asked_about_and_loses_where_it_was_taken(cast: Cast) -> None:
    client = browser(cast.rj_staff.user)

    def photo() -> BytesIO:
        held = BytesIO(lying_phone_picture())
        held.name = "pond.jpg"
        return held

    assert "shows_nobody" in errors(send(client, True, files=photo()))
    assert send(client, True, files=photo(), shows_nobody="on").status_code == 201
    while check_next(clock=timezone.now) is not None:
        pass
    file = PostFile.objects.select_related("file").get().file
    with opened(file.key) as kept:
        content = kept.read()
    assert file.is_open and b"somebody" not in content and Image.open(BytesIO(content)).size == (40, 60)
    broken = BytesIO(b"no picture at all")
    broken.name = "broken.jpg"
    assert "files" in errors(send(client, True, files=broken, shows_nobody="on"))
    paper = BytesIO(b"%PDF-1.4\n" + b"attendance " * 200)
    paper.name = "sheet.jpg"
    assert "photo" in errors(send(client, True, files=paper, shows_nobody="on"))["files"][0]
    by = cast.rj_staff.user
    loose = [
        receive(by=by, upload=SimpleUploadedFile("a.jpg", lying_phone_picture()), at=NOW).ref for _ in "12"
    ]
    with pytest.raises(Mendable):
        posted(by, to_committee(), women=1, files=loose, shows_nobody=True)
    with pytest.raises(Mendable):
        threads.post(by=by, thread=Thread.objects.get(), text="And this.", files=loose[:1], at=later())


@pytest.mark.parametrize("of", PROTECTED[:1])
def test_of_a_protected_type_it_is_the_organisations_alone_whatever_was_chosen(cast: Cast, of: str) -> None:
    for one in PROTECTED:
        thread = posted(cast.rj_staff.user, "everyone", of=one, girls=1, text=f"{one} in the night")
        assert thread.is_internal
        people = {cast[key].user.pk: key for key in READERS}
        pairs = agree([thread], ("view",), [cast[key].user for key in READERS], NOW)["view"]
        assert {people[person] for _record, person in pairs} == {"rj_staff", "rj_liaison"}
        assert not thread.goes_further
    with pytest.raises(Mendable):
        threads.widen(by=cast.rj_staff.user, thread=thread, readers=_everyone(cast), at=later())
    assert not AccessLog.objects.filter(record_type="threads.thread").exists()
    client = browser(cast.rj_staff.user)
    answer = send(client, True, type=of, readers="everyone", girls="1", women="", men="", boys="")
    assert answer.status_code == 201 and Thread.objects.filter(is_internal=False).count() == 0
    # Somebody who serves no organisation has none to keep it.
    with pytest.raises((Mendable, Http404)):
        posted(cast.oversight.user, of=of, girls=1)


def _everyone(cast: Cast) -> Any:
    return chosen(cast.rj_staff.user, "everyone", use=MORE_READERS)


def test_what_does_not_go_with_a_type_is_stored_with_none(cast: Cast) -> None:
    client = browser(cast.rj_staff.user)
    every = dict.fromkeys(FIGURES, "1")
    kept = {
        "awareness": {"women", "men", "girls", "boys", "asked", "improved"},
        "interception": {"women", "men", "girls", "boys", "referred", "reported_missing"},
        "other": {"women", "men", "girls", "boys"},
    }
    for of, names in kept.items():
        assert send(client, True, type=of, **every).status_code == 201
        update = FieldUpdate.objects.latest("pk")
        assert {name for name in FIGURES if getattr(update, name) is not None} == names
    assert send(client, True, type="trend", channel="marriage", driver="cyclone", **every).status_code == 201
    trend = Trend.objects.get()
    assert (trend.channel, trend.driver, trend.update.people) == ("marriage", "cyclone", None)
    with pytest.raises(Mendable):
        posted(cast.rj_staff.user, "everyone", signs=trend, women=1)


def test_a_link_is_read_by_its_author_and_the_cell_which_answers(cast: Cast) -> None:
    cell = User.objects.get(pk=cast.moewoe_focal.user.pk)
    add_member(
        by=None, organisation=body("CID"), person=cast.moewoe_focal.person, role="staff", since=NOW, at=NOW
    )
    for readers in (to_committee(), own("RJ")):
        thread = posted(cast.rj_staff.user, readers, of="online-abuse", text="Seen at a tea stall.")
        abuse = thread.field_update.online_abuse
        people = {cast[key].user.pk: key for key in READERS}
        for action, expected in (("view", {"rj_staff", "moewoe_focal"}), ("answer", {"moewoe_focal"})):
            pairs = agree([abuse], (action,), [cast[key].user for key in READERS], NOW)[action]
            assert {people[person] for _record, person in pairs} == expected
        assert Notice.objects.filter(kind="threads.abuse-reported", recipient=cell).exists()
        # Its readers learn that it is about online abuse, and not where.
        for key in ("rj_liaison", "dc_jashore", "rj_staff"):
            page = browser(cast[key].user).get(reverse("thread", args=[thread.ref])).content.decode()
            assert SEEN.link not in page
            seen = browser(cast[key].user).get(reverse("online_abuse", args=[abuse.ref]))
            assert (seen.status_code == 200) == (key == "rj_staff")
        answer = browser(cell).get(reverse("online_abuse", args=[abuse.ref])).content.decode()
        assert SEEN.link in answer and "Seen at a tea stall." not in answer
        assert browser(cell).get(reverse("thread", args=[thread.ref])).status_code == 404
        actions.answer_abuse(by=cell, abuse=abuse, answer="taken-down", at=later())
        assert Notice.objects.filter(kind="threads.abuse-answered", recipient=cast.rj_staff.user).exists()
        with pytest.raises(Exception):  # noqa: B017
            actions.answer_abuse(by=cast.rj_staff.user, abuse=abuse, answer="no-action", at=later(2))
    threads.take_back(by=cast.rj_staff.user, post=thread.posts.get(), at=later())
    abuse.refresh_from_db()
    assert abuse.link == "" and not abuse.live
    assert not any(SEEN.link in str(row) for row in Notice.objects.values())


def test_its_author_corrects_it_and_its_organisation_sees_what_it_said_before(cast: Cast) -> None:
    thread = posted(cast.rj_staff.user, to_committee(), women=34, girls=2)
    address = reverse("update_correct", args=[thread.ref])
    client = browser(cast.rj_staff.user)
    shown = client.get(address).content.decode()
    version = re.search(r'name="version" value="([\w.]*)"', shown)
    assert version is not None
    right = typed(women="৪৩", boys="", another_place="Benapole, Sharsha", place="", version=version.group(1))
    assert client.post(address, right).status_code == 302
    update = FieldUpdate.objects.get()
    assert (update.women, update.boys, update.version, update.place.name_en) == (43, None, 2, "Benapole")
    thread.refresh_from_db()
    assert "Benapole" in thread.title and "বেনাপোল" in thread.title_bn
    # The version read before stands in the way of a second saver.
    assert client.post(address, right).status_code == 422
    own_page = browser(cast.rj_liaison.user).get(reverse("thread", args=[thread.ref])).content.decode()
    others = browser(cast.dc_jashore.user).get(reverse("thread", args=[thread.ref])).content.decode()
    assert "What it said before" in own_page and "What it said before" not in others
    assert browser(cast.dc_jashore.user).get(address).status_code == 403
    assert browser(cast.far_liaison.user).get(address).status_code == 404
    with pytest.raises(Mendable):
        threads.edit(by=cast.rj_staff.user, thread=thread, title="Another", text="Another", at=later())
    threads.take_back(by=cast.rj_staff.user, post=thread.posts.get(), at=later())
    update.refresh_from_db()
    assert not update.is_counted and update.people is None and not update.corrections.exists()


def test_a_session_names_the_key_message_that_its_author_reads(cast: Cast) -> None:
    message = issued(cast, to_committee())
    thread = posted(cast.rj_liaison.user, to_committee(), message=message, women=3)
    assert thread.field_update.message == message
    for by, of in ((cast.rj_liaison.user, "rescue"), (cast.far_liaison.user, "awareness")):
        with pytest.raises(Mendable):
            posted(by, "everyone", of=of, message=message, women=3)
    page = (
        browser(cast.rj_liaison.user).get(f"{reverse('update_new')}?message={message.ref}").content.decode()
    )
    assert f'value="{message.ref}" selected' in page


def test_the_list_asks_the_same_number_of_questions_for_one_and_for_seven(cast: Cast) -> None:
    client = browser(cast.rj_liaison.user)
    counts = []
    for number in (1, 6):
        for _ in range(number):
            posted(cast.rj_staff.user, to_body("RJ"), women=1)
        client.get(reverse("updates"))
        with CaptureQueriesContext(
            connection,
        ) as queries:
            page = client.get(reverse("updates")).content.decode()
        counts.append(len(queries))
    assert counts[0] == counts[1] and page.count("thread-row") == 7
    assert len(UPDATES.page(cast.far_liaison.viewer).records) == 0
    assert "Bagachra" in client.get(f"{reverse('updates')}?type=awareness").content.decode()
    assert "Bagachra" not in client.get(f"{reverse('updates')}?type=training").content.decode()


def test_whatever_the_form_says_the_database_holds_no_figure_where_none_belongs(cast: Cast) -> None:
    thread = posted(cast.rj_staff.user, to_body("RJ"), of="other", women=1)
    rows = FieldUpdate.objects.filter(thread=thread)
    for wrong in (
        {"asked": 1}, {"referred": 1}, {"month": NOW.date()}, {"removed_at": NOW}, {"type": "trend"},
        {"month": None},
    ):  # fmt: skip
        with pytest.raises(IntegrityError), transaction.atomic():
            rows.update(**wrong)


@pytest.mark.django_db(transaction=True)
def test_the_same_key_twice_at_once_makes_one(cast: Cast) -> None:
    key, by, readers = uuid4(), cast.rj_staff.user, to_body("RJ")

    def once(_number: int) -> int:
        try:
            return posted(by, readers, key=key, women=1).pk
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        made = set(pool.map(once, range(4)))
    assert len(made) == 1 and FieldUpdate.objects.count() == 1


def test_figures_that_nobody_can_mean_are_refused_by_the_action_too(cast: Cast) -> None:
    for facts in (
        Facts("awareness", union(), NOW.date() + timedelta(days=1)),
        Facts("awareness", union(), NOW.date(), Figures(women=10**7)),
        Facts("awareness", Place.objects.get(tier="upazila", name_en="Sharsha"), NOW.date()),
    ):
        with pytest.raises(Mendable):
            actions.send_update(by=cast.rj_staff.user, key=uuid4(), facts=facts, at=NOW)
