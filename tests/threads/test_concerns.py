"""A concern is between its author and oversight: in no list, mail, search, log or history of anybody else."""

from datetime import datetime, timedelta
from uuid import uuid4

import pytest
from django.apps import apps
from django.db import connection
from django.http import Http404
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from access.models import AccessLog
from access.rules.engine import RefusedError
from access.rules.log import log_access
from access.toolkit.errors import Mendable
from coordination.logs import _of_request
from coordination.search.queries import find
from language.words import DHAKA
from notifications.actions import scan
from notifications.models import Delivery, Notice
from tests.agreement import agree
from tests.cast import NOW, READERS, Cast, browser
from tests.library.downloads import proven
from tests.programs import Program
from threads import actions
from threads.models import Concern

pytestmark = pytest.mark.django_db
WORDS = "The chair struck our dissent from the minutes of Quixotia"


def one(cast: Cast, key: str = "rj_staff", kind: str = "altered-minutes", at: datetime = NOW) -> Concern:
    return actions.tell_concern(by=cast[key].user, kind=kind, text=WORDS, at=at)


def test_two_read_it_and_nobody_else(cast: Cast) -> None:
    concern = one(cast)
    people = {cast[key].user.pk: key for key in READERS}
    found = agree([concern], ("view", "answer", "add"), [cast[key].user for key in READERS], NOW)
    may = {action: {people[person] for _record, person in pairs} for action, pairs in found.items()}
    assert may == {"view": {"rj_staff", "oversight"}, "answer": {"oversight"}, "add": {"rj_staff"}}


@pytest.mark.parametrize("key", [key for key in READERS if key not in ("rj_staff", "oversight")])
def test_for_everybody_else_there_is_no_such_thing(cast: Cast, key: str) -> None:
    concern, client = one(cast), browser(cast[key].user)
    hidden = client.get(reverse("concern", args=[concern.ref]))
    missing = client.get(reverse("concern", args=["n0-such-record-anywher"]))
    assert hidden.status_code == missing.status_code == 404 and hidden.content == missing.content
    page = client.get(reverse("concerns")).content.decode()
    assert concern.ref not in page and "Told in" not in page
    assert not find(cast[key].viewer, "Quixotia").groups
    for verb in (actions.answer_concern, actions.add_to_concern):
        with pytest.raises(Http404):
            verb(by=cast[key].user, concern=concern, text="Who told this?", at=NOW)


def test_the_author_and_oversight_write_to_each_other_on_its_page(cast: Cast) -> None:
    author, oversight = browser(cast.rj_staff.user), browser(cast.oversight.user)
    assert author.post(reverse("concern_new"), {"kind": "pressure", "text": WORDS}).status_code == 302
    concern = Concern.objects.get()
    page = oversight.get(reverse("concern", args=[concern.ref])).content.decode()
    assert WORDS in page
    assert (
        oversight.post(reverse("concern", args=[concern.ref]), {"text": "Which meeting was it?"}).status_code
        == 302
    )
    assert "Which meeting was it?" in author.get(reverse("concern", args=[concern.ref])).content.decode()
    assert (
        author.post(reverse("concern", args=[concern.ref]), {"text": "That of October."}).status_code == 302
    )
    concern.refresh_from_db()
    assert concern.turn == 2 and concern.live


def test_it_lies_in_no_mail_log_or_history(cast: Cast) -> None:
    lines = AccessLog.objects.count()
    concern = one(cast)
    actions.answer_concern(by=cast.oversight.user, concern=concern, text="We look at it.", at=NOW)
    browser(cast.rj_staff.user).get(reverse("concern", args=[concern.ref]))
    # Nor where its author does what oversight alone may.
    log_access(cast.rj_staff.viewer, AccessLog.Kind.DENIED, concern, "answer")
    assert Notice.objects.filter(record_type="threads.concern").count() == 2
    assert not Delivery.objects.filter(notice__record_type="threads.concern").exists()
    assert AccessLog.objects.count() == lines
    assert not [
        model
        for model in apps.get_models()
        if "concern" in model._meta.label_lower and "event" in model._meta.label_lower
    ]


def test_notices_say_that_there_is_something_to_the_two_alone(cast: Cast) -> None:
    concern = one(cast)
    told_first = Notice.objects.filter(record_type="threads.concern")
    assert [notice.recipient for notice in told_first] == [cast.oversight.user]
    page = browser(cast.oversight.user).get(reverse("notices")).content.decode()
    assert "A concern waits for your answer" in page and "Quixotia" not in page and "ltered" not in page
    actions.answer_concern(by=cast.oversight.user, concern=concern, text="We look at it.", at=NOW)
    answered = Notice.objects.filter(kind="threads.concern-answered")
    assert [notice.recipient for notice in answered] == [cast.rj_staff.user]


@pytest.mark.parametrize("key", ["rj_staff", "oversight"])
def test_its_notices_leave_by_no_sheet_and_no_program(cast: Cast, key: str) -> None:
    concern = one(cast)
    actions.answer_concern(by=cast.oversight.user, concern=concern, text="We look at it.", at=NOW)
    notice = Notice.objects.get(recipient=cast[key].user, record_type="threads.concern")
    client, program = proven(cast[key].user), Program(cast[key].user)
    words = {"rj_staff": "You have an answer", "oversight": "A concern waits for your answer"}[key]
    assert words in client.get(reverse("notices")).content.decode()
    assert client.get(reverse("sheet", args=["notices"])).context["rows"] == 0
    file = client.get(reverse("sheet_file", args=["notices"]), {"form": "csv"})
    assert file.status_code == 200 and words not in file.content.decode()
    assert program.get("notices/").json()["results"] == []
    hidden, missing = (program.get(f"notices/{ref}/") for ref in (notice.ref, uuid4()))
    assert hidden.status_code == missing.status_code == 404 and hidden.content == missing.content
    read = program.post(f"notices/{notice.ref}/mark-read/", {})
    assert read.status_code == 404 and not Notice.objects.filter(pk=notice.pk, read_at__isnull=False)


def test_oversight_is_reminded_of_what_waits_and_of_nothing_else(cast: Cast) -> None:
    told_at = datetime(2026, 11, 22, 11, 0, tzinfo=DHAKA)
    concern, other = one(cast, at=told_at), one(cast, key="bnwla_liaison", at=told_at)
    actions.answer_concern(by=cast.oversight.user, concern=other, text="We look at it.", at=told_at)
    assert concern.due_on is not None
    morning = datetime.combine(concern.due_on, datetime.min.time(), DHAKA) + timedelta(hours=9, minutes=1)
    scan(at=morning)
    due = Notice.objects.filter(kind="threads.concern-due", state="told")
    assert [(notice.record_id, notice.recipient) for notice in due] == [(concern.pk, cast.oversight.user)]


def test_it_is_answered_within_ten_working_days(cast: Cast) -> None:
    # A Sunday; Friday and Saturday are no working days.
    concern = one(cast, at=datetime(2026, 11, 22, 11, 0, tzinfo=DHAKA))
    assert concern.due_on == datetime(2026, 12, 6, tzinfo=DHAKA).date()


def test_whoever_is_not_in_the_network_has_nobody_to_tell(cast: Cast) -> None:
    with pytest.raises(RefusedError):
        actions.tell_concern(by=cast.administrator.user, kind="other", text=WORDS, at=NOW)


@pytest.mark.parametrize("text", ["", "NID 1990123456789", "Call 01711223344"])
def test_it_names_no_survivor_by_number(cast: Cast, text: str) -> None:
    with pytest.raises(Mendable):
        actions.tell_concern(by=cast.rj_staff.user, kind="other", text=text, at=NOW)


def test_years_are_counted_by_kind_for_oversight_and_small_numbers_are_not_told(cast: Cast) -> None:
    for number in range(12):
        one(cast, kind="pressure" if number else "retaliation")
    page = browser(cast.oversight.user).get(reverse("concerns")).content.decode()
    assert "<dd>under 11</dd>" in page and "<dd>held back</dd>" in page
    assert "<dd>1" not in page


@pytest.mark.parametrize("number", [1, 7])
def test_its_list_costs_as_many_statements_for_seven_as_for_one(cast: Cast, number: int) -> None:
    for _ in range(number):
        one(cast)
    client = browser(cast.rj_staff.user)
    client.get(reverse("concerns"))
    with CaptureQueriesContext(connection) as asked:
        page = client.get(reverse("concerns"))
    assert len(page.context["asked"].records) == number
    assert len([query for query in asked if "threads_concern" in query["sql"]]) == 2


def test_the_log_of_the_server_says_neither_who_nor_which(cast: Cast) -> None:
    concern, client = one(cast), browser(cast.rj_staff.user)
    for address in (reverse("concerns"), reverse("concern_new"), reverse("concern", args=[concern.ref])):
        request = client.get(address).wsgi_request
        line = _of_request(request)
        assert line["path"] == "" and line["user"] is None and concern.ref not in str(line)


def test_this_device_keeps_nothing_of_it(cast: Cast) -> None:
    concern, client = one(cast), browser(cast.rj_staff.user)
    for address in (reverse("concern_new"), reverse("concern", args=[concern.ref])):
        page = client.get(address)
        assert 'data-keep="off"' in page.content.decode() and "no-store" in page.headers["Cache-Control"]
