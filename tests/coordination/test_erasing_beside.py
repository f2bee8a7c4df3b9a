"""Words beside the circulated text are erased, too: of drafts and meetings, reasons, links, log lines."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from access.erasure.passages import PASSAGES, standing_in
from access.models import Erasure
from access.rules.engine import can
from commitments import actions as promises
from commitments.models import Commitment
from coordination.erasing.actions import answer_erasure, ask_to_erase
from meetings import actions as sittings
from meetings.circulated_text import is_unaltered, lost_a_passage
from meetings.models import JointRequest, Meeting, Minutes
from tests.cast import NOW, Cast, browser
from tests.commitments.world import accept
from tests.coordination.places import Place, place_of
from tests.coordination.test_erasing import REASON, signed
from tests.meetings.sittings import TODAY, announced, circulated, draft, jashore, planned, seat_of
from tests.servers import Worker


@pytest.fixture
def place(test_worker: Worker, tmp_path: Path, cast: Cast) -> Iterator[Place]:
    with place_of(test_worker, tmp_path) as found:
        yield found


class Story:
    """A word of its own in every place beside what circulation froze."""

    def __init__(self, cast: Cast) -> None:
        self.cast, self.secretary = cast, cast.uno_sharsha.user
        self.off = self._called_off()
        self.alone = self._declined()
        self.draft = draft(cast.facilitator.user, title="ZDRAFTTITLE", agenda=["Shelter places"])
        self._sent_back(self.draft)
        self.minutes = self._signed()
        self.promise = self._reported()
        self.erasure = self._refused()

    def _called_off(self) -> Meeting:
        meeting = announced(self.secretary, title="ZOFF of it", agenda=["ZOFFITEM to discuss"])
        return sittings.cancel_meeting(by=self.secretary, meeting=meeting, reason="ZCANCELLED then", at=NOW)

    def _declined(self) -> Meeting:
        meeting = planned(self.secretary, title="ZALONE meeting")
        sittings.ask_committee(by=self.secretary, meeting=meeting, committee=jashore(), at=NOW)
        asked = JointRequest.objects.get(meeting=meeting)
        other = self.cast.dc_jashore.user
        sittings.decline_jointly(by=other, request=asked, reason="ZDECLINED so", at=NOW)
        return meeting

    def _sent_back(self, minutes: Minutes) -> None:
        sittings.send_to_chair(by=self.cast.facilitator.user, minutes=minutes, at=NOW)
        sittings.send_back(by=self.secretary, minutes=minutes, note="ZSENTBACK for this", at=NOW)
        purpose = "ZPURPOSE is what we need it for today"
        sittings.open_draft(by=self.cast.oversight.user, minutes=minutes, purpose=purpose, at=NOW)
        minutes.refresh_from_db()

    def _signed(self) -> Minutes:
        writer = self.cast.facilitator.user
        minutes = draft(writer)
        sittings.add_head_count(
            by=writer, minutes=minutes, kind="other", group="ZGROUP who came", total=9, at=NOW
        )
        sittings.record_attendance(
            by=writer, minutes=minutes, marks=[sittings.Mark(seat_of("RJ").pk, "present")], at=NOW
        )
        sittings.approve_on_paper(
            by=self.secretary, minutes=minutes, signed_by="ZSIGNED by", signed_on=TODAY, at=NOW
        )
        sittings.circulate(by=self.secretary, minutes=minutes, at=NOW)
        return Minutes.objects.get(pk=minutes.pk)

    def _reported(self) -> Commitment:
        promise = circulated(self.cast).action_points.get().commitment
        assert promise is not None
        owner, verifier = self.cast.rj_liaison.user, seat_of("chair").office
        assert verifier is not None and verifier.organisation is not None
        accept(by=owner, commitment=promise, verifier=verifier.organisation, at=NOW)
        link = "https://example.org/reports/ZLINK"
        promises.report(by=owner, commitment=promise, text="It was sent", link=link, at=NOW)
        return promise

    def _refused(self) -> Erasure:
        where = next(one for one in standing_in(self.minutes) if one.passage.name == "meetings.decision")
        erasure = ask_to_erase(
            by=self.secretary, record=self.minutes, passage="meetings.decision", place=where.place,
            reason="ZASKED because somebody is known by these words", at=NOW,
        )  # fmt: skip
        answer_erasure(
            by=self.cast.oversight.user, erasure=erasure, consents=False,
            reason="ZREFUSED because nobody is known by these words", at=NOW,
        )  # fmt: skip
        return erasure

    def words(self) -> list[tuple[Any, str]]:
        """Of each passage its record, and the word that must go."""
        return [
            (self.off, "ZOFF of"), (self.off, "ZOFFITEM"), (self.off, "ZCANCELLED"),
            (self.alone, "ZALONE"), (self.alone, "ZDECLINED"),
            (self.draft, "ZDRAFTTITLE"), (self.draft, "ZSENTBACK"), (self.draft, "ZPURPOSE"),
            (self.draft, "Referrals wait because nobody knows"),
            (self.minutes, "ZGROUP"), (self.minutes, "ZSIGNED"),
            (self.promise, "ZLINK"),
            (self.erasure, "ZASKED"), (self.erasure, "ZREFUSED"),
        ]  # fmt: skip


@pytest.mark.django_db(transaction=True)
@pytest.mark.timeout(300)
def test_each_of_them_is_nowhere_in_the_database_afterwards(place: Place, cast: Cast) -> None:
    story = Story(cast)
    before = place.text()
    wanted = {word for _record, word in story.words() if word.startswith("Z")}
    assert {word for word in wanted if word in before} == wanted
    for record, word in story.words():
        one = next(one for one in standing_in(record) if word in one.words)
        signed(cast, record, one.passage.name, one.place)
    done = place.manage("erase")
    assert done.returncode == 0, done.stderr
    after = place.text()
    assert not [word for word in sorted(wanted) if word in after]
    story.minutes.refresh_from_db()
    assert is_unaltered(story.minutes) and lost_a_passage(story.minutes)
    assert story.minutes.is_signed_on_paper
    page = browser(cast.rj_liaison.user).get(f"/commitments/{story.promise.ref}/").content.decode()
    assert "· erased, " in page and "Open the document" not in page


@pytest.mark.django_db
def test_every_one_is_found_again_by_its_place_and_offered_to_whoever_may_ask(cast: Cast) -> None:
    story = Story(cast)
    secretary = browser(story.secretary)
    for record, word in story.words():
        one = next(one for one in standing_in(record) if word in one.words)
        assert PASSAGES[one.passage.name].find(one.place) is not None
        address = f"/erasures/of/{record._meta.label_lower}/{record.ref}/"
        assert one.place in secretary.get(address).content.decode()
    for record, _word in story.words():
        may = {member.key for member in cast if can(member.viewer, "erase", record)}
        assert may == {"uno_sharsha", *(["oversight"] if record in (story.erasure, story.promise) else [])}


@pytest.mark.django_db
def test_the_pages_lead_to_it(cast: Cast) -> None:
    story = Story(cast)
    client = browser(story.secretary)
    for meeting, record in ((story.off, story.off), (story.draft.meeting, story.draft)):
        page = client.get(f"/meetings/{meeting.ref}/").content.decode()
        assert f"/erasures/of/{record._meta.label_lower}/{record.ref}/" in page
    page = client.get(f"/erasures/{story.erasure.ref}/").content.decode()
    assert f"/erasures/of/access.erasure/{story.erasure.ref}/" in page
    assert REASON not in page
