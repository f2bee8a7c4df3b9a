"""One organisation asks another: who reads it, in whose hands it is, how it ends, and what is counted."""

import json
import re
from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from django.http import Http404
from django.urls import reverse

from access.models import PartyMember, User
from access.rules.audiences import all_derivations, differences
from access.rules.engine import RefusedError, can
from access.rules.viewer import Viewer
from access.toolkit.errors import Mendable
from language.words import DHAKA
from notifications.actions import scan
from notifications.models import Notice
from partners.actions import add_member
from partners.models import Membership, Office, OfficeHolder, Organisation, Person
from partners.parties import refresh_person
from tests.agreement import agree
from tests.cast import NOW, READERS, Cast, browser
from tests.programs import Program
from tests.threads.world import body, chosen, later, to_committee
from threads import actions
from threads.access import MORE_READERS, threads_known_to
from threads.covering import COVERABLE
from threads.models import Post, Request, RequestStep, Thread
from threads.queries.requests import FEWEST, REQUESTS, RequestShown, refused_for_persons, time_taken

pytestmark = pytest.mark.django_db
DUE = date(2026, 12, 10)
ACTIONS = ("view", "answer", "pass_on", "withdraw")


def asked(by: User, asking: str, of: str, *, at: datetime = NOW, due_on: date = DUE, **more: Any) -> Request:
    typed = {
        "kind": "information",
        "title": "Free shelter places",
        "text": "How many are free, by district?",
        "why": "A decision of the committee asks both sides to refer by free places.",
    } | more
    return actions.ask(by=by, organisation=body(asking), asked=body(of), at=at, due_on=due_on, **typed)


def who_may(cast: Cast, request: Request) -> dict[str, set[str]]:
    people = {cast[key].user.pk: key for key in READERS}
    found = agree([request], ACTIONS, [cast[key].user for key in READERS], NOW)
    return {action: {people[person] for _record, person in pairs} for action, pairs in found.items()}


@pytest.fixture
def request_(cast: Cast) -> Request:
    """BNWLA asks Rights Jessore."""
    return asked(cast.bnwla_liaison.user, "BNWLA", "RJ")


def test_those_who_answer_for_both_read_it_and_each_side_does_its_part(cast: Cast, request_: Request) -> None:
    may = who_may(cast, request_)
    assert may["view"] == {"bnwla_liaison", "rj_liaison"}
    assert may["answer"] == may["pass_on"] == {"rj_liaison"}
    assert may["withdraw"] == {"bnwla_liaison"}
    assert request_.thread in threads_known_to(cast.oversight.viewer)


def test_only_whoever_answers_for_an_organisation_asks_in_its_name(cast: Cast) -> None:
    with pytest.raises(RefusedError):
        asked(cast.rj_staff.user, "RJ", "BNWLA")
    with pytest.raises(RefusedError):
        asked(cast.bnwla_liaison.user, "RJ", "BNWLA")


@pytest.mark.parametrize(
    ("field", "more"),
    [
        ("asked", {"of": "RJ"}),
        ("due_on", {"due_on": NOW.date()}),
        ("due_on", {"due_on": NOW.date() + timedelta(days=400)}),
        ("text", {"text": ""}),
        ("why", {"why": " "}),
        ("text", {"text": "Send us the NID 1990123456789 of each"}),
        ("why", {"why": "We look for the holder of passport A01234567"}),
    ],
)
def test_what_cannot_be_asked_is_refused_at_its_field(cast: Cast, field: str, more: dict[str, Any]) -> None:
    with pytest.raises(Mendable) as refused:
        asked(cast.rj_liaison.user, "RJ", **({"of": "BNWLA"} | more))
    assert refused.value.field == field
    assert not Thread.objects.exists() and not Post.objects.exists()


def test_it_is_passed_on_to_an_office_which_reads_and_answers_it(cast: Cast) -> None:
    head = cast.uno_sharsha.user
    office = Office.objects.select_related("organisation").get(holders__person__user=head)
    organisation = office.organisation
    assert organisation is not None
    request = asked(cast.rj_liaison.user, "RJ", organisation.code)
    clerk = Office.objects.create(code="uno-clerk", title_en="Planning branch", organisation=organisation)
    elsewhere = Office.objects.get(holders__person__user=cast.dc_jashore.user)
    for wrong, code in ((elsewhere, "elsewhere"), (clerk, "vacant")):
        with pytest.raises(Mendable) as refused:
            actions.pass_on(by=head, request=request, office=wrong, note="It is theirs", at=later())
        assert refused.value.code == code
    appoint(cast.far_liaison.person, clerk)
    assert "far_liaison" not in who_may(cast, request)["view"]
    actions.pass_on(by=head, request=request, office=clerk, note="It reports to this office", at=later())
    held = Request.objects.get()
    assert (held.holder_office, held.due_on) == (clerk, DUE)
    assert who_may(cast, held)["answer"] == {"uno_sharsha", "far_liaison"}
    actions.answer(by=cast.far_liaison.user, request=held, text="31 in six districts.", at=later(2))
    assert [step.kind for step in RequestStep.objects.all()] == ["asked", "passed", "answered"]


def appoint(person: Person, office: Office) -> None:
    OfficeHolder.objects.create(
        office=office, person=person, period=DateTimeTZRange(NOW - timedelta(days=9), None)
    )


@pytest.mark.parametrize(
    ("does", "typed", "state"),
    [
        ("answer", {"text": "31 places."}, "answered"),
        ("decline", {"reason": "We keep no such count."}, "declined"),
        ("refuse", {}, "refused"),
    ],
)
def test_it_ends_once_and_those_who_asked_are_told(
    cast: Cast, request_: Request, does: str, typed: dict[str, str], state: str
) -> None:
    do = getattr(actions, does)
    do(by=cast.rj_liaison.user, request=request_, at=later(), **typed)
    assert Request.objects.get().state == state
    assert Thread.objects.get().state == "closed"
    told = Notice.objects.filter(kind="threads.request-ended", state="told")
    assert [one.recipient for one in told] == [cast.bnwla_liaison.user]
    for again, more in (("answer", {"text": "More."}), ("refuse", {}), ("decline", {"reason": "No."})):
        with pytest.raises(Mendable) as refused:
            getattr(actions, again)(by=cast.rj_liaison.user, request=request_, at=later(2), **more)
        assert refused.value.code == "ended"
    with pytest.raises(Mendable):
        actions.withdraw(by=cast.bnwla_liaison.user, request=request_, at=later(2))
    assert RequestStep.objects.count() == 2


def test_who_asked_withdraws_it_and_who_had_it_is_told(cast: Cast, request_: Request) -> None:
    actions.withdraw(by=cast.bnwla_liaison.user, request=request_, at=later())
    assert Request.objects.get().state == "withdrawn"
    told = Notice.objects.filter(kind="threads.request-withdrawn", state="told")
    assert [one.recipient for one in told] == [cast.rj_liaison.user]


def test_a_page_says_told_only_where_somebody_of_those_who_had_it_signs_in(cast: Cast) -> None:
    by, said = cast.bnwla_liaison.user, {}
    theirs = PartyMember.objects.filter(party=body("RJ").liaison_party)
    for is_in in (True, False):
        User.objects.filter(pk__in=theirs.values("user")).update(is_active=is_in)
        address = reverse("request_withdraw", args=[asked(by, "BNWLA", "RJ").ref])
        said[is_in] = browser(by).post(address, follow=True).content.decode()
    assert "Those who had it are told." in said[True]
    assert (
        "Nobody of those who are to learn of it signs in" in said[False]
        and "had it are told" not in said[False]
    )


def test_nobody_changes_a_request_behind_the_other_side(cast: Cast, request_: Request) -> None:
    by, thread = cast.bnwla_liaison.user, request_.thread
    asked_party = request_.asked.liaison_party
    more = chosen(by, to_committee(), use=MORE_READERS)
    tried: list[tuple[Callable[..., object], dict[str, Any]]] = [
        (actions.narrow, {"reader": asked_party}),
        (actions.widen, {"readers": more}),
        (actions.edit, {"title": "Other", "text": "Another question"}),
        (actions.close, {}),
    ]
    for does, typed in tried:
        with pytest.raises(Mendable) as refused:
            does(by=by, thread=thread, at=later(), **typed)
        assert refused.value.code == "request"


def test_a_question_that_was_taken_back_waits_for_nothing(cast: Cast, request_: Request) -> None:
    actions.take_back(by=cast.bnwla_liaison.user, post=Post.objects.get(is_first=True), at=later())
    assert Request.objects.get().state == "withdrawn"
    assert [step.kind for step in RequestStep.objects.all()] == ["asked", "withdrawn"]
    told = Notice.objects.filter(kind="threads.request-withdrawn", state="told")
    assert [one.recipient for one in told] == [cast.rj_liaison.user]


def former(cast: Cast) -> User:
    """BNWLA's liaison officer of yesterday, who serves it as staff today."""
    serving = Membership.objects.filter(person=cast.bnwla_liaison.person)
    serving.update(period=DateTimeTZRange(NOW - timedelta(days=400), NOW - timedelta(days=1)))
    refresh_person(cast.bnwla_liaison.person)
    add_member(
        by=None, organisation=body("BNWLA"), person=cast.bnwla_liaison.person, role="staff",
        since=NOW - timedelta(hours=1), at=NOW,
    )  # fmt: skip
    return User.objects.get(pk=cast.bnwla_liaison.user.pk)


def test_whoever_no_longer_answers_for_the_asking_side_reads_writes_and_ends_nothing(
    cast: Cast, request_: Request
) -> None:
    user, thread = former(cast), request_.thread
    assert not can(Viewer(user, NOW), "view", thread) and not can(Viewer(user, NOW), "view", request_)
    with pytest.raises(Http404):
        actions.post(by=user, thread=thread, text="More.", at=later())
    for does in (actions.take_back, actions.delete_post):
        with pytest.raises(Http404):
            does(by=user, post=Post.objects.get(is_first=True), at=later())
    assert Request.objects.get().is_open and Post.objects.get(is_first=True).stands
    derivation = next(one for one in all_derivations() if one.model is Thread)
    assert not list(differences(derivation))
    actions.open_thread(
        by=cast.oversight.user, thread=thread, purpose="A concern was raised about this", at=later()
    )
    assert not Notice.objects.filter(kind="threads.opened", recipient=user).exists()


def test_only_the_two_sides_write_in_a_request(cast: Cast, request_: Request) -> None:
    add_member(
        by=None, organisation=body("CWCS"), person=cast.rj_liaison.person, role="staff",
        since=NOW - timedelta(hours=1), at=NOW,
    )  # fmt: skip
    user = cast.rj_liaison.user
    for other in ("CWCS", "BNWLA"):
        with pytest.raises(Mendable) as refused:
            actions.post(
                by=user, thread=request_.thread, text="A word.", at=later(), organisation=body(other)
            )
        assert refused.value.code == "outside"
    made = actions.post(by=user, thread=request_.thread, text="A word.", at=later())
    assert made.organisation == body("RJ")


def test_what_was_asked_and_why_stays_as_it_was(cast: Cast, request_: Request) -> None:
    by = cast.bnwla_liaison.user
    with pytest.raises(Mendable) as refused:
        actions.edit_post(by=by, post=request_.why, text="Another reason.", at=later())
    assert refused.value.code == "request"
    said = actions.post(by=by, thread=request_.thread, text="By the way.", at=later())
    actions.edit_post(by=by, post=said, text="By the way, then.", at=later(2))


def test_both_sides_read_what_oversight_opened_it_for(cast: Cast, request_: Request) -> None:
    purpose = "A concern was raised about this"
    actions.open_thread(by=cast.oversight.user, thread=request_.thread, purpose=purpose, at=later())
    for user in (cast.bnwla_liaison.user, cast.rj_liaison.user):
        shown = browser(user).get(reverse("thread", args=[request_.thread.ref])).content.decode()
        assert purpose in shown


def test_a_passage_that_is_covered_ends_the_sheets_of_requests_too() -> None:
    assert set(COVERABLE["threads.thread"].lists) == {"threads", REQUESTS.url_name, "updates"}


def test_whoever_has_it_is_reminded_by_the_clock_until_it_ends(cast: Cast, request_: Request) -> None:
    def told(day: int) -> list[User]:
        scan(at=datetime(2026, 12, day, 9, 5, tzinfo=DHAKA))
        rows = Notice.objects.filter(kind="threads.request-due", state="told").order_by("pk")
        return [one.recipient for one in rows]

    rj = cast.rj_liaison.user
    assert told(3) == []
    assert told(8) == [rj]
    assert told(10) == [rj, rj]
    actions.answer(by=rj, request=request_, text="31 places.", at=datetime(2026, 12, 10, 12, tzinfo=DHAKA))
    assert told(14) == [rj, rj]


def test_how_long_a_side_takes_is_said_from_five_answers_on(cast: Cast) -> None:
    for number in range(FEWEST):
        assert time_taken(NOW + timedelta(days=60)) == []
        request = asked(cast.bnwla_liaison.user, "BNWLA", "RJ")
        actions.answer(
            by=cast.rj_liaison.user, request=request, text="31.", at=NOW + timedelta(days=7 * number)
        )
    assert time_taken(NOW + timedelta(days=60)) == [("ngo", 10, FEWEST)]
    assert time_taken(NOW + timedelta(days=800)) == []


def test_refusals_are_counted_for_oversight_on_its_page(cast: Cast, request_: Request) -> None:
    actions.refuse(by=cast.rj_liaison.user, request=request_, at=later())
    assert refused_for_persons(later(2)) == 1
    shown = browser(cast.oversight.user).get(reverse("threads_known")).content.decode()
    assert "1 request of the last year was refused" in shown
    # By a program it reads the same figure, and nobody else learns that there is one.
    assert Program(cast.oversight.user).get("requests-refused/").json() == {"last_year": 1}
    for nobody in (cast.rj_liaison, cast.ncc_secretary):
        assert Program(nobody.user).get("requests-refused/").status_code == 404


def test_the_page_shows_clock_hands_and_words_and_the_forms_work_alone(cast: Cast) -> None:
    liaison, rj = browser(cast.bnwla_liaison.user), browser(cast.rj_liaison.user)
    due = f"{datetime.now(tz=DHAKA) + timedelta(days=30):%d/%m/%Y}"
    typed = {
        "organisation": body("BNWLA").ref,
        "asked": "Rights Jessore",
        "kind": "data",
        "title": "Free shelter places",
        "text": "How many, by district?",
        "due_on": due,
    }
    # Nothing goes to people about whom its author has not read: without a script it is said first.
    unread = liaison.post(reverse("request_new"), typed | {"why": "A decision asks for it."})
    said = unread.content.decode()
    assert unread.status_code == 422 and not Request.objects.exists()
    assert "people read this" in said and "Those who answer for" in said and "name a purpose" in said
    seen = re.search(r'name="seen" value="([\w.-]+)"', said)
    assert seen is not None
    chosen_so = {"organisation": typed["organisation"], "asked": body("RJ").ref}
    while_choosing = liaison.get(reverse("request_readers"), chosen_so).content.decode()
    assert seen.group(0) in while_choosing and "people read this" in while_choosing
    police = Organisation.objects.get(name_en__startswith="Bangladesh Police").ref
    unmanned = liaison.get(reverse("request_readers"), chosen_so | {"asked": police}).content.decode()
    assert "Nobody answers for" in unmanned
    # Whoever is asked in their place was not read about.
    elsewhere = liaison.post(
        reverse("request_new"), typed | {"why": "Why.", "asked": body("CWCS").ref, "seen": seen.group(1)}
    )
    assert elsewhere.status_code == 422 and not Request.objects.exists()
    typed["seen"] = seen.group(1)
    refused = liaison.post(reverse("request_new"), typed)
    assert refused.status_code == 422 and "How many, by district?" in refused.content.decode()
    made = liaison.post(reverse("request_new"), typed | {"why": "A decision asks for it."})
    assert made.status_code == 302
    request = Request.objects.select_related("thread").get()
    address = reverse("thread", args=[request.thread.ref])
    assert made.headers["Location"] == address
    shown = rj.get(address).content.decode()
    for words in ("Both sides see this clock", "A decision asks for it.", "Send the answer to BNWLA"):
        assert words in shown, words
    assert "Send the answer" not in liaison.get(address).content.decode()
    listed = rj.get(reverse("requests")).content.decode()
    assert "Free shelter places" in listed
    answered = rj.post(reverse("request_answer", args=[request.ref]), {"text": "31 in six districts."})
    assert answered.headers["Location"] == address
    assert "31 in six districts." in liaison.get(address).content.decode()
    assert "Free shelter places" not in rj.get(reverse("requests")).content.decode()


def test_the_steps_say_in_whose_hands_it_was(cast: Cast, request_: Request) -> None:
    shown = RequestShown(cast.rj_liaison.viewer, request_.thread)
    assert [held.is_now for held in shown.hands] == [True]
    assert shown.due.state in ("ok", "soon")


def test_programs_ask_pass_on_and_answer(cast: Cast) -> None:
    program, other = Program(cast.bnwla_liaison.user), Program(cast.rj_liaison.user)
    sent = {
        "organisation": body("BNWLA").ref,
        "asked": body("RJ").ref,
        "kind": "data",
        "title": "Free places",
        "text": "How many?",
        "why": "A decision asks for it.",
        "due_on": f"{datetime.now(tz=DHAKA) + timedelta(days=30):%Y-%m-%d}",
    }
    made = program.post("requests/", sent, Idempotency_Key="one")
    assert made.status_code == 201, made.content
    ref = json.loads(made.content)["ref"]
    assert json.loads(other.get(f"requests/{ref}/").content)["may"] == [
        "answer",
        "pass-on",
        "more-time",
        "decline",
        "refuse",
    ]
    assert Program(cast.far_liaison.user).get(f"requests/{ref}/").status_code == 404
    assert program.post(f"requests/{ref}/answer/", {"text": "31."}).status_code == 403
    answered = other.post(f"requests/{ref}/answer/", {"text": "31."})
    assert answered.status_code == 200, answered.content
    assert json.loads(answered.content)["state"] == "answered"
