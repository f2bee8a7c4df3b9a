"""What a field update must not give away: links to people, what was taken back, covered or left behind."""

import re
from typing import Any

import pytest
from django.db import connection, transaction
from django.urls import reverse

from access.erasure.passages import Column, Fact, copies_of, mark_of, standing_in
from access.models import AccessLog
from access.toolkit.errors import Mendable
from library.exports import export_in_words, note_export
from partners.actions import add_member, end_membership
from partners.models import Membership
from tests.cast import NOW, Cast, browser
from tests.threads.test_updates import errors, send
from tests.threads.updates import SEEN, posted, union
from tests.threads.world import body, later, own, started, to_committee
from threads import actions as threads
from threads.covering import COVERABLE
from threads.models import FieldUpdate, Thread
from threads.updates import actions
from threads.updates.api import update_of
from threads.updates.figures import Figures, Seen
from threads.updates.links import refused_as
from threads.updates.notices import ABUSE_ANSWERED

pytestmark = pytest.mark.django_db


def test_links_to_profiles_and_images_are_kept_nowhere(cast: Cast) -> None:
    refused = [
        "https://facebook.com/profile.php?id=100", "https://m.facebook.com/some.body", "https://fb.com/some.body",
        "https://www.facebook.com/some.body/photos", "https://facebook.com//people/Some-Body/100/",
        "https://instagram.com/somebody/", "https://www.tiktok.com/@somebody", "https://x.com/somebody",
        "https://t.me/somebody", "https://wa.me/8801700000000", "https://youtube.com/@somebody/videos",
        "https://rt.pornhub.com/view?x=1", "https://example.org/a/b.JPG", "https://example.org/a%2Ejpg",
        "https://api.whatsapp.com/send?phone=88017", "https://m.me/some.body", "https://snapchat.com/add/somebody",
        "https://FACEBOOK.com./Some.Body",
        # As a browser reads it; what leads on; numbers; images that end otherwise.
        "https://ｆacebook.com/some.body", "https://facebook。com/some.body", "https://facebook.com/#!/some.body",
        "https://facebook.com/groups/jobs/../../some.body", "https://facebook.com/groups/%2e%2e/some.body",
        "https://facebook.com/groups/jobs/user/100", "https://facebook.com/some.body/photos_albums",
        "https://facebook.com/people/Some-Body/posts/1", "https://facebook.com/share/1AbCd",
        "https://l.facebook.com/l.php?u=https%3A%2F%2Fexample.org", "https://t.me/+8801700000000",
        "https://google.com/url?q=https%3A%2F%2Ffacebook.com%2Fsome.body", "https://somebody.t.me/",
        "https://web.archive.org/web/2026/https://x.com/somebody", "https://chat.whatsapp.com/880170000000000000",
        "https://threads.com/@somebody", "https://instagr.am/somebody", "https://ig.me/m/somebody",
        "https://telegram.dog/somebody", "https://wa.link/abc", "https://x.com/somebody/likes",
        "https://example.org/a.jpg/", "https://example.org/a.jpg:large", "https://example.org/a?format=jpg",
        "https://scontent.xx.fbcdn.net/v/1", "https://example.org/go?phone=8801700000000",
    ]  # fmt: skip
    told = [
        "https://facebook.com/groups/jobs/posts/9", "https://facebook.com/ads/library/?id=1",
        "https://www.facebook.com/somebody/posts/123", "https://www.tiktok.com/@somebody/video/7",
        "https://instagram.com/p/abc/", "https://x.com/somebody/status/1", "https://youtube.com/watch?v=a",
        "https://t.me/jobs/12", "https://example.org/visa", "https://facebook.com/groups/jobs",
        "https://www.facebook.com/watch/?v=1", "https://facebook.com/reel/1", "https://t.me/+AbCdEfGhIjKlMnOp",
        "https://chat.whatsapp.com/AbCdEfGhIjKlMnOpQrStUv", "https://youtu.be/abcdefgh",
        "facebook.com/reel/12", "https://example.org/page?next=https://example.org/visa", "https://facebook.com/marketplace/item/1",
    ]  # fmt: skip
    assert [one for one in refused if not refused_as(one)] == []
    assert [one for one in told if refused_as(one)] == []
    client = browser(cast.rj_staff.user)
    online = {"type": "online-abuse", "platform": "facebook", "offered": "visa"}
    for link in refused[:4]:
        said = errors(send(client, True, link=link, is_no_profile="on", **online))
        assert "999" in said["link"][0]
    assert "is_no_profile" in errors(send(client, True, link=told[0], **online))
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM threads_onlineabuse")
        assert cursor.fetchone() == (0,)
    with pytest.raises(Mendable):
        posted(
            cast.rj_staff.user, "everyone", of="online-abuse", seen=Seen(refused[0], "facebook", "visa", True)
        )


def test_no_text_of_an_update_leads_to_a_person_and_that_of_online_abuse_nowhere(cast: Cast) -> None:
    by, readers = cast.rj_staff.user, to_committee()
    typed_links = [
        "See https://facebook.com/some.body.", "[the post](https://facebook.com/some.body)",
        "fb.com/some.body", "m。me/some.body", "at ｆacebook.com/some.body (a girl)", "**t.me**/somebody", "hxxps://x.com/somebody",
        "www.example.org/a.jpg", "wa.me/somebody, she said",
    ]  # fmt: skip
    thread = posted(
        by, readers, women=1, text="Told on facebook.com/groups/jobs/posts/9. Sharsha.Benapole too."
    )
    answer = threads.post(by=by, thread=thread, text="Yes.", at=later())
    facts: dict[str, Any] = {"place": union(), "happened_on": NOW.date(), "figures": Figures(women=1)}
    for text in typed_links:
        for write in (
            lambda text=text: posted(by, readers, women=1, text=text),
            lambda text=text: actions.correct_update(by=by, thread=thread, text=text, at=later(), **facts),
            lambda text=text: threads.post(by=by, thread=thread, text=text, at=later()),
            lambda text=text: threads.edit_post(by=by, post=answer, text=text, at=later()),
        ):
            with pytest.raises(Mendable) as refused, transaction.atomic():
                write()
            assert refused.value.field == "text" and "999" in str(refused.value), text
    online = posted(by, readers, of="online-abuse", text="Mail cid@example.org. Seen at 10.30 in Sharsha.Md")
    for text in (
        "https://example.org/visa",
        "example.com",
        "www.example.gallery",
        "facebook.com/groups/a/posts/1",
    ):
        with pytest.raises(Mendable), transaction.atomic():
            posted(by, readers, of="online-abuse", text=f"Seen at {text}.")
        with pytest.raises(Mendable), transaction.atomic():
            threads.post(by=by, thread=online, text=text, at=later())
    client = browser(by)
    assert "text" in errors(send(client, True, text=typed_links[2]))


def test_nothing_is_told_of_an_update_that_was_taken_back(cast: Cast) -> None:
    thread = posted(cast.rj_staff.user, of="rescue", girls=1, digest="d")
    assert update_of(thread) is not None
    threads.take_back(by=cast.rj_staff.user, post=thread.posts.get(), at=later())
    thread.refresh_from_db()
    kept = FieldUpdate.objects.select_related("place").get()
    assert update_of(thread) is None and kept.digest == "" and kept.month is None
    assert (kept.place.tier, str(kept.happened_on), kept.precision) == ("district", "2026-01-01", "year")


def test_whoever_left_the_organisation_reads_no_link_they_reported_for_it(cast: Cast) -> None:
    abuses = []
    for readers in (to_committee(), own("RJ")):
        thread = posted(cast.rj_staff.user, readers, of="online-abuse")
        abuses.append(thread.field_update.online_abuse)
    client = browser(cast.rj_staff.user)
    assert abuses[0].ref in client.get(reverse("online_abuses")).content.decode()
    # They work for another one now, and are let in for it.
    other = body("BNWLA")
    add_member(by=None, organisation=other, person=cast.rj_staff.person, role="staff", since=NOW, at=NOW)
    serving = Membership.objects.filter(person=cast.rj_staff.person, organisation=body("RJ")).latest("pk")
    end_membership(by=None, membership=serving, until=NOW, at=NOW)
    page = client.get(reverse("online_abuses")).content.decode()
    for abuse in abuses:
        assert client.get(reverse("online_abuse", args=[abuse.ref])).status_code == 404
        assert abuse.ref not in page and not ABUSE_ANSWERED.recipients(abuse, later()).exists()
        assert abuse.audience.filter(via="owner").exists(), "the row names them until the worker has come"
    assert actions.narrow_reports(at=later()) == 2 and actions.narrow_reports(at=later()) == 0
    for abuse in abuses:
        abuse.refresh_from_db()
        assert abuse.author_party is None and abuse.link == SEEN.link
        assert [one.party_id for one in abuse.audience.all()] == [abuse.cell_party_id]


def test_a_link_of_online_abuse_is_erased_without_being_read(cast: Cast) -> None:
    thread = posted(cast.rj_staff.user, to_committee(), of="online-abuse")
    offered = [one for one in standing_in(thread) if one.passage.name == "threads.abuse-link"]
    assert len(offered) == 1 and SEEN.link not in offered[0].words
    copies = copies_of("threads.abuse-link", offered[0].passage.find(thread.ref))
    assert [one.rows.get().link for one in copies if isinstance(one, Column)] == [SEEN.link]


def test_an_erased_title_leaves_neither_place_nor_day_in_the_row_and_no_correction_brings_them_back(
    cast: Cast,
) -> None:
    thread = posted(cast.rj_staff.user, to_committee(), women=3)
    actions.correct_update(
        by=cast.rj_staff.user, thread=thread, place=union("Goga"), happened_on=NOW.date(),
        figures=Figures(women=4), text="", at=later(),
    )  # fmt: skip
    thread.refresh_from_db()
    (passage,) = [one.passage for one in standing_in(thread) if one.passage.name == "threads.title"]
    for copy in copies_of(passage.name, passage.find(thread.ref)):
        if isinstance(copy, Fact):
            assert copy.make_vague() == 2
    mark = mark_of("20 November 2026", "২০ নভেম্বর ২০২৬")
    Thread.objects.filter(pk=thread.pk).update(title=mark, title_bn=mark)

    def kept() -> list[tuple[str, int]]:
        update = FieldUpdate.objects.select_related("place").get(thread=thread)
        rows: list[Any] = [update, *update.corrections.select_related("place")]
        return [(str(one.place.tier), one.happened_on.day) for one in rows]

    assert kept() == [("district", 1)] * 2
    update = FieldUpdate.objects.get(thread=thread)
    assert (update.women, update.is_counted, update.precision) == (4, True, "month")
    thread.refresh_from_db()
    actions.correct_update(
        by=cast.rj_staff.user, thread=thread, place=union(), happened_on=NOW.date(),
        figures=Figures(women=5), text="", at=later(),
    )  # fmt: skip
    assert kept() == [("district", 1)] * 3


def test_below_a_field_update_no_file_is_offered_that_would_be_refused(cast: Cast) -> None:
    client = browser(cast.dc_jashore.user)
    update, spoken = posted(cast.rj_staff.user, to_committee()), started(cast.rj_staff.user, to_committee())
    for thread, offers in ((update, False), (spoken, True)):
        page = client.get(reverse("thread", args=[thread.ref])).content.decode()
        assert 'id="answer"' in page and ('name="files"' in page) is offers
        shown = client.get(reverse("thread", args=[thread.ref])).context["form"]
        typed = {name: shown[name].value() or "" for name in ("version", "quoted")}
        sent = client.post(reverse("thread_post", args=[thread.ref]), {"text": "Thank you.", **typed})
        assert sent.status_code == 302


def test_the_log_of_exports_tells_no_number_of_what_is_one_organisations_alone(cast: Cast) -> None:
    for name, called in (("updates", "Field updates"), ("threads", "Discussions")):
        note_export(cast.rj_staff.viewer, name, {"type": "rescue"}, rows=1, form="csv")
        noted = AccessLog.objects.latest("pk").purpose
        assert noted == f"list={name} form=csv" and export_in_words(noted) == called


def test_what_is_covered_of_a_title_is_told_by_no_place_and_comes_back_by_no_correction(cast: Cast) -> None:
    thread = posted(cast.rj_staff.user, to_committee(), women=1, text="A session.")
    COVERABLE["threads.thread"].leave_out(thread, ["Bagachra", "বাগআচড়া"])
    thread.refresh_from_db()
    assert "Bagachra" not in thread.title
    told = update_of(thread)
    assert told is not None and told.place is None and told.happened_on is None
    for address in (reverse("thread", args=[thread.ref]), reverse("updates")):
        for language in ("en", "bn"):
            page = browser(cast.dc_jashore.user, language).get(address).content.decode()
            assert thread.ref in page and not re.search("Bagachra|বাগআচড়া|20 November", page)
    mark = mark_of("20 November 2026", "২০ নভেম্বর ২০২৬")
    Thread.objects.filter(pk=thread.pk).update(
        title=mark, title_bn=mark, title_in_full="", title_bn_in_full="", covered=None
    )
    actions.correct_update(
        by=cast.rj_staff.user, thread=thread, place=union(), happened_on=NOW.date(),
        figures=Figures(women=2), text="", at=later(),
    )  # fmt: skip
    thread.refresh_from_db()
    assert thread.title == mark and thread.posts.get().text == "A session."
    assert "updates" in COVERABLE["threads.thread"].lists
