"""Success stories: told with a consent, to nobody beyond it, and gone everywhere from its end."""

import json
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.http import Http404
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from access.models import AccessLog, PartyMember
from access.rules.audiences import all_derivations, differences
from access.rules.engine import RefusedError
from access.rules.log import log_access
from access.rules.viewer import Viewer
from access.toolkit.errors import Mendable
from coordination.covers.actions import cover
from coordination.search.queries import find
from language.words import local_day
from library.models import LongSheet
from library.sheets.held import all_still_read, no_numbers
from notifications.models import Notice
from tests.agreement import agree
from tests.cast import NOW, READERS, Cast, browser
from tests.programs import Program
from tests.threads.test_leaks import WORD, pages, stored_anywhere
from tests.threads.test_pages import choice
from tests.threads.world import body, chosen, committee, later, own, to_body, to_committee
from threads import actions
from threads.access import MORE_READERS, OF_STORIES, threads_known_to
from threads.models import Post, StoryConsent, Thread, ThreadAudience, ThreadOpening
from threads.queries import THREADS, UNREAD
from threads.queries.stories import ended_for

pytestmark = [pytest.mark.django_db, pytest.mark.timeout(900)]
UNTIL = date(2026, 12, 31)
# The first instant at which it is not read any more.
OVER = datetime.fromisoformat("2027-01-01T00:00:00+06:00")


def told(cast: Cast, *readers: str, key: str = "bnwla_liaison", at: datetime = NOW, **more: Any) -> Thread:
    """An organisation tells a story; another one keeps the paper."""
    typed: dict[str, Any] = {
        "title": f"A clinic of {WORD}",
        "text": f"A courtyard session became a monthly legal clinic, {WORD}.",
        "readers": chosen(cast[key].user, *(readers or (to_committee(),)), at=at, use=OF_STORIES),
        "purpose": "learning",
        "reach": "chosen",
        "given_on": NOW.date() - timedelta(days=30),
        "until_on": UNTIL,
        "keeper": body("RJ"),
        "nobody_recognisable": True,
    } | more
    return actions.tell_story(by=cast[key].user, at=at, **typed)


def lived(cast: Cast, at: datetime, **more: Any) -> tuple[Thread, Post]:
    """A story that was read, answered, quoted, changed and covered in part, and that oversight opened."""
    thread = told(cast, at=at, **more)
    author, reader = cast.bnwla_liaison.user, cast.uno_sharsha.user
    actions.edit(by=author, thread=thread, title=f"The {WORD} clinic", text=f"A {WORD} clinic.", at=at)
    first = Post.objects.get(thread=thread)
    answer = actions.post(by=reader, thread=thread, text=f"The {WORD} we know?", at=at, quoted=first)
    mention = f"@[body:{body('RJ').ref}] and {WORD} again."
    actions.post(by=author, thread=thread, text=mention, at=at, quoted=answer)
    cover(by=cast.dc_jashore.user, record=thread, passage="know", at=at)
    actions.mark_read(by=cast.dc_jashore.user, thread=thread, at=at)
    return thread, answer


def who_may(cast: Cast, record: Any, at: datetime, *asked: str) -> dict[str, set[str]]:
    people = {cast[key].user.pk: key for key in READERS}
    found = agree([record], asked, [cast[key].user for key in READERS], at)
    return {action: {people[person] for _record, person in pairs} for action, pairs in found.items()}


READS = {"dc_jashore", "dd_women_jashore", "uno_sharsha", "rj_liaison", "bnwla_liaison"}


def test_who_reads_it_and_who_withdraws_it_until_its_date_comes_by_itself(cast: Cast) -> None:
    """Every side of the rule, the list and its counts among them, and no task has run."""
    thread = told(cast)
    post, consent = Post.objects.get(), StoryConsent.objects.get()
    nobody: set[str] = set()
    last = OVER - timedelta(microseconds=1)
    for at, reads in ((later(), READS), (last, READS), (OVER, nobody), (OVER + timedelta(9), nobody)):
        may = who_may(cast, thread, at, "view", "post", "edit", "widen", "acknowledge")
        assert may["view"] == may["post"] == reads, at
        assert may["edit"] == may["widen"] == reads & {"bnwla_liaison"}
        assert who_may(cast, post, at, "view", "delete")["view"] == reads
        counted = Viewer(cast.uno_sharsha.user, at)
        assert bool(THREADS.page(counted).records) == bool(THREADS.count(counted)) == bool(reads)
        assert bool(threads_known_to(Viewer(cast.oversight.user, at))) == bool(reads)
        assert bool(find(Viewer(cast.uno_sharsha.user, at), WORD).groups) == bool(reads)
        # The consent itself is looked up beyond its end, by those who answer for it.
        may = who_may(cast, consent, at, "view", "withdraw")
        assert may["view"] == may["withdraw"] == {"bnwla_liaison", "rj_liaison"}
    unread = Viewer(cast.uno_sharsha.user, OVER)
    Thread.objects.update(at=OVER - timedelta(hours=2))
    ThreadAudience.objects.update(at=OVER - timedelta(hours=2))
    assert not THREADS.page(unread, UNREAD).records and not THREADS.count(unread, UNREAD)
    for derivation in all_derivations():
        if derivation.model in (Thread, StoryConsent):
            assert not list(differences(derivation))


def test_what_the_consent_does_not_allow_is_refused_at_its_field(cast: Cast) -> None:
    wrong: tuple[tuple[str, tuple[str, ...], dict[str, Any]], ...] = (
        ("readers", ("everyone",), {}),
        ("readers", (to_committee(),), {"reach": "organisation"}),
        ("keeper", (own("BNWLA"),), {}),
        ("nobody_recognisable", (), {"nobody_recognisable": False}),
        ("given_on", (), {"given_on": NOW.date() + timedelta(days=1)}),
        ("until_on", (), {"until_on": NOW.date() - timedelta(days=1)}),
        ("until_on", (), {"until_on": NOW.date() + timedelta(days=3000)}),
        ("text", (), {"text": "Her number is 01711 222 333"}),
        ("title", (), {"title": "Passport A01234567"}),
    )
    for field, readers, more in wrong:
        with pytest.raises(Mendable) as refused:
            told(cast, *readers, **more)
        assert refused.value.field == field, (field, more)
    assert not Thread.objects.exists() and not StoryConsent.objects.exists()
    with pytest.raises(RefusedError):
        told(cast, organisation=body("RJ"))
    thread = told(cast)
    author = cast.bnwla_liaison.user
    everyone = chosen(author, "everyone", use=MORE_READERS)
    with pytest.raises(Mendable) as refused:
        actions.widen(by=author, thread=thread, readers=everyone, at=later())
    assert refused.value.code == "consent"
    actions.widen(
        by=author, thread=thread, readers=chosen(author, to_body("RJ"), use=MORE_READERS), at=later()
    )
    with pytest.raises(Mendable) as refused:
        actions.narrow(by=author, thread=thread, reader=body("RJ").liaison_party, at=later(2))
    assert refused.value.code == "keeps"
    assert told(cast, "everyone", reach="everyone").audience.exists()
    within = told(cast, own("BNWLA"), reach="organisation", keeper=body("BNWLA"))
    assert within.is_internal and who_may(cast, within, later(), "view")["view"] == {"bnwla_liaison"}


def gone_for(cast: Cast, thread: Thread, answer: Post, before: dict[str, str]) -> None:
    """On no channel is there anything of it, for whoever read it or did not."""
    reader = cast.uno_sharsha.user
    now = pages(reader)
    assert [name for name, text in now.items() if WORD in text and "search" not in name] == []
    assert listed(now["threads"]) == listed(before["threads"])
    assert [name for name in ("file threads", "threads/") if now[name] != before[name]] == []
    for key in (
        "dc_jashore",
        "dd_women_jashore",
        "uno_sharsha",
        "rj_liaison",
        "bnwla_liaison",
        "far_liaison",
    ):
        client, program = browser(cast[key].user), Program(cast[key].user)
        for path in (f"threads/{thread.ref}/", f"threads/{thread.ref}/posts/", f"posts/{answer.ref}/"):
            assert program.get(path).status_code == 404, (key, path)
        for name, ref in (("post", answer.ref), ("thread_readers", thread.ref), ("thread_post", thread.ref)):
            assert client.get(reverse(name, args=[ref])).status_code == 404, (key, name)
        groups = find(Viewer(cast[key].user, timezone.now()), WORD).groups
        assert "threads" not in {group.source.name for group in groups}, key
        mark = client.get(reverse("thread", args=[thread.ref]))
        had_read = key in {"dc_jashore", "uno_sharsha", "bnwla_liaison"}
        assert mark.status_code == (410 if had_read else 404), key
        assert WORD not in mark.content.decode(), key
    author = browser(cast.bnwla_liaison.user)
    for name in ("thread_edit", "thread_widen"):
        assert author.get(reverse(name, args=[thread.ref])).status_code == 404, name
    assert author.get(reverse("cover_ask", args=["threads.thread", thread.ref])).status_code == 404
    sent = Program(reader).post(f"threads/{thread.ref}/answer/", {"text": "And then?"})
    assert sent.status_code == 404


def listed(text: str) -> str:
    """The list of a page, without the frame around it."""
    return text[text.index('id="listing"') :].split("</section>")[0]


def test_a_withdrawn_story_is_gone_on_every_channel_and_a_mark_stays_for_those_who_read_it(
    cast: Cast,
) -> None:
    before = pages(cast.uno_sharsha.user)
    thread, answer = lived(cast, timezone.now() - timedelta(minutes=5))
    opening = actions.open_thread(
        by=cast.oversight.user, thread=thread, purpose="A concern was raised about it", at=timezone.now()
    )
    overseen = browser(cast.oversight.user).get(reverse("thread_opened", args=[opening.ref]))
    assert WORD in overseen.content.decode() and WORD in pages(cast.uno_sharsha.user)["threads"]
    consent, keeper = StoryConsent.objects.get(), cast.rj_liaison.user
    for stranger in (cast.uno_sharsha.user, cast.rj_staff.user, cast.oversight.user):
        address = reverse("story_withdraw", args=[consent.ref])
        assert browser(stranger).post(address).status_code == 404
    shown = browser(keeper).get(reverse("story_withdraw", args=[consent.ref])).content.decode()
    assert "cannot be undone" in shown
    assert browser(keeper).post(reverse("story_withdraw", args=[consent.ref])).status_code == 302
    gone_for(cast, thread, answer, before)
    assert stored_anywhere(WORD) == []
    assert browser(cast.oversight.user).get(reverse("thread_opened", args=[opening.ref])).status_code == 404
    assert not ThreadOpening.objects.permitted(Viewer(cast.oversight.user, timezone.now()), "read").exists()
    assert thread.ref not in browser(cast.oversight.user).get(reverse("threads_known")).content.decode()
    told_of_it = Notice.objects.filter(kind="threads.story-ended", state="told")
    assert set(told_of_it.values_list("recipient", flat=True)) == {cast.bnwla_liaison.user.pk}
    with pytest.raises(Mendable):
        actions.withdraw_story(by=keeper, consent=consent, at=timezone.now())
    page = browser(cast.bnwla_liaison.user).get(reverse("story_consent", args=[consent.ref])).content.decode()
    assert "The consent was withdrawn" in page and WORD not in page


def test_a_story_whose_consent_has_run_out_is_gone_before_any_task_and_its_words_after_it(cast: Cast) -> None:
    before = pages(cast.uno_sharsha.user)
    at = timezone.now() - timedelta(days=3)
    thread, answer = lived(cast, at, until_on=local_day(at))
    gone_for(cast, thread, answer, before)
    assert stored_anywhere(WORD) != []
    with pytest.raises(Http404):
        actions.post(by=cast.uno_sharsha.user, thread=thread, text="She said", at=timezone.now())
    assert (actions.end_lapsed(at=timezone.now()), actions.end_lapsed(at=timezone.now())) == (1, 0)
    gone_for(cast, thread, answer, before)
    assert stored_anywhere(WORD) == []
    consent = StoryConsent.objects.get()
    assert (consent.end, consent.ended_by) == ("lapsed", None)


def test_whoever_was_taken_off_before_finds_no_mark(cast: Cast) -> None:
    thread, _answer = lived(cast, timezone.now() - timedelta(minutes=5))
    more = chosen(cast.bnwla_liaison.user, to_body("RJ"), use=MORE_READERS)
    actions.widen(by=cast.bnwla_liaison.user, thread=thread, readers=more, at=timezone.now())
    actions.narrow(
        by=cast.bnwla_liaison.user, thread=thread, reader=committee().members_party, at=timezone.now()
    )
    actions.withdraw_story(by=cast.bnwla_liaison.user, consent=StoryConsent.objects.get(), at=timezone.now())
    assert browser(cast.dc_jashore.user).get(reverse("thread", args=[thread.ref])).status_code == 404
    assert browser(cast.bnwla_liaison.user).get(reverse("thread", args=[thread.ref])).status_code == 410


def test_the_form_says_what_is_asked_and_the_page_what_the_consent_allows(cast: Cast) -> None:
    client, address = browser(cast.bnwla_liaison.user), reverse("story_new")
    empty = client.get(address).content.decode()
    assert "even with consent" in empty and "checked" not in empty
    typed = choice(to_committee()) | {
        "title": "A monthly clinic", "text": "Seven families know whom to ask.", "purpose": "training",
        "reach": "chosen", "given_on": "1/11/2026", "until_on": "৩১/১২/২০৫৬", "keeper": "RJ",
    }  # fmt: skip
    first = client.post(address, typed | {"until_on": "31/12/2028"})
    seen = first.content.decode().split('name="readers-seen" value="')[1].split('"')[0]
    assert first.status_code == 422 and "Read the story once more" in first.content.decode()
    sent = typed | {"readers-seen": seen, "until_on": "31/12/2028", "nobody_recognisable": "on"}
    assert client.post(address, sent).status_code == 302
    thread = Thread.objects.get()
    assert thread.kind == "success-story" and thread.cooperation == "participation"
    for key, may in (("rj_liaison", True), ("uno_sharsha", False)):
        page = browser(cast[key].user).get(reverse("thread", args=[thread.ref])).content.decode()
        assert "Consent on record" in page and "Training of officials and staff" in page
        assert ("Withdraw the consent" in page) == may
    about = browser(cast.rj_liaison.user).get(reverse("request_new"), {"about": thread.ref}).content.decode()
    assert "A monthly clinic" not in about


def test_programs_tell_read_and_withdraw_one(cast: Cast) -> None:
    program, keeper = Program(cast.bnwla_liaison.user), Program(cast.rj_liaison.user)
    sent = {
        "readers": [to_committee()], "title": "A clinic", "text": "Families know whom to ask.",
        "purpose": "learning", "reach": "chosen", "given_on": "2026-11-01", "until_on": "2028-12-31",
        "keeper": body("RJ").ref, "nobody_recognisable": True,
    }  # fmt: skip
    assert program.post("threads/success-story/", sent | {"readers": ["everyone"]}).status_code == 422
    made = program.post("threads/success-story/", sent)
    assert made.status_code == 201, made.content
    thread = json.loads(keeper.get(f"threads/{json.loads(made.content)['ref']}/").content)
    consent = f"story-consents/{thread['consent']['ref']}/"
    assert json.loads(keeper.get(consent).content)["end"] == ""
    reader = Program(cast.uno_sharsha.user)
    assert reader.get(consent).status_code == reader.post(f"{consent}withdraw/").status_code == 404
    done = keeper.post(f"{consent}withdraw/")
    assert done.status_code == 200 and json.loads(done.content)["end"] == "withdrawn"
    assert keeper.get(f"threads/{thread['ref']}/").status_code == 404


def test_a_list_with_stories_asks_as_much_as_one_without(cast: Cast) -> None:
    reader, counts = browser(cast.uno_sharsha.user), []
    for many in (1, 6):
        for _nth in range(many):
            told(cast, at=timezone.now())
        reader.get(reverse("threads"))
        with CaptureQueriesContext(connection) as asked:
            reader.get(reverse("threads"))
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_whoever_left_finds_nothing_of_a_story_within_the_organisation(cast: Cast) -> None:
    author = cast.bnwla_liaison.user
    thread = told(cast, own("BNWLA"), reach="organisation", keeper=body("BNWLA"))
    actions.mark_read(by=author, thread=thread, at=later())
    consent = StoryConsent.objects.get()
    assert who_may(cast, consent, later(), "view")["view"] == {"bnwla_liaison"}
    for term in PartyMember.objects.filter(
        user=author, party__in=(thread.voice_party, body("BNWLA").all_party)
    ):
        PartyMember.objects.filter(pk=term.pk).update(period=(term.period.lower, later(2)))
    answering = PartyMember.objects.filter(user=author, party=body("BNWLA").liaison_party)
    for term in answering:
        PartyMember.objects.filter(pk=term.pk).update(period=(term.period.lower, later(2)))
    assert who_may(cast, consent, later(3), "view", "withdraw")["view"] == set()
    assert ended_for(Viewer(author, OVER), thread.ref) is None
    seen = AccessLog.objects.count()
    log_access(Viewer(author, later()), AccessLog.Kind.DENIED, consent)
    assert AccessLog.objects.count() == seen


def test_deleting_what_was_told_ends_the_story_and_what_others_wrote_about_it(cast: Cast) -> None:
    thread, answer = lived(cast, NOW)
    first = Post.objects.get(thread=thread, is_first=True)
    actions.delete_post(by=cast.bnwla_liaison.user, post=first, at=later())
    consent = StoryConsent.objects.get(thread=thread)
    assert consent.end == StoryConsent.End.WITHDRAWN and consent.ended_at == later()
    answer.refresh_from_db()
    assert not answer.stands and not answer.text
    assert who_may(cast, thread, later(), "view")["view"] == set()


def test_a_sheet_that_waits_holds_no_story_that_ended_meanwhile(cast: Cast) -> None:
    thread = told(cast)
    numbers = no_numbers()
    numbers.append(thread.pk)
    for chip in ({}, {"view": UNREAD.name}):
        for at, is_read in ((later(), True), (OVER, False)):
            asked = THREADS.asked_by(Viewer(cast.uno_sharsha.user, at), chip)
            assert all_still_read(asked, numbers, 2**62) == is_read, (chip, at)
    sheet = LongSheet.objects.create(
        owner=cast.uno_sharsha.user, list_name="threads", title="x", form="csv", language="en",
        state=LongSheet.State.READY, asked_at=NOW,
    )  # fmt: skip
    actions.withdraw_story(by=cast.rj_liaison.user, consent=StoryConsent.objects.get(), at=later())
    sheet.refresh_from_db()
    assert sheet.state == LongSheet.State.OVER


def test_only_a_key_message_is_changed_as_one(cast: Cast) -> None:
    thread = told(cast)
    with pytest.raises(Mendable) as refused:
        actions.change_message(
            by=cast.bnwla_liaison.user, thread=thread, title_en="x",
            title_bn="ক", text_en="English text", text_bn="বাংলা লেখা",
            from_on=NOW.date(), until_on=UNTIL, at=later(),
        )  # fmt: skip
    assert refused.value.code == "kind"
