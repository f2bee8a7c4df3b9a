"""The pages: what they show, to whom, and how they answer what people type."""

import json
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from access.models import AccessLog, User
from commitments import actions
from commitments.models import ChangeRequest, Stage
from tests.cast import browser
from tests.commitments.pages import HX, page, pair, send, signed_in, speak, stage_of, today
from tests.commitments.world import accept, days, liaison, organisation, promise, recommendation, staff
from tests.library.papers import flat, read

pytestmark = pytest.mark.django_db
FORM_PAGES = (
    "commitment_accept",
    "commitment_decline",
    "commitment_report",
    "commitment_verify",
    "commitment_information",
    "commitment_more_time",
    "commitment_change",
    "commitment_wait",
    "commitment_decide",
    "commitment_decide_waiting",
    "commitment_due",
    "commitment_drop",
    "commitment_letter",
)


def test_the_list_shows_owner_verifier_source_due_date_and_stage_of_each() -> None:
    made = pair()
    made.accepted(timezone.now())
    body = page(made.owner, "commitments").content.decode()
    for words in (
        "Send the list of panel lawyers",
        "40th meeting, item 40.2",
        "ngo",
        "government",
        "Accepted",
        "step 2 of 4",
        "working days left",
    ):
        assert words in body


def test_a_promise_is_kept_through_the_pages_alone() -> None:
    made = pair()
    accepted = send(made.owner, "commitment_accept", made.commitment, {})
    assert (accepted.status_code, stage_of(made.commitment)) == (302, Stage.ACCEPTED)
    offered = page(made.secretary, "commitment_name_verifier", made.commitment).content.decode()
    assert "government" in offered and "checked" not in offered
    chosen = {"verifier": made.government.ref}
    assert send(made.secretary, "commitment_name_verifier", made.commitment, chosen).status_code == 302
    send(made.owner, "commitment_report", made.commitment, {"text": "Sent to both tribunals.", "link": ""})
    assert stage_of(made.commitment) == Stage.EVIDENCE_IN
    send(made.verifier, "commitment_information", made.commitment, {"reason": "Which tribunals?"})
    opened = page(made.owner, "commitment", made.commitment).content.decode()
    assert "More information requested by government." in opened and "Which tribunals?" in opened
    send(made.owner, "commitment_report", made.commitment, {"text": "Khulna and Jashore.", "link": ""})
    send(made.verifier, "commitment_verify", made.commitment, {"note": ""})
    assert stage_of(made.commitment) == Stage.VERIFIED
    kept = signed_in(made.owner).get(reverse("commitments"), {"view": "kept"}).content.decode()
    assert "Send the list of panel lawyers" in kept


def test_who_sees_it_but_may_not_is_answered_403_and_who_may_not_see_it_404() -> None:
    made = pair()
    made.reported(timezone.now())
    reader = staff(made.ngo)
    stranger = liaison(organisation("stranger"))
    nowhere = reverse("commitment", args=["A" * 22])
    for name in ("commitment", *FORM_PAGES):
        hidden = page(stranger, name, made.commitment)
        missing = signed_in(stranger).get(nowhere + name.removeprefix("commitment").replace("_", "/"))
        assert hidden.status_code == 404
        if name == "commitment":
            assert missing.status_code == 404
            assert hidden.content == missing.content
    for name in FORM_PAGES:
        assert page(reader, name, made.commitment).status_code == 403
        assert send(reader, name, made.commitment, {}).status_code in (403, 405)
    assert stage_of(made.commitment) == Stage.EVIDENCE_IN


def test_hidden_and_missing_cost_the_same_queries() -> None:
    made = pair()
    client = signed_in(liaison(organisation("stranger")))
    counts = []
    for ref in (made.commitment.ref, "A" * 22):
        with CaptureQueriesContext(connection) as captured:
            assert client.get(reverse("commitment", args=[ref])).status_code == 404
        counts.append(len(captured))
    assert counts[0] == counts[1]


def test_signed_out_is_sent_to_the_sign_in_page_whether_it_exists_or_not() -> None:
    made = pair()
    answers = [Client().get(reverse("commitment", args=[ref])) for ref in (made.commitment.ref, "A" * 22)]
    assert [answer.status_code for answer in answers] == [302, 302]
    assert all("sign-in" in answer.headers["Location"] for answer in answers)


def test_htmx_gets_the_part_and_everyone_else_the_page_of_the_same_address() -> None:
    made = pair()
    for name, arguments, part in (
        ("commitments", None, 'id="listing"'),
        ("commitment", made.commitment, 'id="panel"'),
    ):
        whole = page(made.owner, name, arguments)
        partial = page(made.owner, name, arguments, **HX)
        restored = page(made.owner, name, arguments, **HX, HTTP_HX_HISTORY_RESTORE_REQUEST="true")
        assert part in whole.content.decode() and "<html" in whole.content.decode()
        assert part in partial.content.decode() and "<html" not in partial.content.decode()
        assert "<html" in restored.content.decode()
        assert "HX-Request" in partial.headers["Vary"]
        assert "no-store" in whole.headers["Cache-Control"]


def test_a_step_sent_by_htmx_leads_to_the_commitment_as_it_is_now() -> None:
    made = pair()
    answer = send(made.owner, "commitment_accept", made.commitment, {"verifier": made.government.ref}, **HX)
    location = json.loads(answer.headers["HX-Location"])
    assert location == {
        "path": reverse("commitment", args=[made.commitment.ref]),
        "target": "#panel",
        "swap": "outerHTML",
    }
    again = send(made.owner, "commitment_accept", made.commitment, {"verifier": made.government.ref}, **HX)
    assert again.status_code == 422
    assert "not possible any more" in again.content.decode()


def test_each_reader_is_offered_exactly_the_steps_that_are_theirs_now() -> None:
    made = pair()

    def offered(user: User) -> set[str]:
        opened = page(user, "commitment", made.commitment).context["opened"]
        return {step.url_name.removeprefix("commitment_") for step in opened.buttons}

    assert offered(made.owner) == {"accept", "more_time", "change", "wait"}
    assert offered(made.secretary) == {"due", "drop", "name_verifier"}
    assert offered(staff(made.ngo)) == set()
    made.reported(timezone.now())
    assert offered(made.owner) == {"report", "change"}
    assert offered(made.verifier) == {"verify", "information", "pass_on"}
    made.commitment.refresh_from_db()
    actions.ask(
        by=made.owner,
        commitment=made.commitment,
        kind=ChangeRequest.Kind.DROP,
        reason="Overtaken by the new law.",
        at=timezone.now(),
    )
    assert offered(made.secretary) == {"decide", "drop"}


def test_the_form_says_who_will_see_it_in_words_with_numbers() -> None:
    made = pair()
    body = page(made.owner, "commitment_accept", made.commitment).content.decode()
    assert "3 people" in body
    assert "independent oversight read every commitment" in body


def test_recommendations_stand_apart_and_in_no_figure() -> None:
    made = pair()
    recommendation(
        made.ngo, made.committee, what="Visa checks at district offices", agreed_on=today(), at=timezone.now()
    )
    client = signed_in(made.owner)
    for view in ("open", "soon", "late", "to-verify", "kept"):
        assert "Visa checks" not in client.get(reverse("commitments"), {"view": view}).content.decode()
    body = client.get(reverse("commitments"), {"view": "recommended"}).content.decode()
    assert "Visa checks" in body and "Nobody" not in body and "nobody has promised it" in body
    assert "1 open, 0 late." in body


@pytest.mark.parametrize(
    "name", ["open", "soon", "late", "to-verify", "kept", "recommended", "dropped", "other"]
)
def test_every_empty_view_says_what_belongs_there(name: str) -> None:
    user = speak(liaison(organisation("alone")), "en")
    answer = signed_in(user).get(reverse("commitments"), {"view": name})
    assert answer.status_code == 200
    assert 'class="sheet-pad empty"' in answer.content.decode()


def test_late_soon_and_on_time_are_counted_in_working_days() -> None:
    made = pair()
    due = {"late": today() - days(12), "soon": today() + days(2), "on time": today() + days(60)}
    for words, day in due.items():
        promise(
            made.ngo, made.committee, what=words, due_on=day, agreed_on=today() - days(40), at=timezone.now()
        )
    client = signed_in(made.owner)
    found = {
        view: {record.what for record in client.get(reverse("commitments"), {"view": view}).context["rows"]}
        for view in ("open", "soon", "late")
    }
    assert found == {
        "open": {"late", "soon", "on time", made.commitment.what},
        "soon": {"late", "soon"},
        "late": {"late"},
    }


def test_filters_narrow_to_an_organisation_and_a_source_and_say_when_none_match() -> None:
    made = pair()
    promise(made.government, made.committee, what="Theirs", due_on=today() + days(9), agreed_on=today())
    client = signed_in(made.owner)
    only = client.get(reverse("commitments"), {"organisation": made.government.name_en})
    assert [record.what for record in only.context["rows"]] == ["Theirs"]
    here = client.get(reverse("commitments"), {"committee": made.committee.ref})
    assert len(here.context["rows"]) == 2
    none = client.get(reverse("commitments"), {"view": "late", "committee": made.committee.ref})
    assert "None match." in none.content.decode()
    unknown = client.get(reverse("commitments"), {"organisation": "nobody of this name"})
    assert (unknown.status_code, "organisation" in unknown.context["asked"].form.errors) == (422, True)
    assert "nobody of this name" in unknown.content.decode()


def test_pages_follow_each_other_without_gap_or_repetition() -> None:
    made = pair()
    for number in range(30):
        promise(
            made.ngo, made.committee, what=f"p{number}", due_on=today() + days(number % 4), agreed_on=today()
        )
    client = signed_in(made.owner)
    first = client.get(reverse("commitments"))
    second = client.get(first.context["asked"].next_url)
    words = [record.what for answer in (first, second) for record in answer.context["rows"]]
    assert (len(words), len(set(words))) == (31, 31)
    back = client.get(second.context["asked"].previous_url)
    assert [record.ref for record in back.context["rows"]] == [record.ref for record in first.context["rows"]]


def test_the_list_costs_the_same_queries_for_one_row_and_for_seven() -> None:
    made = pair()
    made.accepted(timezone.now())
    client = signed_in(made.owner)

    def cost() -> int:
        with CaptureQueriesContext(connection) as captured:
            client.get(reverse("commitments"))
        return len(captured)

    cost()
    one = cost()
    for number in range(6):
        other = promise(
            made.ngo, made.committee, what=f"p{number}", agreed_on=today(), due_on=today() + timedelta(9)
        )
        accept(by=made.owner, commitment=other, verifier=made.government, at=timezone.now())
    assert cost() == one
    assert one <= 14


def test_one_commitment_costs_the_same_queries_for_a_short_and_a_long_history() -> None:
    made = pair()
    made.accepted(timezone.now())
    client = signed_in(made.owner)

    def cost() -> int:
        with CaptureQueriesContext(connection) as captured:
            client.get(reverse("commitment", args=[made.commitment.ref]))
        return len(captured)

    cost()
    short = cost()
    for _ in range(6):
        actions.report(by=made.owner, commitment=made.commitment, text="More.", at=timezone.now())
        actions.request_information(
            by=made.verifier, commitment=made.commitment, reason="Still.", at=timezone.now()
        )
    assert cost() == short


def test_the_letter_carries_both_calendars_and_only_whoever_grants_prints_it() -> None:
    made = pair(due_on=today() - days(20))
    answer = page(made.secretary, "commitment_letter", made.commitment)
    body = answer.content.decode()
    assert answer.status_code == 200
    assert "বঙ্গাব্দ" in body and "খ্রিষ্টাব্দ" in body and "তাগিদপত্র" in body
    assert page(made.owner, "commitment_letter", made.commitment).status_code == 403
    opened = page(made.secretary, "commitment", made.commitment).context["opened"]
    assert "commitment_letter" in {step.url_name for step in opened.buttons}


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("bn", ["তাগিদপত্র", "স্মারক নম্বর:", "প্রমাণক পাওয়া যায়নি:", "কর্মদিবস", "অফিস কপি"]),
        (
            "en",
            ["Reminder letter", "Memo number:", "No evidence of it has been received", "working days late"],
        ),
    ],
)
def test_the_letter_is_a_file_to_sign_for_whoever_grants(language: str, words: list[str]) -> None:
    made = pair(due_on=today() - days(20))
    address = reverse("commitment_letter_pdf", args=[made.commitment.ref])
    answer = browser(made.secretary).get(f"{address}?language={language}")
    text = read(answer.content)
    for part in (*words, made.commitment.what, made.commitment.owner.name_bn if language == "bn" else ""):
        assert flat(part) in text, text
    assert 'filename="reminder-letter-' in answer.headers["Content-Disposition"]
    assert browser(made.owner).get(address).status_code == 403
    line = AccessLog.objects.get(kind="export")
    assert (line.record_ref, line.purpose) == (made.commitment.ref, f"pdf, {language}")
    pasted = browser(made.secretary).get(reverse("commitment_letter_docx", args=[made.commitment.ref]))
    assert pasted.content[:2] == b"PK"


def test_there_is_no_letter_about_what_is_not_late() -> None:
    made = pair()
    body = page(made.secretary, "commitment_letter", made.commitment).content.decode()
    assert "This commitment is not late" in body and "তাগিদপত্র" not in body


def test_where_nothing_is_asked_there_is_nothing_to_decide() -> None:
    made = pair()
    for name in ("commitment_decide", "commitment_decide_waiting"):
        shown = page(made.secretary, name, made.commitment)
        assert (shown.status_code, "Nothing waits for a decision" in shown.content.decode()) == (200, True)
        sent = send(made.secretary, name, made.commitment, {"answer": "grant", "note": ""})
        assert sent.status_code == 422
    assert stage_of(made.commitment) == Stage.AGREED


def test_the_history_shows_reminders_and_never_to_whom() -> None:
    made = pair()
    body = page(made.verifier, "commitment", made.commitment).content.decode()
    assert "The implementing body was told of the commitment" in body
    assert "your organisation something to do" not in body
    assert "told to 1 person" in body
    assert made.owner.label_en not in body
