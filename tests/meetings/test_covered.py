"""A covered passage of minutes is read nowhere: no page, paper, sheet, search or feed. The text stays."""

import re
from collections.abc import Iterable, Iterator
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from access.models import AccessLog, Cover, User
from access.rules.engine import people_who_may
from access.rules.log import log_access
from access.rules.viewer import Viewer
from access.toolkit.covering import MARK
from access.toolkit.errors import Mendable
from commitments.models import Commitment
from commitments.official import reminder_paper
from coordination.covers import actions as covers
from coordination.search.queries import find
from language.words import local_day
from library.exports import note_export
from library.models import LongSheet
from library.paper import printed
from meetings import actions
from meetings.circulated_text import hash_of
from meetings.models import Meeting, Minutes
from notifications.models import Notice
from tests.cast import Cast, browser
from tests.library.papers import read
from tests.meetings.chance import body_of
from tests.meetings.leaving import ENDINGS, feed, offered, paper, papers, programs, sheets
from tests.meetings.sittings import CAME, draft, item_of, seat_of
from tests.programs import Program
from tests.races import one_waits
from tests.servers import ROOT

pytestmark = pytest.mark.django_db
PASSAGE = "the girl of the tea stall at Benapole"
SECRETARY = "uno-sharsha@shomonnoy.example"


@pytest.fixture
def minutes(cast: Cast) -> Minutes:
    """Circulated today, with the passage in agenda, discussion, decision and action point."""
    now, title = timezone.now(), f"Place for {PASSAGE}"
    house = f"Beside {PASSAGE}"
    found = draft(cast.facilitator.user, at=now, number=41, level=Meeting.Level.NETWORK, place=house)
    item = item_of(found)
    actions.save_item(
        by=cast.facilitator.user,
        item=item,
        discussion=f"It is urgent for {PASSAGE}. Nobody has a place.",
        decision=f"A place is found for {PASSAGE}.",
        version=item.written.version,
        at=now,
    )
    Meeting.objects.filter(pk=found.meeting_id).update(title_en=title, title_bn=title)
    item.title = title
    item.save(update_fields=["title"])
    for owner, what in (("RJ", f"Bring {PASSAGE} to a shelter"), ("chair", f"Ask after {PASSAGE}")):
        actions.add_action_point(
            by=cast.facilitator.user,
            item=item,
            what=what,
            owner=body_of(owner),
            due_on=local_day(now),
            at=now,
        )
    marks = [actions.Mark(seat_of(who).pk, status) for who, status in CAME.items()]
    actions.record_attendance(by=cast.facilitator.user, minutes=found, marks=marks, at=now)
    actions.send_to_chair(by=cast.facilitator.user, minutes=found, at=now)
    actions.approve(by=cast.uno_sharsha.user, minutes=found, at=now)
    actions.circulate(by=cast.uno_sharsha.user, minutes=found, at=now)
    return Minutes.objects.select_related("meeting").get(pk=found.pk)


def shown(by: User, minutes: Minutes) -> Iterator[tuple[str, str]]:
    """All that this person reads of the minutes and what came of them, by where."""
    client, promise = browser(by), promise_of(minutes)
    addresses = {
        "page": reverse("meeting", args=[minutes.meeting.ref]),
        "paper": reverse("meeting_print", args=[minutes.meeting.ref]),
        "meetings": reverse("meetings"),
        "held": f"{reverse('meetings')}?view=past",
        "promise": reverse("commitment", args=[promise.ref]),
        "promises": reverse("commitments"),
        "desk": reverse("desk"),
        "notices": reverse("notices"),
        "calendar": reverse("calendar"),
        "search": f"{reverse('search')}?q=stall",
        "correct": reverse("meeting_correct", args=[minutes.meeting.ref]),
    }
    for name, address in addresses.items():
        answer = client.get(address)
        if answer.status_code == 200:
            # A search marks the words that it found.
            yield name, re.sub("</?mark>", "", answer.content.decode())
    for ending in ("pdf", "docx"):
        if text := paper(client, "meeting", minutes.meeting.ref, ending=ending):
            yield ending, text


def taken(by: User, minutes: Minutes, *endings: str) -> Iterator[tuple[str, str]]:
    """All that this person takes out of the portal of them, or finds in it, by the way it goes."""
    yield from papers(browser(by), minutes.meeting, endings=endings)
    yield from sheets(by)
    yield from programs(by, [minutes.meeting])
    yield "feed", feed(by)
    yield "offered", offered(browser(by), "stall")
    if by.email == SECRETARY:
        # Who grants dates and drops also reminds, once it is late.
        later = timezone.now() + timedelta(days=30)
        yield "reminder", read(printed(reminder_paper(promise_of(minutes), later, "en")))
        yield (
            "reminder page",
            browser(by).get(reverse("commitment_letter", args=[promise_of(minutes).ref])).text,
        )


def promise_of(minutes: Minutes) -> Commitment:
    return Commitment.objects.get(source_id=minutes.meeting_id, owner__code="RJ")


def saying_it(ways: Iterable[tuple[str, str]]) -> set[str]:
    return {name for name, text in ways if PASSAGE in " ".join(text.split())}


def finds(by: User) -> bool:
    """Whether a search finds the passage, and not only what is spelt nearly so."""
    found = find(Viewer(by, timezone.now()), "stall")
    return bool(found.groups) and not found.is_guess


def places(by: User, minutes: Minutes) -> set[str]:
    return saying_it(shown(by, minutes))


def cover(cast: Cast, minutes: Minutes) -> Cover:
    return covers.cover(by=cast.rj_liaison.user, record=minutes, passage=PASSAGE, at=timezone.now())


def test_it_is_read_nowhere_any_more_and_text_and_hash_stay_below(cast: Cast, minutes: Minutes) -> None:
    secretary = cast.uno_sharsha.user
    assert places(secretary, minutes) >= {
        "page",
        "paper",
        "promise",
        "promises",
        "pdf",
        "docx",
        "correct",
        "search",
    }
    text, sha256 = minutes.frozen_text, minutes.sha256
    cover(cast, minutes)
    for key in ("uno_sharsha", "rj_liaison", "dc_jashore", "ncc_secretary", "oversight"):
        assert places(cast[key].user, minutes) == set(), key
    page = dict(shown(secretary, minutes))["page"]
    assert MARK in page and "Nobody has a place." in page and "Unchanged since it was frozen" in page
    found = Minutes.objects.get(pk=minutes.pk)
    assert (found.frozen_text, found.sha256) == (text, sha256) and hash_of(text) == sha256 and PASSAGE in text


def test_one_action_point_says_no_more_than_the_minutes(cast: Cast, minutes: Minutes) -> None:
    ref, point = minutes.meeting.ref, minutes.action_points.get(owner__code="RJ")
    program, path = Program(cast.uno_sharsha.user), f"meetings/{ref}/action-points/{point.ref}/"
    assert PASSAGE in program.get(path).json()["what"]
    cover(cast, minutes)
    said = program.get(path).json()["what"]
    assert PASSAGE not in said and MARK in said
    assert program.get(f"{path}who-may-verify/").status_code == 404
    address = reverse("meeting_point_verifier", args=[ref, point.ref])
    for sent in (browser(cast.uno_sharsha.user).get(address), browser(cast.uno_sharsha.user).post(address)):
        assert (sent.status_code, sent.headers["Location"]) == (302, reverse("meeting", args=[ref]))


def test_it_leaves_the_portal_by_no_way(cast: Cast, minutes: Minutes) -> None:
    secretary, keys = cast.uno_sharsha.user, ("rj_liaison", "dc_jashore", "ncc_secretary", "oversight")
    carried = saying_it(taken(secretary, minutes, *ENDINGS))
    assert carried >= {
        *(f"{name} {ending}" for name in ("meeting", "meeting_notice", "minutes_of_year", "handover")
          for ending in ENDINGS),
        *(f"{name} {form}" for name in ("meetings", "commitments") for form in ("xlsx", "csv")),
        "feed", "offered", "reminder", "api_meeting", "api_meeting_agenda", "api_meeting_print_decisions",
        "api_meeting_print_lines", "api_meetings", "api_commitments", "api_commitment",
    }, carried  # fmt: skip
    cover(cast, minutes)
    assert saying_it(taken(secretary, minutes, *ENDINGS)) == set()
    for key in keys:
        assert saying_it(taken(cast[key].user, minutes, "docx")) == set(), key
    for key in ("uno_sharsha", *keys):
        assert not finds(cast[key].user), key
    now = timezone.now()
    actions.confirm(by=secretary, minutes=minutes, on=local_day(now), at=now)
    # By now somebody elsewhere reads them too.
    assert saying_it(taken(cast.far_liaison.user, minutes, "docx")) == set()
    for key in ("uno_sharsha", "far_liaison", "ncc_secretary"):
        assert not finds(cast[key].user), key


def test_it_leaves_the_portal_again_when_both_show_it(cast: Cast, minutes: Minutes) -> None:
    secretary = cast.uno_sharsha.user
    before = saying_it(taken(secretary, minutes, "docx"))
    covered = cover(cast, minutes)
    for by in (secretary, cast.oversight.user):
        covers.answer(by=by, cover=covered, says="show", at=timezone.now())
    assert saying_it(taken(secretary, minutes, "docx")) == before
    assert finds(secretary)


def test_it_stays_covered_when_the_minutes_are_confirmed_and_the_whole_text_is_locked(
    cast: Cast, minutes: Minutes
) -> None:
    cover(cast, minutes)
    now = timezone.now()
    actions.confirm(by=cast.uno_sharsha.user, minutes=minutes, on=local_day(now), at=now)
    assert places(cast.far_liaison.user, minutes) == set()
    found = Minutes.objects.get(pk=minutes.pk)
    assert PASSAGE in found.confirmed_text and MARK not in found.confirmed_text


def test_it_is_shown_again_everywhere_when_both_say_so(cast: Cast, minutes: Minutes) -> None:
    before = places(cast.uno_sharsha.user, minutes)
    covered = cover(cast, minutes)
    for by in (cast.uno_sharsha.user, cast.oversight.user):
        covers.answer(by=by, cover=covered, says="show", at=timezone.now())
    assert places(cast.uno_sharsha.user, minutes) == before


def test_a_covered_line_is_not_corrected_and_no_mark_gets_into_the_text(cast: Cast, minutes: Minutes) -> None:
    cover(cast, minutes)
    with pytest.raises(Mendable, match="is covered"):
        actions.propose_correction(
            by=cast.rj_liaison.user,
            minutes=minutes,
            line="items.1.decision",
            wished=f"A place is found for {MARK} today.",
            reason="It was said so.",
            at=timezone.now(),
        )


def test_a_draft_has_nothing_to_cover(cast: Cast) -> None:
    found = draft(cast.facilitator.user, at=timezone.now(), number=42)
    address = reverse("cover_ask", args=["meetings.minutes", found.ref])
    assert browser(cast.facilitator.user).get(address).status_code == 404


def test_a_covered_promise_is_read_in_no_minutes_that_quote_it(cast: Cast, minutes: Minutes) -> None:
    promise = promise_of(minutes)
    words = f"Bring {PASSAGE} to a shelter"
    secretary = cast.uno_sharsha.user
    assert any(words in " ".join(text.split()) for _name, text in shown(secretary, minutes))
    covered = covers.cover(by=cast.rj_liaison.user, record=promise, passage=words, at=timezone.now())
    found = {name for name, text in shown(secretary, minutes) if words in " ".join(text.split())}
    assert found == set()
    for by in (secretary, cast.oversight.user):
        covers.answer(by=by, cover=covered, says="show", at=timezone.now())
    assert Meeting.objects.get(pk=minutes.meeting_id).covered is None
    assert any(words in " ".join(text.split()) for _name, text in shown(secretary, minutes))


def test_whoever_took_a_paper_or_a_sheet_with_it_is_told(cast: Cast, minutes: Minutes) -> None:
    promise, now = promise_of(minutes), timezone.now()
    keys = ("dc_jashore", "rj_staff", "far_liaison", "rj_liaison")
    viewers = {key: Viewer(cast[key].user, now) for key in keys}
    log_access(viewers["dc_jashore"], AccessLog.Kind.EXPORT, minutes.meeting)
    log_access(viewers["far_liaison"], AccessLog.Kind.EXPORT, promise)
    note_export(viewers["rj_liaison"], "commitments", {}, rows=3, form="csv")
    # Who may not read the minutes has them in no sheet.
    note_export(viewers["rj_staff"], "commitments", {}, rows=3, form="csv")
    may_read = set(people_who_may("view", minutes, now).values_list("pk", flat=True))
    assert cast.rj_liaison.user.pk in may_read and cast.oversight.user.pk not in may_read
    covered = covers.cover(by=cast.uno_sharsha.user, record=minutes, passage=PASSAGE, at=now)
    told = Notice.objects.filter(kind="covers.taken_away", record_id=covered.pk)
    wanted = {cast[key].user.pk for key in ("dc_jashore", "far_liaison")}
    wanted |= {cast[key].user.pk for key in ("rj_liaison", "rj_staff")} & may_read
    assert set(told.values_list("recipient", flat=True)) == wanted


def test_whoever_took_it_by_a_program_is_told_too(cast: Cast, minutes: Minutes) -> None:
    address = f"meetings/{minutes.meeting.ref}/minutes/"
    program = Program(cast.facilitator.user)
    assert program.get(address).status_code == 200
    assert program.get(address).status_code == 200
    noted = AccessLog.objects.filter(kind=AccessLog.Kind.EXPORT, user=cast.facilitator.user)
    assert [line.record_ref for line in noted] == [minutes.ref], "once an hour"
    assert Program(cast.uno_sharsha.user).get("meetings/").status_code == 200
    covered = covers.cover(by=cast.rj_liaison.user, record=minutes, passage=PASSAGE, at=timezone.now())
    told = Notice.objects.filter(kind="covers.taken_away", record_id=covered.pk)
    wanted = {cast[key].user.pk for key in ("facilitator", "uno_sharsha")}
    assert set(told.values_list("recipient", flat=True)) == wanted


def test_a_sheet_that_waits_to_be_fetched_is_over(cast: Cast, minutes: Minutes) -> None:
    facts = {"owner": cast.rj_liaison.user, "form": "csv", "asked_at": timezone.now(), "state": "ready"}
    with_it = LongSheet.objects.create(list_name="commitments", title="Commitments", **facts)
    without = LongSheet.objects.create(list_name="partners", title="Partners", **facts)
    cover(cast, minutes)
    states = dict(LongSheet.objects.values_list("pk", "state"))
    assert states == {with_it.pk: "over", without.pk: "ready"}


def test_words_of_the_portal_are_never_covered(cast: Cast, minutes: Minutes) -> None:
    """Somebody covers a word that is also the name of a status: the minutes open as before."""
    found = covers.cover(by=cast.rj_liaison.user, record=minutes, passage="place", at=timezone.now())
    assert found.passage == "place"
    for name, text in shown(cast.uno_sharsha.user, minutes):
        assert text, name
    Meeting.objects.filter(pk=minutes.meeting_id).update(covered=["present", "ordinary", "day", "business"])
    opened = {name for name, _text in shown(cast.uno_sharsha.user, minutes)}
    assert opened >= {"page", "paper", "pdf", "docx", "correct"}


def test_a_correction_and_an_addendum_read_without_it_on_every_page(cast: Cast, minutes: Minutes) -> None:
    now, secretary = timezone.now(), cast.uno_sharsha.user
    correction = actions.propose_correction(
        by=cast.rj_liaison.user,
        minutes=minutes,
        line="items.1.decision",
        wished=f"A room is found for {PASSAGE}.",
        reason=f"So for {PASSAGE}.",
        at=now,
    )
    covered = cover(cast, minutes)
    pages = (
        reverse("meeting", args=[minutes.meeting.ref]),
        f"{reverse('meeting_correct', args=[minutes.meeting.ref])}?line=items.1.discussion",
        reverse("meeting_answer_correction", args=[minutes.meeting.ref, correction.ref]),
        reverse("cover_ask", args=["meetings.minutes", minutes.ref]),
    )
    for address in pages:
        answer = browser(secretary).get(address)
        assert answer.status_code == 200 and PASSAGE not in " ".join(answer.content.decode().split()), address
    # Another correction of the line was not accepted: it is only covered.
    assert "was accepted" not in browser(secretary).get(pages[0]).content.decode()
    actions.answer_correction(by=secretary, correction=correction, answer="accepted", note="", at=now)
    actions.confirm(by=secretary, minutes=minutes, on=local_day(now), at=now)
    actions.add_addendum(by=secretary, minutes=minutes, text=f"It was said again of {PASSAGE}.", at=now)
    for address in (pages[0], pages[3]):
        assert PASSAGE not in " ".join(browser(secretary).get(address).content.decode().split()), address
    assert "Unchanged since it was frozen" in browser(secretary).get(pages[0]).content.decode()
    for by in (secretary, cast.oversight.user):
        covers.answer(by=by, cover=covered, says="show", at=now)
    page = " ".join(browser(secretary).get(pages[0]).content.decode().split())
    assert f"A room is found for {PASSAGE}" in page


def test_no_page_draws_a_place_as_it_was_typed() -> None:
    """`meeting.place` leaves out what is covered, whoever reads the meeting; the column does not."""
    for template in (ROOT / "templates").rglob("*.html"):
        assert "place_text" not in template.read_text(encoding="utf-8"), template


@pytest.mark.django_db(transaction=True)
def test_of_two_covers_at_one_moment_the_meeting_knows_both(cast: Cast, minutes: Minutes) -> None:
    one, other = "Nobody has a place.", "to a shelter"
    promise, by = promise_of(minutes), cast.uno_sharsha.user
    ended = one_waits(
        lambda: covers.cover(by=by, record=promise, passage=other, at=timezone.now()),
        lambda: covers.cover(by=by, record=minutes, passage=one, at=timezone.now()),
    )
    assert ended == ("done", "done")
    assert Meeting.objects.get(pk=minutes.meeting_id).covered == [one, other]
