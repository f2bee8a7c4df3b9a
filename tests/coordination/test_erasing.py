"""Words that secretariat and oversight both signed away are nowhere any more; all others stay."""

from collections.abc import Callable, Iterable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core import mail as django_mail
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from access.erasure.passages import PASSAGES, is_mark, standing_in
from access.models import AccessLog, Erasure, ErasureAnswer, User
from access.rules.engine import can
from access.toolkit.errors import Mendable
from commitments import actions as promises
from commitments.models import ChangeRequest, Commitment
from coordination.covers import actions as covers
from coordination.erasing.actions import answer_erasure, ask_to_erase
from coordination.search.queries import find
from library.models import LongSheet
from meetings import actions as sittings
from meetings.circulated_text import is_unaltered, lost_a_passage
from meetings.models import Correction, Decision, ItemMinutes, MatterArising, Meeting, Minutes
from meetings.standing_text import is_as_confirmed
from notifications.actions import deliver
from notifications.models import Notice
from tests.agreement import agree
from tests.cast import NOW, Cast, browser
from tests.coordination.places import Place, place_of
from tests.meetings.sittings import (
    DUE,
    ITEM,
    TODAY,
    body,
    circulated,
    confirmed,
    draft,
    item_of,
    seat_of,
)
from tests.servers import Worker

REASON = "A reader says that somebody is known by these words"
LATER = NOW + timedelta(days=1)


def signed(cast: Cast, record: Any, passage: str, place: str = "") -> Erasure:
    """Asked by the secretariat of Sharsha, signed by oversight."""
    place = place or next(one.place for one in standing_in(record) if one.passage.name == passage)
    erasure = asked(cast.uno_sharsha.user, record, passage, place)
    answer_erasure(by=cast.oversight.user, erasure=erasure, consents=True, reason="", at=NOW)
    return erasure


def asked(by: User, record: Any, passage: str = "meetings.decision", place: str = "") -> Erasure:
    place = place or next(one.place for one in standing_in(record) if one.passage.name == passage)
    return ask_to_erase(by=by, record=record, passage=passage, place=place, reason=REASON, at=NOW)


@pytest.fixture
def place(test_worker: Worker, tmp_path: Path, cast: Cast) -> Iterator[Place]:
    with place_of(test_worker, tmp_path) as found:
        yield found


class Story:
    """Two meetings with words of their own in every place where people write."""

    def __init__(self, cast: Cast) -> None:
        self.cast = cast
        writer = cast.facilitator.user
        minutes = draft(
            writer, title="ZTITLE of a meeting", place="ZPLACE house", agenda=["ZITEM of it", ITEM]
        )
        item = item_of(minutes, "ZITEM of it")
        self._written(item, minutes)
        made = sittings.add_action_point(
            by=writer, item=item, what="ZPOINT to be sent", owner=body("RJ"), due_on=DUE, at=NOW
        )
        sittings.add_guest(by=writer, minutes=minutes, label="ZGUEST who came", at=NOW)
        marks = [sittings.Mark(seat_of(who).pk, "present") for who in ("RJ", "chair")]
        sittings.record_attendance(by=writer, minutes=minutes, marks=marks, at=NOW)
        self.first = self._confirmed(self._circulated(minutes))
        made.refresh_from_db()
        assert made.commitment is not None
        self.promise = made.commitment
        self._promised(self.promise)
        covers.cover(by=cast.rj_liaison.user, record=self.promise, passage="ZWORDING", at=NOW)
        again = draft(writer, at=LATER)
        sittings.note_matter(
            by=writer,
            minutes=again,
            commitment=self.promise,
            outcome=MatterArising.Outcome.CARRIED_FORWARD,
            note="ZMATTER was said",
            at=LATER,
        )
        self.second = self._circulated(again, LATER)

    def _written(self, item: Any, minutes: Minutes) -> None:
        sittings.save_item(
            by=self.cast.facilitator.user,
            item=item,
            discussion='ZDISCUSSION, and ‘quotes’ "of" both\nkinds',
            decision="ZDECISION was taken",
            version=1,
            at=NOW,
        )

    def _circulated(self, minutes: Minutes, at: Any = NOW) -> Minutes:
        chair = self.cast.uno_sharsha.user
        sittings.send_to_chair(by=self.cast.facilitator.user, minutes=minutes, at=at)
        sittings.approve(by=chair, minutes=minutes, at=at)
        sittings.circulate(by=chair, minutes=minutes, at=at)
        return Minutes.objects.get(pk=minutes.pk)

    def _confirmed(self, minutes: Minutes) -> Minutes:
        secretary = self.cast.uno_sharsha.user
        corrected = sittings.propose_correction(
            by=self.cast.rj_liaison.user, minutes=minutes, line="items.1.decision",
            wished="ZDECISION was taken, ZWISHED", reason="ZBECAUSE it was said", at=NOW,
        )  # fmt: skip
        accepted = Correction.Answer.ACCEPTED
        sittings.answer_correction(by=secretary, correction=corrected, answer=accepted, note="", at=NOW)
        sittings.confirm(by=secretary, minutes=minutes, on=TODAY, at=NOW)
        sittings.add_addendum(by=secretary, minutes=minutes, text="ZADDENDUM below", at=NOW)
        return Minutes.objects.get(pk=minutes.pk)

    def _promised(self, promise: Commitment) -> None:
        owner, grants = self.cast.rj_liaison.user, self.cast.uno_sharsha.user
        promises.ask(
            by=owner, commitment=promise, kind=ChangeRequest.Kind.WORDING, what="ZWORDING instead",
            reason="ZREASON to ask for it", at=NOW,
        )  # fmt: skip
        request = promise.requests.get()
        promises.decide_change(by=grants, request=request, grant=True, note="ZANSWER given", at=NOW)

    def words(self) -> list[tuple[Any, str, str]]:
        """Of each passage: its record, its name, and the word that must go."""
        meetings = {
            "meetings.title": "ZTITLE", "meetings.place": "ZPLACE", "meetings.item_title": "ZITEM",
            "meetings.discussion": "ZDISCUSSION", "meetings.decision": "ZDECISION",
            "meetings.guest": "ZGUEST", "meetings.correction": "ZBECAUSE",
            "meetings.addendum": "ZADDENDUM", "meetings.action_point": "ZPOINT",
        }  # fmt: skip
        return [
            *((self.first, name, word) for name, word in meetings.items()),
            (self.second, "meetings.matter_note", "ZMATTER"),
            (self.promise, "commitments.said", "ZREASON"),
            (self.promise, "commitments.said", "ZANSWER"),
        ]

    def place(self, record: Any, name: str, word: str) -> str:
        found = (one for one in standing_in(record) if one.passage.name == name and word in one.words)
        return next(found).place


def found_of(cast: Cast, words: Iterable[str]) -> set[str]:
    """Which of the words a search finds, for anybody of those who read most."""
    who = (cast.uno_sharsha.viewer, cast.oversight.viewer, cast.facilitator.viewer)
    answers = {word: [find(viewer, word) for viewer in who] for word in words}
    # What is only spelt nearly so is no answer.
    return {word for word, found in answers.items() if any(one.groups and not one.is_guess for one in found)}


@pytest.mark.django_db(transaction=True)
@pytest.mark.timeout(300)
def test_after_it_the_words_are_nowhere_in_the_database(place: Place, cast: Cast) -> None:
    story = Story(cast)
    before = place.text()
    wanted = {word for _record, _name, word in story.words()} | {"ZWORDING", "ZWISHED"}
    assert {word for word in wanted if word in before} == wanted
    sought = found_of(cast, wanted)
    assert sought >= {
        "ZTITLE",
        "ZITEM",
        "ZPLACE",
        "ZDISCUSSION",
        "ZDECISION",
        "ZPOINT",
        "ZMATTER",
        "ZADDENDUM",
    }
    where = [(record, name, story.place(record, name, word)) for record, name, word in story.words()[:-1]]
    for record, name, at in where:
        if name != "meetings.action_point":
            signed(cast, record, name, at)
    signed(cast, story.first, "meetings.action_point", where[8][2])
    sheet = LongSheet.objects.create(
        owner=cast.oversight.user, list_name="commitments", title="x", form="csv", language="en",
        state=LongSheet.State.READY, asked_at=NOW,
    )  # fmt: skip
    done = place.manage("erase")
    assert done.returncode == 0, done.stderr
    sheet.refresh_from_db()
    assert sheet.state == LongSheet.State.OVER
    deliver(at=timezone.now())
    mails = "".join(mail.message().as_string() for mail in django_mail.outbox)
    assert mails and not [word for word in wanted if word in mails]
    after = place.text()
    assert [word for word in sorted(wanted) if word in after] == ["ZANSWER"], "signed, and nothing else"
    assert found_of(cast, wanted) == sought & {"ZANSWER"}, "no row of the search remembers them"
    said = done.stdout + place.ledger.joinpath("erasures").read_text()
    assert not [word for word in wanted if word in said]
    for minutes in (story.first, story.second):
        minutes.refresh_from_db()
        assert is_unaltered(minutes) and lost_a_passage(minutes)
    assert is_as_confirmed(story.first, story.first.corrections.all())
    decisions = Decision.objects.filter(item__meeting=story.first.meeting).values_list("text", flat=True)
    assert [is_mark(words) for words in decisions].count(True) == 1, "and no other"
    page = browser(cast.uno_sharsha.user).get(f"/meetings/{story.first.meeting.ref}/").content.decode()
    assert "A passage was erased after the text was frozen" in page and "· erased, " in page
    log = browser(cast.oversight.user, "en").get("/oversight/log/").content.decode()
    assert "A passage was erased" in log
    assert place.manage("erase").stdout.strip() == "Nothing is signed by both sides."


@pytest.mark.django_db(transaction=True)
@pytest.mark.timeout(300)
def test_what_was_erased_after_a_backup_is_gone_when_it_is_restored(place: Place, cast: Cast) -> None:
    story = Story(cast)
    place.made()
    signed(cast, story.first, "meetings.decision")
    assert place.manage("erase").returncode == 0
    done = place.restored()
    assert done.returncode == 0, done.stderr
    assert "Erased again, by the ledger: 1" in done.stdout
    restored = place.text(place.name)
    assert "ZDECISION" not in restored and "ZDISCUSSION" in restored
    row = place.as_owner(place.name, "SELECT done_at IS NOT NULL, asked_by_id FROM access_erasure")
    assert row == [(True, None)]
    assert place.as_owner(place.name, "SELECT count(*) FROM access_erasedtext") == [(2,)]


@pytest.mark.django_db(transaction=True)
def test_what_one_side_signed_or_one_person_for_both_is_not_erased(place: Place, cast: Cast) -> None:
    minutes = confirmed(cast, Meeting.Level.UPLINE)
    erasure = asked(cast.uno_sharsha.user, minutes)
    assert "Nothing is signed" in place.manage("erase").stdout
    with pytest.raises(DatabaseError), transaction.atomic():
        ErasureAnswer.objects.create(
            erasure=erasure, side="oversight", consents=True, by=cast.uno_sharsha.user, at=NOW
        )
    answer_erasure(by=cast.oversight.user, erasure=erasure, consents=False, reason=REASON, at=NOW)
    assert "Nothing is signed" in place.manage("erase").stdout
    assert place.manage("erase", role="app").returncode == 1


@pytest.mark.django_db(transaction=True)
def test_frozen_text_opens_to_no_setting_of_the_portals_own_role(cast: Cast) -> None:
    minutes = circulated(cast)
    ignore = "{" + ",".join(names_of_triggers()) + "}"
    changes: list[Callable[[], object]] = [
        lambda: ItemMinutes.objects.filter(minutes=minutes).update(discussion="x"),
        lambda: Decision.objects.filter(minutes=minutes).update(text="x"),
        lambda: Minutes.objects.filter(pk=minutes.pk).update(frozen_text="x"),
        lambda: Meeting.objects.filter(minutes=minutes).update(place_text="x"),
    ]
    for change in changes:
        with pytest.raises(DatabaseError, match="frozen"), transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute("SELECT set_config('pgtrigger.ignore', %s, true)", [ignore])
            change()


def names_of_triggers() -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT tgname FROM pg_trigger WHERE NOT tgisinternal")
        return [name for (name,) in cursor.fetchall()]


@pytest.mark.django_db
def test_the_portal_can_neither_say_that_it_was_done_nor_change_an_answer(cast: Cast) -> None:
    erasure = asked(cast.uno_sharsha.user, circulated(cast))
    changes: list[Callable[[], object]] = [
        lambda: Erasure.objects.filter(pk=erasure.pk).update(done_at=timezone.now()),
        lambda: Erasure.objects.filter(pk=erasure.pk).update(place="another"),
        lambda: ErasureAnswer.objects.filter(erasure=erasure).update(consents=False),
        lambda: ErasureAnswer.objects.filter(erasure=erasure).delete(),
    ]
    for change in changes:
        with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
            change()


# The secretariat asks about its own record; oversight about what it reads. Each then signs for its side.
@pytest.mark.django_db
def test_exactly_these_may_ask_and_answer(cast: Cast) -> None:
    users = [member.user for member in cast]
    unconfirmed, shared = circulated(cast), confirmed(cast, Meeting.Level.NETWORK)
    promise = shared.action_points.get().commitment
    assert promise is not None
    both = {"uno_sharsha", "oversight"}
    assert who_may(cast, "erase", unconfirmed) == {"uno_sharsha"}
    assert who_may(cast, "erase", shared) == both
    assert who_may(cast, "erase", promise) == both
    erasure = asked(cast.uno_sharsha.user, unconfirmed)
    assert who_may(cast, "view", erasure) == who_may(cast, "answer", erasure) == both
    agree([unconfirmed, shared], {"view", "erase"}, users, NOW)


def who_may(cast: Cast, action: str, record: Any) -> set[str]:
    return {member.key for member in cast if can(member.viewer, action, record)}


@pytest.mark.django_db
def test_only_the_two_sides_read_a_request_and_the_words_only_who_reads_the_record(cast: Cast) -> None:
    erasure = asked(cast.uno_sharsha.user, circulated(cast))
    path = f"/erasures/{erasure.ref}/"
    readers = {m.key for m in cast if browser(m.user).get(path).status_code == 200}
    assert readers == {"uno_sharsha", "oversight"}
    words = "Free places are reported each quarter."
    assert words in browser(cast.uno_sharsha.user).get(path).content.decode()
    hidden = browser(cast.oversight.user).get(path).content.decode()
    assert words not in hidden and "are not shown to you" in hidden
    open_to_both = asked(cast.oversight.user, confirmed(cast, Meeting.Level.UPLINE))
    shown = browser(cast.oversight.user).get(f"/erasures/{open_to_both.ref}/").content.decode()
    assert words in shown


@pytest.mark.django_db
def test_both_sides_are_told_and_the_log_has_each_step(cast: Cast) -> None:
    erasure = asked(cast.uno_sharsha.user, circulated(cast))
    told = Notice.objects.filter(record_type="access.erasure", record_id=erasure.pk)
    assert set(told.values_list("recipient", flat=True)) == {cast.oversight.user.pk}
    answer_erasure(by=cast.oversight.user, erasure=erasure, consents=False, reason=REASON, at=NOW)
    assert told.filter(recipient=cast.uno_sharsha.user).exists()
    log = AccessLog.objects.filter(kind=AccessLog.Kind.ERASURE).order_by("pk")
    assert [line.purpose for line in log] == [f"asked: {REASON}", f"refused: {REASON}"]
    erasure.refresh_from_db()
    assert not erasure.live


@pytest.mark.django_db
def test_a_passage_is_asked_for_once_is_answered_once_and_needs_a_reason(cast: Cast) -> None:
    minutes = circulated(cast)
    place = next(one.place for one in standing_in(minutes) if one.passage.name == "meetings.decision")
    with pytest.raises(Mendable, match="in a sentence"):
        ask_to_erase(
            by=cast.uno_sharsha.user, record=minutes, passage="meetings.decision", place=place,
            reason="no", at=NOW,
        )  # fmt: skip
    with pytest.raises(Mendable, match="not there any more"):
        asked(cast.uno_sharsha.user, minutes, place="elsewhere")
    with pytest.raises(Mendable, match="Do not repeat the words"):
        ask_to_erase(
            by=cast.uno_sharsha.user, record=minutes, passage="meetings.decision", place=place,
            reason="It says: Free places are reported each quarter.", at=NOW,
        )  # fmt: skip
    erasure = asked(cast.uno_sharsha.user, minutes)
    with pytest.raises(Mendable, match="asked for this already"):
        asked(cast.uno_sharsha.user, minutes)
    with pytest.raises(Mendable, match="answered already"):
        answer_erasure(by=cast.uno_sharsha.user, erasure=erasure, consents=True, reason="", at=NOW)
    with pytest.raises(Mendable, match="in a sentence"):
        answer_erasure(by=cast.oversight.user, erasure=erasure, consents=False, reason="", at=NOW)
    answer_erasure(by=cast.oversight.user, erasure=erasure, consents=True, reason="", at=NOW)
    with pytest.raises(Mendable, match="answered already"):
        answer_erasure(by=cast.oversight.user, erasure=erasure, consents=False, reason=REASON, at=NOW)


@pytest.mark.django_db
def test_a_request_is_made_and_signed_on_its_pages(cast: Cast) -> None:
    minutes = circulated(cast)
    point_ref = minutes.action_points.get().ref
    secretary, oversight = browser(cast.uno_sharsha.user), browser(cast.oversight.user)
    path = f"/erasures/of/meetings.minutes/{minutes.ref}/"
    assert path in secretary.get(f"/meetings/{minutes.meeting.ref}/").content.decode()
    assert secretary.post(path, {"passage": "meetings.decision nowhere", "reason": REASON}).status_code == 422
    made = secretary.post(path, {"passage": f"meetings.action_point {point_ref}", "reason": REASON})
    assert made.status_code == 302
    assert oversight.get("/erasures/").content.decode().count("Waits for independent oversight") == 1
    assert oversight.post(made["Location"], {"answer": "sign"}).status_code == 302
    assert "Signed by both" in secretary.get(made["Location"]).content.decode()
    assert browser(cast.rj_liaison.user).get(path).status_code == 403


@pytest.mark.django_db
def test_a_commitment_offers_what_was_said_of_it_once(cast: Cast) -> None:
    promise = circulated(cast).action_points.get().commitment
    assert promise is not None
    client = browser(cast.uno_sharsha.user)
    path = f"/erasures/of/commitments.commitment/{promise.ref}/"
    assert path in client.get(f"/commitments/{promise.ref}/").content.decode()
    assert path not in browser(cast.rj_liaison.user).get(f"/commitments/{promise.ref}/").content.decode()
    assert "What is to be done: Send the list of free places" in client.get(path).content.decode()


@pytest.mark.django_db
def test_every_passage_is_found_again_by_its_place(cast: Cast) -> None:
    story = Story(cast)
    for record in (story.first, story.second, story.promise):
        for one in standing_in(record):
            assert PASSAGES[one.passage.name].find(one.place) is not None
