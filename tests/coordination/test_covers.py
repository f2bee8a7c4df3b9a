"""A passage that may identify somebody is covered at once, and decided by the secretariat and oversight."""

from copy import deepcopy
from datetime import datetime, time, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from psycopg2.extras import DateTimeTZRange

from access.accounts.program_accounts import open_program
from access.api.taken import KIND as PROGRAM
from access.models import AccessLog, Cover, Party, PartyMember, Role, User
from access.rules.engine import can
from access.rules.log import log_access
from access.rules.viewer import Viewer
from access.toolkit.covering import MARK, without_covered
from access.toolkit.errors import Mendable
from commitments import actions as promises
from commitments.models import ChangeRequest, Commitment
from coordination.covers import actions
from language.words import DHAKA
from library.models import LongSheet
from notifications.actions import scan
from notifications.models import Delivery, Notice
from notifications.working_days import working_days_late
from tests.cast import NOW, Cast, browser
from tests.commitments.world import Pair, accept
from tests.notifications.mail_server import written

ALWAYS = DateTimeTZRange(None, None)
pytestmark = pytest.mark.django_db
PASSAGE = "the girl of the tea stall at Benapole"
WHAT = f"Find a place for {PASSAGE} before Sunday. Report to the committee."


@pytest.fixture(scope="module")
def built(file_db: None) -> Pair:
    return Pair(what=WHAT)


@pytest.fixture
def pair(built: Pair) -> Pair:
    return deepcopy(built)


def covered(pair: Pair, by: User | None = None, passage: str = PASSAGE) -> Cover:
    return actions.cover(by=by or pair.owner, record=pair.commitment, passage=passage, at=NOW)


def wording(pair: Pair) -> str:
    return Commitment.objects.get(pk=pair.commitment.pk).what


def page(user: User, name: str, *args: object) -> str:
    return browser(user).get(reverse(name, args=args)).content.decode()


class TestACoveredPassage:
    def test_is_read_by_nobody_on_page_list_and_desk_and_the_rest_of_the_text_stays(self, pair: Pair) -> None:
        covered(pair)
        assert wording(pair) == f"Find a place for {MARK} before Sunday. Report to the committee."
        for user in (pair.owner, pair.secretary, pair.verifier):
            for shown in (
                page(user, "commitment", pair.commitment.ref),
                page(user, "commitments"),
                page(user, "desk"),
            ):
                assert PASSAGE not in shown
            assert MARK in page(user, "commitment", pair.commitment.ref)

    def test_is_shown_again_when_both_say_so_and_not_before(self, pair: Pair, cast: Cast) -> None:
        cover = covered(pair)
        actions.answer(by=pair.secretary, cover=cover, says="show", at=NOW)
        assert PASSAGE not in wording(pair)
        actions.answer(by=cast.oversight.user, cover=cover, says="show", at=NOW)
        assert wording(pair) == WHAT
        assert Cover.objects.get().is_lifted

    def test_stays_covered_while_the_two_differ_and_when_both_leave_it(self, pair: Pair, cast: Cast) -> None:
        cover = covered(pair)
        actions.answer(by=pair.secretary, cover=cover, says="show", at=NOW)
        actions.answer(by=cast.oversight.user, cover=cover, says="keep", at=NOW)
        assert Cover.objects.get().decided_at is None and PASSAGE not in wording(pair)
        actions.answer(by=pair.secretary, cover=cover, says="keep", at=NOW)
        assert Cover.objects.get().decided_at == NOW and PASSAGE not in wording(pair)
        with pytest.raises(Mendable, match="decided already"):
            actions.answer(by=pair.secretary, cover=cover, says="show", at=NOW)

    def test_stays_covered_when_another_one_beside_it_is_shown_again(self, pair: Pair, cast: Cast) -> None:
        first, second = covered(pair), covered(pair, passage="Report to the committee.")
        for by in (pair.secretary, cast.oversight.user):
            actions.answer(by=by, cover=first, says="show", at=NOW)
        assert wording(pair) == f"Find a place for {PASSAGE} before Sunday. {MARK}"
        assert second.decided_at is None

    def test_stays_covered_in_other_words_that_are_granted(self, pair: Pair) -> None:
        covered(pair)
        asked = pair.asks(ChangeRequest.Kind.WORDING, what=f"Ask after {PASSAGE} again")
        promises.decide_change(by=pair.secretary, request=asked, grant=True, at=NOW)
        assert wording(pair) == f"Ask after {MARK} again"

    def test_is_left_out_of_what_was_said_since(self, pair: Pair) -> None:
        accept(by=pair.owner, commitment=pair.commitment, verifier=pair.government, at=NOW)
        told = f"She is {PASSAGE}"
        promises.report(by=pair.owner, commitment=pair.commitment, text=f"{told}, and safe.", at=NOW)
        promises.request_information(
            by=pair.verifier, commitment=pair.commitment, reason=f"{told}, is it she?", at=NOW
        )
        pair.asks(ChangeRequest.Kind.DROP, reason=f"{told}, who left.")
        before = page(pair.secretary, "commitment", pair.commitment.ref)
        assert before.count(PASSAGE) >= 4
        covered(pair)
        for user in (pair.owner, pair.secretary, pair.verifier):
            shown = page(user, "commitment", pair.commitment.ref)
            assert PASSAGE not in shown and ", and safe." in shown

    def test_is_left_out_of_the_link_of_evidence_which_leads_nowhere_then(self, pair: Pair) -> None:
        accept(by=pair.owner, commitment=pair.commitment, verifier=pair.government, at=NOW)
        address = "https://example.org/girls/rahima-of-benapole.pdf"
        promises.report(by=pair.owner, commitment=pair.commitment, text="A report.", link=address, at=NOW)
        assert f'href="{address}"' in page(pair.verifier, "commitment", pair.commitment.ref)
        ask = page(pair.verifier, "cover_ask", "commitments.commitment", pair.commitment.ref)
        assert address in ask and "cover it, too" in ask
        covered(pair, by=pair.verifier, passage="rahima")
        for user in (pair.owner, pair.secretary, pair.verifier):
            shown = page(user, "commitment", pair.commitment.ref)
            assert "rahima" not in shown and "https://example.org/girls/" in shown
            assert 'href="https://example.org' not in shown
        again = page(pair.verifier, "cover_ask", "commitments.commitment", pair.commitment.ref)
        assert "rahima" not in again

    def test_is_in_no_mail_and_no_notice(self, pair: Pair, cast: Cast) -> None:
        cover = covered(pair)
        told = Notice.objects.filter(record_type="access.cover", record_id=cover.pk)
        assert set(told.values_list("recipient", flat=True)) == {pair.secretary.pk, cast.oversight.user.pk}
        for delivery in Delivery.objects.filter(notice__in=told).select_related("notice__recipient"):
            message = written(delivery)
            assert PASSAGE not in f"{message.subject}{message.body}"
        assert PASSAGE not in page(pair.secretary, "notices")


class TestWhoCoversAndWhoDecides:
    def test_whoever_may_not_read_the_record_finds_nothing_to_cover(self, pair: Pair, cast: Cast) -> None:
        stranger = browser(cast.far_liaison.user)
        address = reverse("cover_ask", args=["commitments.commitment", pair.commitment.ref])
        missing = reverse("cover_ask", args=["commitments.commitment", "no-such-record"])
        unknown = reverse("cover_ask", args=["access.user", pair.commitment.ref])
        assert {stranger.get(one).status_code for one in (address, missing, unknown)} == {404}
        assert stranger.get(address).content == stranger.get(missing).content

    def test_the_two_alone_read_the_passage_and_who_asked(self, pair: Pair, cast: Cast) -> None:
        User.objects.filter(pk=pair.owner.pk).update(label_en="Liaison of the asking body")
        log_access(Viewer(pair.verifier, NOW), AccessLog.Kind.EXPORT, pair.commitment)
        cover = covered(pair)
        for user, is_told in (
            (pair.secretary, True),
            (cast.oversight.user, True),
            (pair.owner, False),
            (pair.verifier, False),
        ):
            shown = page(user, "cover", cover.ref)
            assert (PASSAGE in shown) == is_told
            assert ("Asked by" in shown) == is_told
            assert ("answer" in shown and 'name="says"' in shown) == is_told
        assert browser(cast.far_liaison.user).get(reverse("cover", args=[cover.ref])).status_code == 404

    def test_each_answers_for_its_own_side_and_nobody_else_at_all(self, pair: Pair, cast: Cast) -> None:
        cover = covered(pair)
        people = {
            "secretariat": pair.secretary,
            "oversight": cast.oversight.user,
            "asker": pair.owner,
            "another reader": pair.verifier,
            "a stranger": cast.far_liaison.user,
            "the administrator": cast.administrator.user,
        }

        def who_may(action: str) -> set[str]:
            return {name for name, user in people.items() if can(Viewer(user, NOW), action, cover)}

        assert who_may("answer_for_secretariat") == {"secretariat"}
        assert who_may("answer_for_oversight") == {"oversight"}
        assert who_may("view") == {"secretariat", "oversight", "asker"}

    def test_whoever_is_of_both_sides_answers_for_one_of_them(self, pair: Pair, cast: Cast) -> None:
        PartyMember.objects.create(
            party=Party.objects.role(Role.OVERSIGHT), user=pair.secretary, reason="test", period=ALWAYS
        )
        cover = covered(pair)
        for _twice in range(2):
            actions.answer(by=pair.secretary, cover=cover, says="show", at=NOW)
        found = Cover.objects.get()
        assert (found.oversight_says, found.secretariat_says, found.decided_at) == ("show", "", None)

    def test_an_answer_of_somebody_else_is_refused(self, pair: Pair) -> None:
        cover = covered(pair)
        sent = browser(pair.owner).post(reverse("cover", args=[cover.ref]), {"says": "show"})
        assert sent.status_code in (200, 403)
        assert Cover.objects.get().secretariat_says == Cover.objects.get().oversight_says == ""

    def test_three_undecided_are_the_most_of_one_person(self, pair: Pair) -> None:
        for passage in ("Find a place", "before Sunday", "Report to the committee"):
            covered(pair, passage=passage)
        with pytest.raises(Mendable, match="not decided yet"):
            covered(pair)
        covered(pair, by=pair.secretary)

    def test_whoever_took_the_text_away_is_told_that_it_is_covered(self, pair: Pair) -> None:
        log_access(Viewer(pair.verifier, NOW - timedelta(days=3)), AccessLog.Kind.EXPORT, pair.commitment)
        covered(pair)
        told = Notice.objects.filter(kind="covers.taken_away")
        assert list(told.values_list("recipient", flat=True)) == [pair.verifier.pk]

    def test_whoever_has_not_answered_by_then_is_reminded(self, pair: Pair, cast: Cast) -> None:
        cover = covered(pair)
        assert working_days_late(cover.decide_by, NOW.date()) == -2
        actions.answer(by=pair.secretary, cover=cover, says="keep", at=NOW)
        scan(at=datetime.combine(cover.decide_by, time(9, 30), DHAKA))
        reminded = Notice.objects.filter(kind__endswith="_waits", stage="on")
        assert [(one.kind, one.recipient_id) for one in reminded] == [
            ("covers.oversight_waits", cast.oversight.user.pk)
        ]

    def test_words_that_do_not_stand_there_are_refused(self, pair: Pair) -> None:
        for passage in ("", "  ", "the boy of the tea stall", "a", "■", MARK):
            with pytest.raises(Mendable):
                covered(pair, passage=passage)


class TestThePage:
    def test_a_sentence_is_chosen_and_only_some_of_its_words_covered(self, pair: Pair) -> None:
        person = browser(pair.owner)
        address = reverse("cover_ask", args=["commitments.commitment", pair.commitment.ref])
        sentences = person.get(address).context["form"].sentences
        assert list(sentences.values()) == [
            f"Find a place for {PASSAGE} before Sunday.",
            "Report to the committee.",
        ]
        first = next(iter(sentences))
        refused = person.post(address, {"sentence": first, "words": "somewhere else"})
        assert refused.status_code == 422 and Cover.objects.count() == 0
        person.post(address, {"sentence": first, "words": PASSAGE})
        assert Cover.objects.get().passage == PASSAGE
        assert MARK in wording(pair)


@pytest.mark.parametrize(
    ("text", "passages", "shown"),
    [
        ("রহিমার মেয়ে\nআজ এসেছে", ["রহিমার মেয়ে"], f"{MARK}\nআজ এসেছে"),
        ("রহিমার  মেয়ে", ["রহিমার মেয়ে"], MARK),
        ("a (b1) c", ["(b1)", "(b1) c"], f"a {MARK}"),
        # A part of a word names it: the whole word goes.
        ("Minara came", ["Mina"], f"{MARK} came"),
        ("করিমার ভাই", ["করিম"], f"{MARK} ভাই"),
        # What two cover together leaves no end of either.
        ("Rahim told Karim was beaten", ["Rahim told Karim", "Karim was beaten"], MARK),
        ("Rahim, Rahim", ["Rahim", "Rahim"], f"{MARK}, {MARK}"),
    ],
)
def test_a_passage_is_found_wherever_and_however_it_stands(
    text: str, passages: list[str], shown: str
) -> None:
    assert without_covered(text, passages) == shown


def reading_program(pair: Pair, answerable: User) -> User:
    """A program of the owner's body that took the list the promise stands in."""
    program = open_program(by=answerable, answerable=answerable, label_en="A", label_bn="", at=NOW)
    PartyMember.objects.create(party=pair.ngo.all_party, user=program, reason="test", period=ALWAYS)
    assert can(Viewer(program, NOW), "view", pair.commitment)
    took_list(program)
    return program


def took_list(program: User) -> None:
    log_access(Viewer(program, NOW), AccessLog.Kind.EXPORT, PROGRAM, "list=commitments api token=x")


def test_seven_programs_that_took_a_list_cost_as_many_queries_as_one(pair: Pair) -> None:
    def cost(passage: str) -> int:
        with CaptureQueriesContext(connection) as asked:
            covered(pair, passage=passage)
        return len(asked)

    people = [User.objects.create_user(email=f"staff{nth}@example.org", label_en="Staff") for nth in range(7)]
    reading_program(pair, people[0])
    # What is kept from the first time on is asked once.
    cost("Find a place")
    one = cost("the girl of the tea stall")
    for person in people[1:]:
        reading_program(pair, person)
    assert cost("Report to the committee") == one


def test_of_programs_that_took_a_list_those_who_answer_are_told_where_it_reads_the_record(pair: Pair) -> None:
    answerable = User.objects.create_user(email="staff@example.org", label_en="Staff")
    reading_program(pair, answerable)
    took_list(open_program(by=pair.owner, answerable=pair.verifier, label_en="B", label_bn="", at=NOW))
    made = covered(pair)
    told = Notice.objects.filter(kind="covers.taken_away", record_id=made.pk)
    assert set(told.values_list("recipient", flat=True)) == {answerable.pk}


def test_a_sheet_of_notices_that_waits_is_over_when_a_passage_of_a_title_is_covered(pair: Pair) -> None:
    facts = {"owner": pair.owner, "form": "csv", "asked_at": NOW, "state": "ready", "list_name": "notices"}
    sheet = LongSheet.objects.create(title="Notices", **facts)
    covered(pair)
    sheet.refresh_from_db()
    assert sheet.state == "over"
