"""A discussion becomes an agenda item, or a request: in the words that were typed, and no others leave it."""

import json
from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.urls import reverse
from django.utils import timezone

from access.erasure.passages import Column, copies_of
from access.models import User
from access.rules.viewer import Viewer
from access.toolkit.beside import beside
from coordination.bridges.actions import propose_from_thread
from coordination.bridges.queries import came_of
from meetings import actions as meetings
from meetings.models import ItemProposal
from notifications.models import Delivery
from tests.cast import NOW, Cast, browser
from tests.meetings.sittings import jashore, planned, sharsha
from tests.notifications.mail_server import written
from tests.programs import Program
from tests.threads.test_leaks import stored_anywhere, without_tokens
from tests.threads.world import body, own, started, to_body, to_committee
from threads import actions
from threads.models import Request, Thread

pytestmark = pytest.mark.django_db
WORD = "zarquon"
TYPED: dict[str, Any] = {"title": "Buses after dark", "why": "People wait at the border post."}


def between_ngos(cast: Cast, title: str = WORD) -> Thread:
    """A discussion of two NGOs: no secretariat reads it."""
    return started(cast.rj_liaison.user, to_body("BNWLA"), title=title, text=f"{WORD} opens it")


def proposed(cast: Cast, thread: Thread, **typed: str) -> ItemProposal:
    return propose_from_thread(
        by=cast.rj_liaison.user, thread=thread, committee=sharsha(), at=NOW, **(TYPED | typed)
    )


def states(user: User, thread: Thread) -> list[tuple[str, bool, bool]]:
    """What somebody who reads a discussion is told: state, whether they read the proposal, the meeting."""
    found = came_of(Viewer(user, NOW), thread)
    return [(one.state, one.is_read, one.meeting is not None) for one in found]


@pytest.mark.parametrize("to", ["BNWLA", "own"])
def test_a_secretariat_that_does_not_read_the_discussion_learns_nothing_of_it_on_any_channel(
    cast: Cast, to: str
) -> None:
    readers = own("RJ") if to == "own" else to_body(to)
    thread = started(cast.rj_liaison.user, readers, title=WORD, text=f"{WORD} opens it")
    post = actions.post(by=cast.rj_liaison.user, thread=thread, text=f"{WORD} again", at=NOW)
    proposal = proposed(cast, thread, came_of="Talked about among NGOs")
    uno, program = cast.uno_sharsha.user, Program(cast.uno_sharsha.user)
    client, hidden = browser(uno), (WORD, thread.ref, post.ref)
    meeting = planned(uno, on_date=NOW.date() + timedelta(days=9))
    page = reverse("item_proposal", args=[proposal.ref])
    addresses = [
        page, reverse("item_propose", args=[sharsha().ref]), reverse("committee", args=[sharsha().ref]),
        *map(reverse, ("desk", "notices", "threads", "meetings", "calendar")),
        *(f"{reverse(name)}?q=Buses" for name in ("search", "search_offered")),
        reverse("cover_ask", args=["meetings.itemproposal", proposal.ref]),
        reverse("erasure_ask", args=["meetings.itemproposal", proposal.ref]),
        reverse("sheet", args=["threads"]),
    ]  # fmt: skip
    told = {one: client.get(one).content.decode() for one in addresses}
    paths = (f"item-proposals/{proposal.ref}/", f"committees/{sharsha().ref}/item-proposals/", "changes/")
    told |= {one: program.get(one).content.decode() for one in paths}
    assert "Talked about among NGOs" in told[page]
    meetings.take_proposal(by=uno, proposal=proposal, meeting=meeting, at=NOW)
    told["meeting"] = client.get(reverse("meeting", args=[meeting.ref])).content.decode()
    told |= {f"mail {one.pk}": str(written(one).message()) for one in Delivery.objects.filter(channel="mail")}
    assert [(name, word) for name, text in told.items() for word in hidden if word in text] == []
    # What leads back is the same as if there were none, whatever stands in the row.
    ItemProposal.objects.update(source_ref="n0-such-record-anywher")
    alone = client.get(page).content.decode()
    ItemProposal.objects.update(source_ref=thread.ref)
    assert without_tokens(client.get(page).content.decode()) == without_tokens(alone)
    assert set(stored_anywhere(WORD)) == {"threads_post.text", "threads_thread.title"}


def test_each_reader_is_told_of_the_answer_what_they_may_know_and_the_proposal_leads_back_to_them(
    cast: Cast,
) -> None:
    thread = between_ngos(cast)
    proposal = proposed(cast, thread)
    author, other, uno = cast.rj_liaison.user, cast.bnwla_liaison.user, cast.uno_sharsha.user
    assert states(author, thread) == [("waits", True, False)]
    assert states(other, thread) == [("waits", False, False)]
    address = reverse("thread", args=[thread.ref])
    assert address in browser(author).get(reverse("item_proposal", args=[proposal.ref])).content.decode()
    meeting = planned(uno, on_date=NOW.date() + timedelta(days=9))
    meetings.take_proposal(by=uno, proposal=proposal, meeting=meeting, at=NOW)
    # Nobody learns of a meeting before its notice, and afterwards only whoever reads that.
    assert states(author, thread) == [("waits", True, False)]
    meetings.send_notice(by=uno, meeting=meeting, at=NOW)
    assert states(author, thread) == [("taken", True, True)]
    assert states(other, thread) == [("waits", False, False)]
    proposal.refresh_from_db()
    assert proposal.item is not None
    assert f"item {proposal.item.position} of" in browser(author).get(address).content.decode()
    shown = browser(other).get(address).content.decode()
    assert meeting.ref not in shown and proposal.ref not in shown and "Proposed for an agenda" in shown
    again, third = proposed(cast, thread, title="Another"), proposed(cast, thread, title="A third")
    meetings.decline_proposal(by=uno, proposal=again, reason="No room.", at=NOW)
    meetings.take_back_proposal(by=author, proposal=third, at=NOW)
    assert [state for state, *_ in states(author, thread)] == ["taken", "declined", "withdrawn"]
    assert [state for state, *_ in states(other, thread)] == ["waits", "waits"]
    assert beside(Viewer(uno, NOW), proposal).said == {}


def test_only_whoever_reads_it_and_sits_in_a_committee_proposes_and_never_of_a_request(cast: Cast) -> None:
    thread = between_ngos(cast)
    for key, refusal in (
        ("uno_sharsha", Http404),
        ("oversight", Http404),
        ("bnwla_liaison", PermissionDenied),
    ):
        with pytest.raises(refusal):
            propose_from_thread(by=cast[key].user, thread=thread, committee=sharsha(), at=NOW, **TYPED)
    page = reverse("thread_propose", args=[thread.ref])
    missing = reverse("thread_propose", args=["n0-such-record-anywher"])
    outside = browser(cast.uno_sharsha.user)
    hidden, none = (without_tokens(outside.get(one).content.decode()) for one in (page, missing))
    assert hidden == none and outside.get(page).status_code == 404
    assert reverse("thread_propose", args=[thread.ref]) not in (
        browser(cast.rj_staff.user).get(reverse("thread", args=[thread.ref])).content.decode()
    )
    request = asked(cast, None)
    assert browser(cast.rj_liaison.user).get(
        reverse("thread_propose", args=[request.thread.ref])
    ).status_code == 404  # fmt: skip
    assert not ItemProposal.objects.exists()


def test_the_page_says_who_reads_what_before_anything_is_sent_and_keeps_what_was_typed(cast: Cast) -> None:
    client = browser(cast.rj_liaison.user)
    committee = started(cast.rj_liaison.user, to_committee(), at=timezone.now(), title="Licences")
    within = started(cast.rj_liaison.user, own("RJ"), at=timezone.now(), title=WORD)
    shown = client.get(reverse("thread_propose", args=[committee.ref])).content.decode()
    # Of two committees one does not read it: its title is told to nobody who does not type it.
    assert 'value="Licences"' not in shown
    all_read = started(cast.rj_liaison.user, "everyone", at=timezone.now(), title="Buses")
    assert 'value="Buses"' in client.get(reverse("thread_propose", args=[all_read.ref])).content.decode()
    assert " · reads this discussion" in shown and "does not read this discussion" in shown
    inside = client.get(reverse("thread_propose", args=[within.ref])).content.decode()
    assert f'value="{WORD}"' not in inside and "of your organisation alone" in inside
    typed = TYPED | {"committee": jashore().ref, "why": ""}
    page = reverse("thread_propose", args=[committee.ref])
    refused = client.post(page, typed)
    assert refused.status_code == 422 and "Buses after dark" in refused.content.decode()
    elsewhere = client.post(page, typed | TYPED | {"committee": "n0-such-record-anywher"})
    assert elsewhere.status_code == 422 and not ItemProposal.objects.exists()
    assert client.post(page, typed | TYPED).headers["Location"] == reverse("thread", args=[committee.ref])
    made = ItemProposal.objects.get()
    assert (made.committee, made.source_ref, made.source_text) == (jashore(), committee.ref, "")
    # A member of the committee's secretariat reads the discussion, and is led back.
    led = browser(cast.dc_jashore.user).get(reverse("item_proposal", args=[made.ref])).content.decode()
    assert reverse("thread", args=[committee.ref]) in led


def test_a_title_that_is_erased_goes_from_the_proposal_that_kept_it(cast: Cast) -> None:
    thread = between_ngos(cast)
    proposed(cast, thread, title=WORD)
    proposed(cast, thread, title="Another")
    columns = [one for one in copies_of("threads.title", thread) if isinstance(one, Column)]
    of_proposals = [one for one in columns if one.rows.model is ItemProposal]
    assert [list(one.rows.values_list("title", flat=True)) for one in of_proposals] == [[WORD]]


def asked(cast: Cast, about: Thread | None) -> Request:
    return actions.ask(
        by=cast.rj_liaison.user,
        organisation=body("RJ"),
        asked=body("CWCS"),
        kind="information",
        title="Free places",
        text="How many?",
        why="A decision asks for it.",
        due_on=NOW.date() + timedelta(days=20),
        at=NOW,
        about=about,
    )


def test_of_a_discussion_an_organisation_is_asked_and_only_who_reads_both_sees_both(cast: Cast) -> None:
    thread = between_ngos(cast)
    client = browser(cast.rj_liaison.user)
    form = client.get(f"{reverse('request_new')}?about={thread.ref}").content.decode()
    assert (
        f'value="{thread.ref}"' in form
        and f'value="{WORD}"' not in form
        and "Nothing of that discussion" in form
    )
    within = started(cast.rj_liaison.user, own("RJ"), title=WORD)
    inside = client.get(f"{reverse('request_new')}?about={within.ref}").content.decode()
    assert f'value="{WORD}"' not in inside
    typed = {
        "asked": body("CWCS").ref, "organisation": body("RJ").ref, "kind": "data", "title": "Free places",
        "text": "How many?", "why": "A decision asks.", "about": thread.ref,
        "seen": f"{body('RJ').ref}.{body('CWCS').ref}",
        "due_on": f"{timezone.now() + timedelta(days=30):%d/%m/%Y}",
    }  # fmt: skip
    assert client.post(reverse("request_new"), typed).status_code == 302
    request = Request.objects.select_related("thread").get()
    assert request.about == thread
    page, of_request = reverse("thread", args=[thread.ref]), reverse("thread", args=[request.thread.ref])
    assert page in client.get(of_request).content.decode() and of_request in client.get(page).content.decode()
    # BNWLA reads the discussion and not the request; who is asked reads the request alone.
    assert request.thread.ref not in browser(cast.bnwla_liaison.user).get(page).content.decode()
    program = Program(cast.rj_liaison.user)
    assert json.loads(program.get(f"requests/{request.ref}/").content)["about"] == thread.ref
    actions.narrow(by=cast.rj_liaison.user, thread=thread, reader=body("BNWLA").all_party, at=timezone.now())
    # Whoever does not read it any more asks without it, and loses nothing of what was typed.
    late = browser(cast.bnwla_liaison.user)
    seen = f"{body('BNWLA').ref}.{body('CWCS').ref}"
    sent = typed | {"asked": body("CWCS").ref, "organisation": body("BNWLA").ref, "seen": seen}
    assert late.post(reverse("request_new"), sent).status_code == 302
    assert Request.objects.filter(asking=body("BNWLA"), about=None).count() == 1
    refused = Program(cast.bnwla_liaison.user).post(
        "requests/", typed | {"organisation": body("BNWLA").ref, "due_on": "2027-03-01"}, Idempotency_Key="a"
    )
    assert refused.status_code == 422 and WORD not in refused.content.decode()


def test_those_who_are_asked_learn_nothing_of_the_discussion_it_came_of(cast: Cast) -> None:
    request = actions.ask(
        by=cast.rj_liaison.user, organisation=body("RJ"), asked=body("BNWLA"), kind="data", title="Places",
        text="How many?", why="A decision.", due_on=NOW.date() + timedelta(days=20), at=NOW,
        about=started(cast.rj_liaison.user, own("RJ"), title=WORD, text=WORD),
    )  # fmt: skip
    user = cast.bnwla_liaison.user
    shown = browser(user).get(reverse("thread", args=[request.thread.ref])).content.decode()
    program = Program(user).get(f"requests/{request.ref}/").content.decode()
    assert request.about is not None and json.loads(program)["about"] == ""
    assert not [text for text in (shown, program) if WORD in text or request.about.ref in text]
