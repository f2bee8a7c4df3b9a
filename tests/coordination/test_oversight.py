"""Oversight reads the log and opens drafts with a purpose; nobody else does, and nobody gains by it."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.http import Http404
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from access.models import AccessLog, PartyMember, Role
from access.rules.engine import can, people_who_may
from access.rules.log import log_access
from access.toolkit.errors import Mendable
from access.toolkit.listing import page
from coordination.oversight.queries import PAGE
from meetings.actions import open_draft
from meetings.models import DraftOpening, Meeting, Minutes
from notifications.models import Notice
from tests.cast import NOW, Cast, viewer
from tests.meetings.sittings import circulated, confirmed, draft

pytestmark = pytest.mark.django_db
PURPOSE = "A complaint about the sharing of shelter places"
HOUR = timedelta(hours=1)
MOMENT = timedelta(seconds=1)


def browser(cast: Cast, key: str) -> Client:
    client = Client()
    client.force_login(cast[key].user, backend="access.rules.backend.SignInBackend")
    return client


def text(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200, answer.status_code
    return str(answer.content.decode())


def english(cast: Cast, key: str) -> Client:
    cast[key].user.language = "en"
    cast[key].user.save()
    return browser(cast, key)


def who_reads(cast: Cast, path: str) -> set[str]:
    return {member.key for member in cast if browser(cast, member.key).get(path).status_code == 200}


def opening(cast: Cast, minutes: Minutes, at: Any = NOW) -> DraftOpening:
    return open_draft(by=cast.oversight.user, minutes=minutes, purpose=PURPOSE, at=at)


def test_only_oversight_reads_the_access_log_and_the_list_of_drafts(cast: Cast) -> None:
    minutes = draft(cast.facilitator.user)
    for path in ("/oversight/log/", "/oversight/drafts/", f"/oversight/drafts/{minutes.ref}/"):
        assert who_reads(cast, path) == {"oversight"}
    assert browser(cast, "ncc_secretary").get("/oversight/log/").status_code == 404


def test_the_log_says_when_which_office_did_what_and_names_only_what_oversight_reads(cast: Cast) -> None:
    hidden = draft(cast.facilitator.user, title="A title of a draft")
    shown = confirmed(cast, Meeting.Level.COMMITTEE)
    by = viewer(cast.dc_jashore.user)
    log_access(by, AccessLog.Kind.DENIED, hidden, "write")
    log_access(by, AccessLog.Kind.READ, shown.meeting, "to compare")
    page_text = text(english(cast, "oversight"), "/oversight/log/")
    assert "Deputy Commissioner, Jashore" in page_text
    assert "Was refused" in page_text and "Opened a restricted record" in page_text
    assert shown.meeting.title in page_text and "to compare" in page_text
    assert "A title of a draft" not in page_text


def test_the_log_is_narrowed_by_kind_and_paged_newest_first(cast: Cast) -> None:
    by = viewer(cast.dc_jashore.user)
    AccessLog.objects.bulk_create(
        AccessLog(
            at=NOW + timedelta(minutes=number),
            user=cast.dc_jashore.user,
            kind="read",
            record_type="access.user",
            purpose=f"purpose {number:03}",
        )
        for number in range(PAGE + 5)
    )
    log_access(by, AccessLog.Kind.EXPORT, "commitments.commitment", "an export")
    client = english(cast, "oversight")
    first = client.get("/oversight/log/?view=read").content.decode()
    assert f"purpose {PAGE + 4:03}" in first and "purpose 004" not in first and "an export" not in first
    following = client.get("/oversight/log/?view=read").context["asked"].page.next_cursor
    second = client.get("/oversight/log/", {"view": "read", "after": following}).content.decode()
    assert "purpose 004" in second and "purpose 005" not in second
    assert "an export" in text(client, "/oversight/log/?view=export")
    assert "purpose 054" in text(client, "/oversight/log/?view=read&after=forged")


@pytest.mark.parametrize("path", ["/oversight/log/", "/oversight/drafts/"])
def test_a_page_of_oversight_costs_the_same_however_long_it_is(cast: Cast, path: str) -> None:
    client = browser(cast, "oversight")
    costs = []
    for lines in (1, 6):
        for _ in range(lines):
            minutes = draft(cast.facilitator.user)
            log_access(viewer(cast.dc_jashore.user), AccessLog.Kind.DENIED, minutes, "write")
        with CaptureQueriesContext(connection) as queries:
            assert len(client.get(path).context["asked"].records) >= lines
        costs.append(len(queries))
    assert costs[0] == costs[1]


def test_the_list_of_drafts_says_that_they_exist_and_nothing_of_them(cast: Cast) -> None:
    draft(cast.facilitator.user, title="What it is about")
    shown = text(english(cast, "oversight"), "/oversight/drafts/")
    assert "Sharsha" in shown and "Minutes being written" in shown
    assert "What it is about" not in shown and "Referrals wait" not in shown


def test_confirmed_minutes_are_not_among_them(cast: Cast) -> None:
    ready = confirmed(cast, Meeting.Level.COMMITTEE)
    assert ready.ref not in text(browser(cast, "oversight"), "/oversight/drafts/")
    with pytest.raises(Http404):
        opening(cast, ready)


def test_nobody_but_oversight_opens_a_draft(cast: Cast) -> None:
    minutes = draft(cast.facilitator.user)
    for member in cast:
        if member.key != "oversight":
            with pytest.raises(Http404):
                open_draft(by=member.user, minutes=minutes, purpose=PURPOSE, at=NOW)
    assert not DraftOpening.objects.exists()
    assert not AccessLog.objects.filter(kind="read").exists()


@pytest.mark.parametrize("purpose", ["", "please", "to look", "About the holder of 1990 1234 5678 90123"])
def test_without_a_purpose_in_a_few_words_nothing_is_opened_and_nothing_told(
    cast: Cast, purpose: str
) -> None:
    minutes = draft(cast.facilitator.user)
    before = Notice.objects.count()
    with pytest.raises(Mendable) as refused:
        open_draft(by=cast.oversight.user, minutes=minutes, purpose=purpose, at=NOW)
    assert refused.value.field == "purpose"
    path = f"/oversight/drafts/{minutes.ref}/"
    answer = browser(cast, "oversight").post(path, {"purpose": purpose})
    assert answer.status_code == 422
    assert not DraftOpening.objects.exists() and Notice.objects.count() == before


def test_what_was_typed_opens_the_draft_read_only_and_is_logged(cast: Cast) -> None:
    minutes = draft(cast.facilitator.user)
    client = browser(cast, "oversight")
    sent = client.post(f"/oversight/drafts/{minutes.ref}/", {"purpose": PURPOSE}, follow=True)
    body = sent.content.decode()
    assert "Referrals wait because nobody knows" in body and PURPOSE in body
    assert "<form" not in body.split("<main")[1].split("</main>")[0]
    line = AccessLog.objects.get(kind="read")
    assert (line.user, line.record_type, line.record_ref, line.purpose) == (
        cast.oversight.user,
        "meetings.minutes",
        minutes.ref,
        PURPOSE,
    )


def test_an_opened_draft_closes_by_itself_after_an_hour(cast: Cast) -> None:
    one = opening(cast, draft(cast.facilitator.user))
    for at, reads in ((NOW, True), (NOW + HOUR - MOMENT, True), (NOW + HOUR, False)):
        seen = DraftOpening.objects.permitted(viewer(cast.oversight.user, at), "read")
        assert seen.filter(pk=one.pk).exists() is reads
    # The page goes by the clock of the day.
    over = opening(cast, one.minutes, at=timezone.now() - HOUR)
    assert browser(cast, "oversight").get(f"/oversight/opened/{over.ref}/").status_code == 404


def test_an_opened_draft_closes_at_once_for_whoever_is_oversight_no_longer(cast: Cast) -> None:
    one = opening(cast, draft(cast.facilitator.user))
    PartyMember.objects.filter(user=cast.oversight.user, party__code=f"role:{Role.OVERSIGHT.value}").delete()
    assert not DraftOpening.objects.permitted(viewer(cast.oversight.user), "read").filter(pk=one.pk).exists()


def test_an_opened_draft_is_nobody_elses_and_in_no_list(cast: Cast) -> None:
    minutes = draft(cast.facilitator.user, at=timezone.now())
    readers = cast.keys_of(people_who_may("view", minutes, NOW))
    one = opening(cast, minutes, at=timezone.now())
    assert who_reads(cast, f"/oversight/opened/{one.ref}/") == {"oversight"}
    assert cast.keys_of(people_who_may("view", minutes, NOW)) == readers == {"uno_sharsha", "facilitator"}
    reader = viewer(cast.oversight.user, timezone.now())
    assert not can(reader, "view", minutes) and not can(reader, "view", minutes.meeting)
    assert minutes not in page(Minutes, reader).records
    assert minutes.meeting not in page(Meeting, reader).records
    assert browser(cast, "oversight").get(f"/meetings/{minutes.meeting.ref}/").status_code == 404


def test_those_who_write_and_approve_the_draft_are_told_and_nobody_else(cast: Cast) -> None:
    minutes = draft(cast.facilitator.user)
    opening(cast, minutes)
    told = Notice.objects.filter(kind="meetings.draft_opened")
    assert cast.keys_of(one.recipient for one in told) == {"uno_sharsha", "facilitator"}


def test_whoever_reads_the_minutes_sees_when_oversight_opened_them_and_what_for(cast: Cast) -> None:
    minutes = draft(cast.facilitator.user)
    opening(cast, minutes)
    for key in ("facilitator", "uno_sharsha"):
        shown = text(english(cast, key), f"/meetings/{minutes.meeting.ref}/")
        assert "Independent oversight opened these minutes on" in shown and PURPOSE in shown


def test_the_pages_of_minutes_say_what_oversight_may_read_of_them(cast: Cast) -> None:
    may_open, reads = "Independent oversight knows that these minutes exist", "read all confirmed minutes"
    writing, sent = draft(cast.facilitator.user), circulated(cast)
    for minutes in (writing, sent):
        shown = text(english(cast, "uno_sharsha"), f"/meetings/{minutes.meeting.ref}/")
        assert may_open in shown and reads not in shown
    final = text(
        english(cast, "uno_sharsha"), f"/meetings/{confirmed(cast, Meeting.Level.COMMITTEE).meeting.ref}/"
    )
    assert may_open not in final and reads in final


def test_minutes_circulated_and_not_confirmed_are_opened_with_a_purpose_too(cast: Cast) -> None:
    minutes = circulated(cast)
    opening(cast, minutes)
    assert PURPOSE in text(english(cast, "rj_liaison"), f"/meetings/{minutes.meeting.ref}/")
