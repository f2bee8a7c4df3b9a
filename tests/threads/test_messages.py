"""Key messages: who issues one, who acknowledges which text of it, until when, and where it is found."""

import json
from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone, translation

from access.erasure.passages import standing_in
from access.rules.engine import RefusedError
from access.rules.viewer import Viewer
from access.toolkit.errors import Mendable
from coordination.covers.actions import cover
from notifications.models import Notice
from notifications.needed import still_needed
from partners.models import Organisation, Place
from partners.queries import find_place
from tests.agreement import agree
from tests.cast import NOW, READERS, Cast, browser
from tests.programs import Program
from tests.threads.messages import AFTER, BANGLA, ENGLISH, UNTIL, changed, finds, issued, office_of, shown
from tests.threads.test_pages import choice, version
from tests.threads.world import answered, body, chosen, later, started, to_body, to_committee
from threads import actions
from threads.access import MORE_READERS, OF_MESSAGES
from threads.models import KeyMessage, Post, PostVersion, Thread
from threads.notices import TO_ACKNOWLEDGE as TO_ACKNOWLEDGE_NOTICE
from threads.queries import THREADS, TO_ACKNOWLEDGE, UNREAD

pytestmark = pytest.mark.django_db


def test_who_issues_one_is_who_answers_for_a_government_body(cast: Cast) -> None:
    """The matrix of the rule, from every side of it; and of what is done with one."""
    bodies = [*Organisation.objects.filter(code__in=("RJ", "BNWLA", "MoEWOE", "MoHA")), office_of(cast)]
    users = {cast[key].user.pk: key for key in READERS}
    found = agree(bodies, ["issue_key_message"], [cast[key].user for key in READERS], NOW)
    codes = {one.pk: one.code for one in bodies}
    may = {(codes[record], users[user]) for record, user in found["issue_key_message"]}
    office = office_of(cast)
    assert may == {(office.code, "dc_jashore"), ("MoHA", "ncc_chair"), ("MoEWOE", "moewoe_focal")}
    for key, of in (("rj_liaison", body("RJ")), ("rj_liaison", office), ("rj_staff", body("RJ"))):
        with pytest.raises(RefusedError):
            issued(cast, "everyone", key=key, organisation=of)
    thread = issued(cast, to_body("RJ"))
    done = agree([thread], ["view", "edit", "acknowledge"], [cast[key].user for key in READERS], NOW)
    by_key = {action: {users[user] for _record, user in pairs} for action, pairs in done.items()}
    assert by_key == {
        "view": {"dc_jashore", "rj_liaison", "rj_staff"},
        "acknowledge": {"dc_jashore", "rj_liaison", "rj_staff"},
        "edit": {"dc_jashore"},
    }


def test_what_cannot_be_issued_is_refused_at_its_field(cast: Cast) -> None:
    wrong: tuple[tuple[str, dict[str, Any]], ...] = (
        ("text_bn", {"text_bn": " "}),
        ("text_en", {"text_en": ""}),
        ("text_bn", {"text_bn": ENGLISH}),
        ("text_en", {"text_en": BANGLA}),
        ("text_bn", {"text_bn": "তাঁর ফোন ০১৭১১২২২৩৩৩"}),
        ("text_en", {"text_en": "Her passport is A01234567"}),
        ("title_en", {"title_en": ""}),
        ("title_bn", {"title_bn": "Check the licence"}),
        ("title_en", {"title_en": "লাইসেন্স যাচাই করুন"}),
        ("until_on", {"until_on": NOW.date() - timedelta(days=1), "from_on": NOW.date() - timedelta(days=9)}),
        ("until_on", {"until_on": NOW.date() - timedelta(days=1)}),
        ("until_on", {"until_on": NOW.date() + timedelta(days=2000)}),
        ("places", {"places": [Place.objects.filter(tier="union").first()]}),
    )
    for field, more in wrong:
        with pytest.raises(Mendable) as refused:
            issued(cast, **more)
        assert refused.value.field == field, more
    with pytest.raises(Mendable):
        chosen(cast.dc_jashore.user, f"own:{office_of(cast).ref}", use=OF_MESSAGES)


def test_organisations_acknowledge_it_until_its_period_is_over_and_anew_after_a_change(cast: Cast) -> None:
    thread = issued(cast)
    acting = cast.rj_liaison.user

    def waits(at: Any) -> bool:
        """By the list and by its count, which is asked by a statement that is kept."""
        mine = Viewer(acting, at)
        listed = THREADS.page(mine, TO_ACKNOWLEDGE).records == [thread]
        assert listed == bool(THREADS.count(mine, TO_ACKNOWLEDGE))
        return listed

    assert waits(later(1)) and not waits(NOW + AFTER)
    notice = Notice.objects.get(kind="threads.acknowledge", recipient=acting)
    assert still_needed(TO_ACKNOWLEDGE_NOTICE, [notice.pk], later(1)) == {notice.pk}
    assert still_needed(TO_ACKNOWLEDGE_NOTICE, [notice.pk], NOW + AFTER) == set()
    told = Notice.objects.filter(kind="threads.acknowledge", record_id=thread.pk, recipient=acting)
    assert told.count() == 1
    actions.acknowledge(by=acting, thread=thread, at=later(2))
    assert not waits(later(3))
    # The places or a longer period are no other text.
    longer = {"until_on": UNTIL + timedelta(days=5), "places": [find_place(("Jashore", "Khulna"))]}
    changed(cast, thread, later(4), **longer)
    assert not waits(later(5)) and told.count() == 1
    changed(cast, thread, later(6), text_bn=f"{BANGLA} যাচাই বিনামূল্যে।")
    assert waits(later(7)) and told.count() == 2
    assert Thread.objects.get().text_version == 2
    with pytest.raises(Mendable, check=lambda refusal: refusal.code == "over"):
        actions.acknowledge(by=acting, thread=thread, at=NOW + AFTER)
    # Of what is over nobody is told that it reads otherwise, unless its period goes on.
    changed(cast, thread, NOW + AFTER, text_en=f"{ENGLISH} Checking is free.")
    assert told.count() == 2
    changed(
        cast, thread, NOW + AFTER, until_on=(NOW + AFTER).date(), text_bn=f"{BANGLA} যাচাই বিনামূল্যে।",
        text_en=f"{ENGLISH} Checking is free.",
    )  # fmt: skip
    assert told.count() == 3 and waits(NOW + AFTER)


def test_it_is_changed_and_taken_back_in_both_languages_or_not_at_all(cast: Cast) -> None:
    author, thread = cast.dc_jashore.user, issued(cast)
    bangla = KeyMessage.objects.get().bangla
    for wrong in (
        lambda: actions.edit(by=author, thread=thread, title="T", text="One.", at=later()),
        lambda: actions.edit_post(by=author, post=bangla, text="এক।", at=later()),
        lambda: actions.take_back(by=author, post=bangla, at=later()),
        lambda: actions.delete_post(by=author, post=bangla, at=later()),
    ):
        with pytest.raises(Mendable):
            wrong()
    changed(cast, thread, later(2), title_en="Check it first", text_bn=f"{BANGLA} দেখুন।")
    kept = {(one.post_id == bangla.pk, one.title) for one in PostVersion.objects.all()}
    assert kept == {(True, "লাইসেন্স যাচাই করুন"), (False, "Check the licence")}
    actions.take_back(by=author, post=thread.posts.get(is_first=True), at=later(3))
    assert {one.text for one in Post.objects.all()} == {""} and not PostVersion.objects.exists()
    assert "taken back by its author" in shown(cast.rj_liaison.user, thread)


def test_both_texts_are_found_covered_erased_and_kept_from_those_who_come_later(cast: Cast) -> None:
    thread = issued(cast, to_committee(), text_en=f"{ENGLISH} Zarquon.", text_bn=f"{BANGLA} যারকন।")
    for word in ("zarquon", "যারকন"):
        assert finds(cast.uno_sharsha.user, word)
        assert not finds(cast.far_liaison.user, word)
        assert any(word in one.words.lower() for one in standing_in(thread))
        cover(by=cast.uno_sharsha.user, record=thread, passage=word.title(), at=later(3))
        assert not finds(cast.uno_sharsha.user, word)
    assert not [one for one in ("Zarquon", "যারকন") if one in shown(cast.uno_sharsha.user, thread)]
    with pytest.raises(Mendable, check=lambda refusal: refusal.code == "covered"):
        changed(cast, thread, later(4), text_en="Another text.")
    other = issued(cast, to_committee(), at=later(5))
    changed(cast, other, later(6), text_bn="অন্য কথা।", text_en="Other words.")
    more = chosen(cast.dc_jashore.user, to_body("BNWLA"), use=MORE_READERS)
    actions.widen(by=cast.dc_jashore.user, thread=other, readers=more, at=later(7))
    for user, reads in ((cast.uno_sharsha.user, True), (cast.bnwla_liaison.user, False)):
        page = shown(user, other)
        assert (BANGLA in page, ENGLISH in page) == (reads, reads) and "অন্য কথা।" in page


def test_it_is_called_in_the_language_of_whoever_reads_and_found_covered_and_erased_by_either(
    cast: Cast,
) -> None:
    reader = cast.uno_sharsha.user
    thread = issued(cast, to_committee(), title_bn="যারকন যাচাই করুন", title_en="Check for zarquon")
    called = {
        language: browser(reader, language).get(reverse("threads")).content.decode()
        for language in ("en", "bn")
    }
    assert "Check for zarquon" in called["en"] and "যারকন যাচাই" not in called["en"]
    assert "যারকন যাচাই করুন" in called["bn"] and "Check for zarquon" not in called["bn"]
    assert finds(reader, "যারকন") and finds(reader, "zarquon")
    standing = {one.words for one in standing_in(thread)}
    assert "যারকন যাচাই করুন" in standing
    changed(cast, thread, later(2), title_bn="যারকন জানান", title_en="Check for zarquon")
    more = chosen(cast.dc_jashore.user, to_body("BNWLA"), use=MORE_READERS)
    actions.widen(by=cast.dc_jashore.user, thread=thread, readers=more, at=later(3))
    assert "যারকন যাচাই করুন" in shown(reader, thread)
    assert "যারকন যাচাই করুন" not in shown(cast.bnwla_liaison.user, thread)
    cover(by=reader, record=thread, passage="যারকন", at=later(4))
    assert "যারকন" not in shown(reader, thread, "bn") and not finds(reader, "যারকন")
    assert "যারকন" not in browser(reader, "bn").get(reverse("threads")).content.decode()
    with pytest.raises(Mendable, check=lambda refusal: refusal.code == "covered"):
        changed(cast, thread, later(5), title_en="Another one")
    actions.delete_post(by=cast.dc_jashore.user, post=thread.posts.get(is_first=True), at=later(6))
    gone = Thread.objects.get()
    assert (gone.title, gone.title_bn, gone.title_bn_in_full) == ("", "", "")


def test_its_page_shows_both_texts_the_readers_own_first_where_and_until_when(cast: Cast) -> None:
    places = [find_place(("Jashore", "Khulna")), find_place(("Sharsha", "Jashore"))]
    now = timezone.now()
    thread = issued(cast, at=now, until_on=now.date() + timedelta(days=3), from_on=now.date(), places=places)
    answered(cast.rj_staff.user, thread, text="We read it out.")
    english, bangla = shown(cast.rj_liaison.user, thread), shown(cast.rj_liaison.user, thread, "bn")
    assert english.count(ENGLISH) == bangla.count(BANGLA) == english.count(BANGLA) == 1
    assert english.index(ENGLISH) < english.index(BANGLA) and bangla.index(BANGLA) < bangla.index(ENGLISH)
    assert "Jashore; Sharsha, Jashore" in english and "যশোর; শার্শা, যশোর" in bangla
    assert "Acknowledge for" in english and "Acknowledged by 0 of" in english and "We read it out." in english
    Thread.objects.update(asked_until=now - timedelta(hours=1))
    over = shown(cast.rj_liaison.user, thread)
    assert "period is over" in over and "Acknowledge for" not in over
    with translation.override("en"):
        row = next(iter(THREADS.lines(Viewer(cast.rj_liaison.user, now), [Thread.objects.get()])))
    assert row.kind == "Key message"


def test_its_form_asks_who_reads_it_first_and_finds_places_by_their_names(cast: Cast) -> None:
    client, address = browser(cast.dc_jashore.user), reverse("key_message_new")
    typed = choice(to_committee()) | {
        "organisation": office_of(cast).ref, "title_en": "Check", "title_bn": "যাচাই",
        "text_en": ENGLISH, "text_bn": BANGLA,
        "places": "Jashore\nশার্শা, যশোর\nnowhere at all", "from_on": "1/12/2056", "until_on": "৩১/১২/২০৫৬",
    }  # fmt: skip
    first = client.post(address, typed)
    text = first.content.decode()
    assert first.status_code == 422 and "nowhere at all" in text and "people read this" in text
    seen = text.split('name="readers-seen" value="')[1].split('"')[0]
    sent = typed | {"readers-seen": seen, "places": "Jashore\nশার্শা, যশোর"}
    assert client.post(address, sent).status_code == 302
    thread = Thread.objects.get()
    message = KeyMessage.objects.get()
    assert {one.name_en for one in message.places.all()} == {"Jashore", "Sharsha"}
    page = client.get(reverse("thread_edit", args=[thread.ref]), follow=True).content.decode()
    assert "Sharsha, Jashore" in page
    change = {
        name: sent[name]
        for name in ("title_en", "title_bn", "text_en", "text_bn", "places", "from_on", "until_on")
    }
    change |= {"title_en": "Check first", "version": version(page)}
    changing = reverse("key_message_change", args=[thread.ref])
    assert client.post(changing, change).status_code == 302
    stale = client.post(changing, change | {"title_en": "Another"})
    assert stale.status_code == 422 and Thread.objects.get().title == "Check first"
    assert browser(cast.rj_liaison.user).get(address).status_code == 403
    starting = browser(cast.rj_liaison.user).get(reverse("thread_new")).content.decode()
    assert address not in starting
    assert address in browser(cast.dc_jashore.user).get(reverse("thread_new")).content.decode()


def test_programs_issue_change_read_and_acknowledge_it(cast: Cast) -> None:
    program, reader = Program(cast.dc_jashore.user), Program(cast.rj_liaison.user)
    sharsha = find_place(("Sharsha", "Jashore"))
    assert sharsha is not None
    sent = {
        "organisation": office_of(cast).ref, "readers": [to_committee()],
        "title_en": "Check", "title_bn": "যাচাই",
        "text_en": ENGLISH, "text_bn": BANGLA, "from_on": "2056-12-01", "until_on": "2056-12-31",
        "places": [sharsha.ref],
    }  # fmt: skip
    made = program.post("threads/key-message/", sent)
    assert made.status_code == 201, made.content
    ref = json.loads(made.content)["ref"]
    address = f"threads/{ref}/"
    read = json.loads(reader.get(address).content)
    assert read["kind"] == "key-message" and read["key_message"]["text_bn"] == BANGLA
    assert [one["ref"] for one in read["key_message"]["places"]] == [sharsha.ref]
    assert reader.post("threads/key-message/", sent).status_code == 403
    change = {key: sent[key] for key in sent if key not in ("organisation", "readers")} | {"text_bn": "অন্য।"}
    assert program.post(f"{address}change-message/", change).status_code == 428
    tag = program.get(address).headers["ETag"]
    done = program.post(f"{address}change-message/", change, If_Match=tag)
    assert done.status_code == 200 and json.loads(done.content)["key_message"]["text_bn"] == "অন্য।"
    assert reader.post(f"{address}acknowledge/").status_code == 428
    read = reader.get(address).headers["ETag"]
    assert reader.post(f"{address}acknowledge/", If_Match=read).status_code == 200
    assert Thread.objects.get().acknowledgements.get().text_version == 2
    listed = json.loads(reader.get("threads/?kind=key-message").content)["results"]
    assert [one["ref"] for one in listed] == [ref]
    assert json.loads(reader.get("threads/?kind=alert").content)["results"] == []


def test_a_list_of_one_kind_holds_only_that(cast: Cast) -> None:
    message, person = issued(cast), cast.rj_liaison.user
    started(cast.bnwla_liaison.user, to_body("RJ"))
    alert = started(cast.bnwla_liaison.user, to_body("RJ"), kind="alert", about="route")
    client = browser(person)
    for kind, holds in (("key-message", message), ("alert", alert)):
        text = client.get(reverse("threads"), {"kind": kind}).content.decode()
        refs = {one.ref for one in Thread.objects.all() if one.ref in text}
        assert refs == {holds.ref}, kind
        unread = THREADS.asked_by(Viewer(person, later()), {"view": UNREAD.name, "kind": kind})
        assert unread.records == [holds], kind
    assert client.get(reverse("threads"), {"kind": "discussion"}).status_code == 422
    assert "Alert, route" in client.get(reverse("threads")).content.decode()
