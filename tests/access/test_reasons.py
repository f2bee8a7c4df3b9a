"""Who opens what is closed to them, or overrides what others agreed, gives a reason that says something."""

import ast
import re
from pathlib import Path
from typing import Any

import pytest
from django.urls import reverse
from django.utils import translation

from access.toolkit.errors import Mendable
from access.toolkit.reasons import guard_reason
from commitments import actions as promises
from language.text import count_letters, words_in
from meetings.models import DraftOpening
from tests.cast import NOW, Cast, browser
from tests.commitments.world import DUE, Pair, days
from tests.meetings.sittings import draft

ROOT = Path(__file__).resolve().parent.parent.parent
ACCENTS = "\u0301" * 9
NONE = (
    "",
    " ",
    "a b c",
    "ক খ গ",
    "- - -",
    "1 2 3 4 5",
    "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
    "test test test test test test",
    "Test TEST test tesT test test",
    "...... ...... ...... ......",
    "২০২৬ ২০২৬ ২০২৭ ২০২৮ ২০২৯ ২০৩০",
    "of to in",
    f"a{ACCENTS} b{ACCENTS} c{ACCENTS}",
    "কাাাাাাাাাা খাাাাাাাাাা গাাাাাাাাা",
    "👍👍👍👍👍👍👍👍 👍👍👍👍👍👍👍👍 👍👍👍👍👍👍👍👍",
    "\u200b\u200b\u200b \u200b\u200b \u200b",
)
REASONS = (
    "A concern was raised about this meeting",
    "উদ্বেগ যাচাইয়ের জন্য প্রয়োজন",
    "অভিযোগ তদন্তের প্রয়োজনে দেখা দরকার",
    "অভিযোগ checking করার জন্য দরকার",
)


def refusal(text: str) -> Mendable:
    with pytest.raises(Mendable) as refused:
        guard_reason(field="purpose", text=text, longest=300)
    assert refused.value.field == "purpose"
    return refused.value


@pytest.mark.parametrize("text", NONE)
def test_what_says_nothing_is_no_reason(text: str) -> None:
    assert refusal(text).code == "no-reason"


@pytest.mark.parametrize("text", REASONS)
def test_a_sentence_in_either_language_is_a_reason(text: str) -> None:
    assert guard_reason(field="purpose", text=f" {text}\n", longest=300) == text


def test_a_reason_names_nobody_and_is_not_without_end() -> None:
    assert refusal("Her number is 1234567890123 in the file").code == "identifier"
    assert refusal("Please call 01711000000 about this matter").code == "identifier"
    assert refusal(f"{REASONS[0]} " * 20).code == "too_long"


def test_the_refusal_says_in_both_languages_how_much_is_a_reason() -> None:
    with translation.override("en"):
        assert re.search(r"at least 3 words and 20 letters", str(refusal("a b c")))
    with translation.override("bn"):
        assert re.search(r"৩.*২০", str(refusal("a b c")))
        assert not re.search("[A-Za-z]", str(refusal("a b c")))


@pytest.mark.parametrize(
    ("text", "letters"),
    [
        ("minutes", 7),
        # A vowel beside its consonant is heard, a hasanta joins, a dot makes another letter.
        ("কা", 2),
        ("সভাপতি", 6),
        ("স্থগিত", 5),
        ("ত্ত্ব", 3),
        ("র\u200d\u09cdযাব", 4),
        ("\u09df\u09be", 2),
        ("\u09af\u09bc\u09be", 2),
        ("\u0995\u09cb", 2),
        ("\u0995\u09c7\u09be", 2),
        ("বাংলা", 4),
        ("চাঁদ", 3),
        ("e\u0301te\u0301", 3),
        ("été", 3),
        ("কাাাা", 2),
        ("১২৩ 123 !?", 0),
        ("\u09be\u09be\u09be", 0),
    ],
)
def test_letters_are_counted_alike_in_both_scripts(text: str, letters: int) -> None:
    assert count_letters(text) == letters


def test_a_word_has_a_letter_in_it() -> None:
    assert words_in("To see - 12 — SEE (it) ১২") == ["to", "see", "see", "(it)"]


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["en", "bn"])
def test_oversight_opens_nothing_with_three_letters(cast: Cast, language: str) -> None:
    minutes = draft(cast.facilitator.user)
    client = browser(cast.oversight.user, language)
    answer = client.post(reverse("oversight_draft", args=[minutes.ref]), {"purpose": "a b c"})
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["purpose"])
    shown = answer.content.decode()
    assert 'id="id_purpose_error"' in shown and ("3 words" in shown) == (language == "en")
    assert not DraftOpening.objects.exists()
    answer = client.post(reverse("oversight_draft", args=[minutes.ref]), {"purpose": REASONS[1]})
    assert answer.status_code == 302 and DraftOpening.objects.get().purpose == REASONS[1]


@pytest.mark.django_db
def test_an_account_with_a_role_is_not_touched_with_three_letters(cast: Cast) -> None:
    client = browser(cast.administrator.user)
    page = reverse("accounts_one", args=[cast.oversight.user.ref])
    answer = client.post(page, {"do": "paper", "reason": "a b c"})
    assert answer.status_code == 422 and answer.context["refusal"].code == "no-reason"


@pytest.mark.django_db
def test_a_promise_is_neither_dropped_nor_moved_with_three_letters() -> None:
    made = Pair()
    for act in (promises.drop, _moved):
        with pytest.raises(Mendable) as refused:
            act(by=made.secretary, commitment=made.commitment, reason="a b c", at=NOW)
        assert (refused.value.field, refused.value.code) == ("reason", "no-reason")


def _moved(**typed: Any) -> None:
    promises.move_due(due_on=DUE + days(3), **typed)


# Reasons that open and override nothing: somebody else decides about them, or nobody loses anything.
ASKED_FOR = {
    "ask": "whoever grants decides",
    "wait": "whoever grants decides",
    "propose_correction": "the secretariat decides",
    "propose_item": "the secretariat decides",
    "propose_from_thread": "the secretariat decides",
    "ask_more_time": "those who asked decide",
    "ask_about_return": "one of a few reasons, by code; the office answers it",
    "decline_proposal": "the secretariat's own answer; it may be proposed again",
    "request_information": "the verifier's own answer; the owner answers it",
    "cancel_meeting": "the secretariat's own meeting, and the reason may be left out",
    "decline": "the body's own answer; the reason may be left out",
    "undo": "the body's own step, back within days; the reason may be left out",
    "decline_jointly": "the committee's own answer; the reason may be left out",
    "object_to_change": "the secretariat above decides",
    "tell_story": "what the consent allows: one of a few purposes",
    "close_delivery": "a mail that could not be delivered; the notice stays on screen",
}
# The last opens a record for oversight and guards the purpose there.
GUARDS = {"guard_reason", "stated_reason", "open_for_an_hour"}


def test_every_action_with_a_reason_guards_it_or_is_known_to_open_and_override_nothing() -> None:
    guarded: set[str] = set()
    bare: set[str] = set()
    for room in ("access", "commitments", "coordination", "meetings", "notifications", "partners", "threads"):
        for file in (ROOT / room).rglob("*.py"):
            for function in ast.walk(ast.parse(file.read_text())):
                if isinstance(function, ast.FunctionDef) and _is_action_with_reason(function):
                    (guarded if GUARDS & set(_calls(function)) else bare).add(function.name)
    assert bare == set(ASKED_FOR)
    assert {"open_draft", "invite", "reset_second_factor", "correct_address", "drop", "move_due"} <= guarded


def _is_action_with_reason(function: ast.FunctionDef) -> bool:
    named = {one.arg for one in function.args.kwonlyargs}
    typed = {one.arg for one in function.args.kwonlyargs if ast.unparse(one).endswith(": str")}
    decorated = any("atomic" in ast.unparse(one) for one in function.decorator_list)
    return decorated and "by" in named and bool(typed & {"reason", "purpose", "why"})


def _calls(function: ast.FunctionDef) -> list[str]:
    calls = [node.func for node in ast.walk(function) if isinstance(node, ast.Call)]
    return [called.id for called in calls if isinstance(called, ast.Name)]
