"""Members propose agenda items; the secretariat takes them onto the agenda of a meeting, or says why not."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.http import Http404
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from access.models import PartyMember
from access.rules.engine import can
from access.toolkit.covering import MARK
from access.toolkit.errors import Mendable
from coordination.covers.actions import answer as answer_cover
from coordination.covers.actions import cover
from coordination.desk.queries import desk_of
from meetings import actions
from meetings.models import AgendaItem, ItemProposal, Meeting
from meetings.proposed import waiting_for
from notifications.models import Delivery, Notice
from partners.models import Committee
from tests.cast import NOW, Cast, browser
from tests.meetings.sittings import announced, body, draft, jashore, planned, sharsha
from tests.meetings.test_access import check, may
from tests.meetings.test_api_notice import ahead
from tests.notifications.mail_server import written
from tests.programs import Program, errors
from tests.races import at_once
from tests.threads.test_leaks import without_tokens

pytestmark = pytest.mark.django_db
TITLE = "Buses to the shelter after dark"
WHY = "Nobody drives there after six, and people wait at the border post."


def propose(
    cast: Cast, who: str = "rj_liaison", committee: Committee | None = None, **said: str
) -> ItemProposal:
    words: dict[str, Any] = {"title": TITLE, "why": WHY, **said}
    return actions.propose_item(by=cast[who].user, committee=committee or sharsha(), at=NOW, **words)


def upcoming(cast: Cast) -> Meeting:
    return planned(cast.uno_sharsha.user, on_date=NOW.date() + timedelta(days=9))


def told(kind: str) -> set[int]:
    return set(Notice.objects.filter(kind=kind).values_list("recipient", flat=True))


def test_members_of_a_committee_propose_to_it_and_nobody_else(cast: Cast) -> None:
    assert may(cast, "propose_item", sharsha()) == {"uno_sharsha", "rj_liaison"}
    for outsider in ("bnwla_liaison", "facilitator", "dc_jashore", "ncc_secretary", "oversight", "rj_staff"):
        with pytest.raises(PermissionDenied):
            propose(cast, outsider)
    assert not ItemProposal.objects.exists()


def test_a_proposal_is_read_by_the_secretariat_its_author_and_who_answers_for_the_body(cast: Cast) -> None:
    proposal = propose(cast)
    check(
        cast,
        proposal,
        {
            "view": {"uno_sharsha", "rj_liaison"},
            "answer": {"uno_sharsha"},
            "take_back": {"rj_liaison"},
            "erase": {"uno_sharsha"},
        },
    )
    assert proposal.organisation == body("RJ") and proposal.by_label_en == body("RJ").name_en
    assert told("meetings.item_proposed") == {cast.uno_sharsha.user.pk}


def test_other_members_read_nothing_of_a_proposal(cast: Cast) -> None:
    proposal = propose(cast, "dc_jashore", jashore())
    assert may(cast, "view", proposal) == {"dc_jashore", "dd_women_jashore"}
    page = browser(cast.rj_liaison.user).get(reverse("item_propose", args=[jashore().ref]))
    assert page.status_code == 200 and TITLE not in page.content.decode()


def test_what_is_taken_stands_on_the_agenda_in_whose_name_and_its_author_is_told(cast: Cast) -> None:
    proposal, meeting = propose(cast), upcoming(cast)
    actions.take_proposal(by=cast.uno_sharsha.user, proposal=proposal, meeting=meeting, at=NOW)
    proposal.refresh_from_db()
    item = meeting.agenda.get(title=TITLE)
    assert (proposal.state, proposal.item, proposal.meeting) == ("taken", item, meeting)
    assert item.position < meeting.agenda.get(kind=AgendaItem.Kind.ANY_OTHER).position
    assert told("meetings.item_answered") == set()
    actions.send_notice(by=cast.uno_sharsha.user, meeting=meeting, at=NOW)
    assert told("meetings.item_answered") == {cast.rj_liaison.user.pk}
    page = browser(cast.rj_liaison.user).get(reverse("meeting", args=[meeting.ref])).content.decode()
    assert TITLE in page and body("RJ").name_en in page and WHY not in page


def test_before_the_notice_its_author_learns_nothing_of_the_meeting(cast: Cast) -> None:
    proposal, meeting = propose(cast), upcoming(cast)
    later = propose(cast, title="Lamps at the border post")
    client, program = browser(cast.rj_liaison.user), Program(cast.rj_liaison.user)
    page = reverse("item_proposal", args=[proposal.ref])
    paths = (
        page,
        reverse("item_propose", args=[sharsha().ref]),
        reverse("notices"),
        f"/api/v1/item-proposals/{proposal.ref}/",
        f"/api/v1/committees/{sharsha().ref}/item-proposals/",
    )

    def said() -> list[str]:
        return [without_tokens(client.get(path).content.decode()) for path in paths]

    before = said()
    actions.take_proposal(by=cast.uno_sharsha.user, proposal=proposal, meeting=meeting, at=NOW)
    assert said() == before
    assert program.get(f"item-proposals/{proposal.ref}/").json()["state"] == "waits"
    assert "Taken onto the agenda" in browser(cast.uno_sharsha.user).get(page).content.decode()
    actions.send_notice(by=cast.uno_sharsha.user, meeting=meeting, at=NOW)
    shown = client.get(page).content.decode()
    assert meeting.ref in shown and "Taken onto the agenda" in shown
    known = program.get(f"item-proposals/{proposal.ref}/").json()
    assert (known["meeting"], known["state"]) == (meeting.ref, "taken")
    with pytest.raises(Mendable):
        actions.take_back_proposal(by=cast.rj_liaison.user, proposal=proposal, at=NOW)
    assert Notice.objects.filter(kind="meetings.item_answered", record_id=later.pk).count() == 0


def test_taken_back_before_the_notice_it_leaves_the_agenda_as_if_it_had_waited(cast: Cast) -> None:
    proposal, meeting = propose(cast), upcoming(cast)
    actions.take_proposal(by=cast.uno_sharsha.user, proposal=proposal, meeting=meeting, at=NOW)
    actions.take_back_proposal(by=cast.rj_liaison.user, proposal=proposal, at=NOW)
    proposal.refresh_from_db()
    assert (proposal.state, proposal.item, proposal.meeting) == ("withdrawn", None, None)
    assert not meeting.agenda.filter(title=TITLE).exists()
    positions = list(meeting.agenda.values_list("position", flat=True))
    assert positions == list(range(1, len(positions) + 1))
    actions.send_notice(by=cast.uno_sharsha.user, meeting=meeting, at=NOW)
    assert told("meetings.item_answered") == set()


def test_of_a_meeting_without_a_notice_its_author_hears_when_its_minutes_are_opened(cast: Cast) -> None:
    proposal, by = propose(cast), cast.uno_sharsha.user
    meeting = planned(by)
    actions.take_proposal(by=by, proposal=proposal, meeting=meeting, at=NOW)
    assert told("meetings.item_answered") == set()
    actions.open_minutes(by=by, meeting=meeting, at=NOW)
    assert told("meetings.item_answered") == {cast.rj_liaison.user.pk}


def test_ten_that_wait_as_far_as_their_author_knows_are_enough(cast: Cast) -> None:
    proposals = [propose(cast, title=f"Item number {nth}") for nth in range(10)]
    meeting = upcoming(cast)
    actions.take_proposal(by=cast.uno_sharsha.user, proposal=proposals[0], meeting=meeting, at=NOW)
    ItemProposal.objects.update(proposed_at=NOW - timedelta(days=3))
    with pytest.raises(Mendable):
        propose(cast)
    actions.send_notice(by=cast.uno_sharsha.user, meeting=meeting, at=NOW)
    propose(cast)


def test_without_a_planned_meeting_it_waits_for_the_next(cast: Cast) -> None:
    proposal = propose(cast)
    over = announced(cast.uno_sharsha.user)
    actions.open_minutes(by=cast.uno_sharsha.user, meeting=over, at=NOW)
    over.refresh_from_db()
    foreign = planned(cast.dd_women_jashore.user, jashore())
    for other in (over, foreign, None):
        with pytest.raises((Mendable, PermissionDenied, Http404)):
            actions.take_proposal(by=cast.uno_sharsha.user, proposal=proposal, meeting=other, at=NOW)
    assert not waiting_for(cast.uno_sharsha.viewer, over)
    shown = browser(cast.uno_sharsha.user).get(reverse("item_proposal", args=[proposal.ref]))
    assert shown.status_code == 200 and not shown.context["meetings"] and shown.context["may_call"]
    meeting = upcoming(cast)
    assert list(waiting_for(cast.uno_sharsha.viewer, meeting)) == [proposal]
    assert not list(waiting_for(cast.rj_liaison.viewer, meeting))
    page = browser(cast.uno_sharsha.user).get(reverse("meeting", args=[meeting.ref])).content.decode()
    assert TITLE in page and WHY in page


def test_it_is_declined_with_a_reason_and_answered_once(cast: Cast) -> None:
    proposal, by = propose(cast), cast.uno_sharsha.user
    with pytest.raises(Mendable) as refused:
        actions.decline_proposal(by=by, proposal=proposal, reason=" ", at=NOW)
    assert refused.value.field == "reason"
    actions.decline_proposal(by=by, proposal=proposal, reason="It was settled in June.", at=NOW)
    assert told("meetings.item_answered") == {cast.rj_liaison.user.pk}
    page = browser(cast.rj_liaison.user).get(reverse("item_proposal", args=[proposal.ref])).content.decode()
    assert "It was settled in June." in page
    late_steps: list[Callable[[], object]] = [
        lambda: actions.take_proposal(by=by, proposal=proposal, meeting=upcoming(cast), at=NOW),
        lambda: actions.take_back_proposal(by=cast.rj_liaison.user, proposal=proposal, at=NOW),
    ]
    for again in late_steps:
        with pytest.raises(Mendable) as late:
            again()
        assert late.value.code == "answered"


def test_its_author_alone_takes_it_back_and_nobody_is_told(cast: Cast) -> None:
    proposal = propose(cast)
    with pytest.raises(PermissionDenied):
        actions.take_back_proposal(by=cast.uno_sharsha.user, proposal=proposal, at=NOW)
    with pytest.raises(Http404):
        actions.take_back_proposal(by=cast.bnwla_liaison.user, proposal=proposal, at=NOW)
    actions.take_back_proposal(by=cast.rj_liaison.user, proposal=proposal, at=NOW)
    assert not waiting_for(cast.uno_sharsha.viewer, upcoming(cast))
    assert not told("meetings.item_answered")


def test_whoever_leaves_the_committee_proposes_nothing_more(cast: Cast) -> None:
    PartyMember.objects.filter(user=cast.rj_liaison.user, party=sharsha().members_party).delete()
    with pytest.raises(PermissionDenied):
        propose(cast)
    page = browser(cast.rj_liaison.user).get(reverse("item_propose", args=[sharsha().ref]))
    assert page.status_code == 403


def test_nobodys_identity_is_proposed_and_ten_that_wait_are_enough(cast: Cast) -> None:
    for field, text in (
        ("title", "About 1990123456789"),
        ("why", "Ring 01712 345678"),
        ("title", ""),
        ("why", " "),
    ):
        with pytest.raises(Mendable) as refused:
            propose(cast, **{field: text})  # type: ignore[arg-type]
        assert refused.value.field == field
    for nth in range(10):
        propose(cast, title=f"Item number {nth}")
    with pytest.raises(Mendable) as many:
        propose(cast)
    assert many.value.code == "ceiling"


def test_one_speaks_for_no_body_that_one_does_not_serve(cast: Cast) -> None:
    with pytest.raises(Mendable) as refused:
        actions.propose_item(
            by=cast.rj_liaison.user,
            committee=sharsha(),
            title=TITLE,
            why=WHY,
            organisation=body("BRAC"),
            at=NOW,
        )
    assert refused.value.field == "organisation"


def test_what_it_came_of_is_kept_as_words_and_followed_nowhere(cast: Cast) -> None:
    proposal = propose(
        cast, source_type="threads.thread", source_ref="n0-such-record-anywher", source_text="Roads at night"
    )
    page = browser(cast.uno_sharsha.user).get(reverse("item_proposal", args=[proposal.ref])).content.decode()
    assert "Roads at night" in page and "n0-such-record-anywher" not in page


def test_a_covered_passage_is_read_nowhere_not_on_the_agenda_either(cast: Cast) -> None:
    passage = "the girl of the tea stall"
    proposal = propose(cast, title=f"A bed for {passage}", why=f"Because {passage} waits.")
    meeting = upcoming(cast)
    covered = cover(by=cast.rj_liaison.user, record=proposal, passage=passage, at=NOW)
    proposal.refresh_from_db()
    with pytest.raises(Mendable) as refused:
        actions.take_proposal(by=cast.uno_sharsha.user, proposal=proposal, meeting=meeting, at=NOW)
    assert refused.value.code == "covered"
    for address in (
        reverse("item_proposal", args=[proposal.ref]),
        reverse("meeting", args=[meeting.ref]),
        reverse("desk"),
        reverse("item_propose", args=[sharsha().ref]),
        f"/api/v1/item-proposals/{proposal.ref}/",
    ):
        page = browser(cast.uno_sharsha.user).get(address).content.decode()
        assert passage not in page
    for who in (cast.uno_sharsha.user, cast.oversight.user):
        answer_cover(by=who, cover=covered, says="show", at=NOW)
    proposal.refresh_from_db()
    actions.take_proposal(by=cast.uno_sharsha.user, proposal=proposal, meeting=meeting, at=NOW)
    cover(by=cast.rj_liaison.user, record=ItemProposal.objects.get(), passage=passage, at=NOW)
    page = browser(cast.uno_sharsha.user).get(reverse("meeting", args=[meeting.ref])).content.decode()
    assert passage not in page and MARK in page


def test_no_mail_says_what_is_proposed(cast: Cast) -> None:
    proposal = propose(cast)
    actions.decline_proposal(by=cast.uno_sharsha.user, proposal=proposal, reason="Settled already.", at=NOW)
    mails = [str(written(one).message()) for one in Delivery.objects.filter(channel="mail")]
    assert len(mails) == 2
    assert not any(word in mail for mail in mails for word in (TITLE, "Settled", WHY))


def test_it_stands_on_the_desk_of_the_secretariat_until_it_is_answered(cast: Cast) -> None:
    proposal = propose(cast)
    address = reverse("item_proposal", args=[proposal.ref])
    assert [one.url for one in desk_of(cast.uno_sharsha.viewer).things if one.url == address]
    assert not [one for one in desk_of(cast.rj_liaison.viewer).things if one.url == address]
    actions.decline_proposal(by=cast.uno_sharsha.user, proposal=proposal, reason="No room.", at=NOW)
    assert not [one for one in desk_of(cast.uno_sharsha.viewer).things if one.url == address]


@pytest.mark.parametrize("rows", [1, 7])
def test_seven_proposals_cost_the_pages_what_one_costs(cast: Cast, rows: int) -> None:
    meeting = upcoming(cast)
    for nth in range(rows):
        propose(cast, title=f"Item number {nth}")
    secretary = browser(cast.uno_sharsha.user)
    costs = []
    for address in (
        reverse("item_propose", args=[sharsha().ref]),
        reverse("meeting", args=[meeting.ref]),
        f"/api/v1/committees/{sharsha().ref}/item-proposals/",
    ):
        secretary.get(address)
        with CaptureQueriesContext(connection) as asked:
            assert f"Item number {rows - 1}" in secretary.get(address).content.decode()
        costs.append(len(asked.captured_queries))
    assert costs == [9, 19, 4]


def test_pages_lead_from_the_committee_to_an_item_on_the_agenda(cast: Cast) -> None:
    member, secretary = browser(cast.rj_liaison.user), browser(cast.uno_sharsha.user)
    meeting = upcoming(cast)
    propose_at = reverse("item_propose", args=[sharsha().ref])
    assert propose_at in member.get(reverse("committee", args=[sharsha().ref])).content.decode()
    assert (
        propose_at
        not in browser(cast.bnwla_liaison.user)
        .get(reverse("committee", args=[sharsha().ref]))
        .content.decode()
    )
    refused = member.post(propose_at, {"title": "", "why": WHY})
    assert refused.status_code == 422 and WHY in refused.content.decode()
    made = member.post(propose_at, {"title": TITLE, "why": WHY})
    proposal = ItemProposal.objects.get()
    assert made.status_code == 302 and made.headers["Location"] == reverse(
        "item_proposal", args=[proposal.ref]
    )
    empty = secretary.post(reverse("item_take", args=[proposal.ref]))
    assert empty.status_code == 422
    taken = secretary.post(reverse("item_take", args=[proposal.ref]), {"meeting": meeting.ref})
    assert taken.headers["Location"] == reverse("meeting", args=[meeting.ref])
    assert meeting.agenda.filter(title=TITLE).exists()


def test_programs_propose_read_and_answer(cast: Cast) -> None:
    member, secretary = Program(cast.rj_liaison.user), Program(cast.uno_sharsha.user)
    path = f"committees/{sharsha().ref}/item-proposals/"
    said = {"title": TITLE, "why": WHY}
    made = member.post(f"{path}propose/", said, Idempotency_Key="one")
    again = member.post(f"{path}propose/", said, Idempotency_Key="one")
    assert made.status_code == 200 and made.json() == again.json()
    [proposal] = made.json()["proposals"]
    assert (proposal["title"], proposal["organisation"]["ref"]) == (TITLE, body("RJ").ref)
    assert Program(cast.bnwla_liaison.user).get(path).status_code == 403
    assert errors(member.post(f"{path}propose/", {"title": "x"})) == {"/why": "required"}
    one = f"item-proposals/{proposal['ref']}/"
    assert member.post(f"{one}take/", {"meeting": "n0"}).status_code == 403
    assert errors(secretary.post(f"{one}take/", {"meeting": "n0-such-record-anywher"})) == {
        "/meeting": "meeting"
    }
    meeting = ahead(cast)
    taken = secretary.post(f"{one}take/", {"meeting": meeting.ref})
    assert (taken.status_code, taken.json()["state"], taken.json()["meeting"]) == (200, "taken", meeting.ref)
    agenda = member.get(f"meetings/{meeting.ref}/agenda/").json()["results"]
    assert [item["proposed_by_en"] for item in agenda if item["heading"] == TITLE] == [body("RJ").name_en]
    assert {item["proposed_by_en"] for item in agenda if item["heading"] != TITLE} == {None}
    second = member.post(f"{path}propose/", {**said, "title": "Lamps"}).json()["proposals"][0]
    assert member.post(f"item-proposals/{second['ref']}/take-back/").json()["state"] == "withdrawn"


def test_a_draft_of_minutes_takes_no_proposal(cast: Cast) -> None:
    proposal, minutes = propose(cast), draft(cast.facilitator.user)
    with pytest.raises(Mendable):
        actions.take_proposal(
            by=cast.uno_sharsha.user, proposal=proposal, meeting=minutes.meeting, at=timezone.now()
        )
    assert can(cast.uno_sharsha.viewer, "answer", proposal)


@pytest.mark.django_db(transaction=True)
def test_two_of_the_secretariat_take_it_once(cast: Cast) -> None:
    proposal = propose(cast, "dc_jashore", jashore())
    meeting = planned(cast.dd_women_jashore.user, jashore(), on_date=NOW.date() + timedelta(days=9))

    def take(who: str) -> None:
        actions.take_proposal(by=cast[who].user, proposal=proposal, meeting=meeting, at=NOW)

    at_once(lambda: take("dc_jashore"), lambda: take("dd_women_jashore"))
    assert meeting.agenda.filter(title=TITLE).count() == 1
