"""A protected update and a link of online abuse, sought by everybody who may not read them, on every channel.

What is hidden is as what is missing: each page, list, filter, order, sheet, feed, search and answer of a
program is letter for letter what it was before there was anything.
"""

import json
import re
from io import BytesIO
from typing import Any
from uuid import uuid4

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from access.models import AccessLog, User
from access.rules.viewer import Viewer
from coordination.calendar.feed import feed_of
from library.files.actions import check_next
from library.models import StoredFile
from notifications.models import Delivery, Notice
from partners.actions import add_member
from partners.models import Place
from tests.budgets import is_deep
from tests.cast import NOW, READERS, Cast, browser
from tests.library.downloads import proven
from tests.library.made_files import lying_phone_picture
from tests.programs import Program
from tests.threads.messages import issued
from tests.threads.test_leaks import without_tokens
from tests.threads.updates import posted, union
from tests.threads.world import body, own, to_committee
from threads import actions as threads
from threads.models import FieldUpdate, Post, Thread
from threads.updates import actions
from threads.updates.figures import Figures, Seen
from threads.updates.queries import ABUSES, UPDATES

pytestmark = [pytest.mark.django_db, pytest.mark.timeout(900)]
WORD, LINK = "zarquon", "quilfish"
NOWHERE = "n0-such-record-anywher"
SEEN = Seen(f"https://facebook.com/groups/{LINK}/posts/9", "facebook", "job-abroad", is_no_profile=True)
MINE = ("rj_staff", "rj_liaison")
CELL = "moewoe_focal"
# Who does not read it, of each sort; at leisure all of them.
SOME = ("oversight", "dc_jashore", "ncc_secretary", "far_liaison")
PAGES = (
    "threads", "updates", "online_abuses", "desk", "notices", "calendar", "update_new", "thread_new",
    "covers", "erasures", "requests",
)  # fmt: skip
PROGRAMS = (
    "threads/", "threads/?kind=field-update", "field-updates/", "field-updates/?type=rescue",
    "field-updates/?order=latest", "changes/", "notices/",
)  # fmt: skip


def addresses(place: Place, key_message: Thread) -> dict[str, str]:
    """Where somebody looks who knows what there may be, and where it was."""
    updates, found = reverse("updates"), {name: reverse(name) for name in PAGES}
    found["threads field updates"] = f"{reverse('threads')}?kind=field-update"
    for of in FieldUpdate.PROTECTED:
        found[f"updates {of.value}"] = f"{updates}?type={of.value}"
    found["updates in another order"] = f"{updates}?order=people&type=rescue&place={place.ref}&girls=1"
    found |= {f"updates {chip.name}": f"{updates}?view={chip.name}" for chip in UPDATES.chips}
    found |= {f"abuses {chip.name}": f"{reverse('online_abuses')}?view={chip.name}" for chip in ABUSES.chips}
    for word in (WORD, LINK, place.name_en):
        found |= {f"{name} {word}": f"{reverse(name)}?q={word}" for name in ("search", "search_offered")}
    for name in ("threads", "updates"):
        found[f"sheet {name}"] = reverse("sheet", args=[name])
        found[f"file {name}"] = reverse("sheet_file", args=[name]) + "?form=csv"
    found["place"] = reverse("place", args=[place.ref])
    found["message"] = reverse("thread", args=[key_message.ref])
    return found


def plain(page: str) -> str:
    """Without what is another one each time."""
    return re.sub(r'name="key" value="[^"]+"', "", without_tokens(page))


def looked_at(user: User, where: dict[str, str]) -> dict[str, str]:
    """All that the portal says to this person, by page, sheet, feed, program and letter."""
    client, program = proven(user), Program(user)
    found = {name: plain(client.get(at).content.decode()) for name, at in where.items()}
    found["feed"] = feed_of(Viewer(user, timezone.now())).decode().replace("\r\n ", "")
    for path in PROGRAMS:
        found[f"program {path}"] = without_tokens(program.get(path).content.decode())
    # What a phone keeps.
    kept = client.get(reverse("phone_form", args=["update"])).content.decode()
    found["phone"] = without_tokens(kept)
    found["notices kept"] = repr(list(Notice.objects.filter(recipient=user).values_list("kind", "record_id")))
    found["letters"] = repr(Delivery.objects.filter(notice__recipient=user).count())
    return found


@pytest.fixture(autouse=True)
def asks_as_often_as_it_likes(settings: Any) -> None:
    """All that can be asked is asked in a minute."""
    settings.API_REQUESTS_WITH_TOKEN = settings.API_REQUESTS_FROM_ADDRESS = 1_000_000


def written(cast: Cast, place: Place, message: Thread) -> tuple[Thread, Thread, str]:
    """A rescue with a photo and a mention, corrected, answered; a training of one organisation alone about a
    key message of another; and a link that one organisation reports for itself alone."""
    by, at = cast.rj_staff.user, timezone.now()
    photo = BytesIO(lying_phone_picture())
    photo.name = f"{WORD}.jpg"
    sent = browser(by).post(
        reverse("update_new"),
        {
            "key": str(uuid4()), "type": "rescue", "place": place.ref, "girls": "1", "readers": "everyone",
            "happened_on": f"{timezone.localdate():%d/%m/%Y}", "files": photo, "shows_nobody": "on",
            "text": f"{WORD}, at night. @{cast.dc_jashore.user.label_en} @{cast.oversight.user.label_en}",
        },
        headers={"X-Queued": "1"},
    )  # fmt: skip
    assert sent.status_code == 201, sent.content
    while check_next(clock=timezone.now) is not None:
        pass
    rescue = FieldUpdate.objects.get(type="rescue").thread
    actions.correct_update(
        by=by, thread=rescue, place=place, happened_on=timezone.localdate(), figures=Figures(girls=2),
        text=f"{WORD}, at dawn.", at=at,
    )  # fmt: skip
    threads.post(by=cast.rj_liaison.user, thread=rescue, text=f"{WORD} again.", at=at)
    posted(by, own("RJ"), of="training", women=3, place=place, message=message, text=WORD, at=at)
    abuse = posted(by, own("RJ"), of="online-abuse", seen=SEEN, place=place, text=f"{WORD} online.", at=at)
    return rescue, abuse, StoredFile.objects.get().ref


def refused_alike(client: Client, program: Program, rescue: Thread, abuse: Thread, file: str) -> None:
    """Whoever has the address by chance, or guesses it, is answered as for one that never was."""
    post, link = Post.objects.filter(thread=rescue)[0].ref, abuse.field_update.online_abuse.ref
    gets = [
        ("thread", [rescue.ref]), ("thread", [abuse.ref]), ("thread_file", [rescue.ref, file]),
        ("post", [post]),
        ("update_correct", [rescue.ref]), ("thread_mentions", [rescue.ref]), ("thread_known", [rescue.ref]),
        ("thread_acknowledged", [rescue.ref]), ("thread_readers", [rescue.ref]), ("post_edit", [post]),
        ("cover_ask", ["threads.thread", rescue.ref]), ("online_abuse", [link]),
    ]  # fmt: skip
    for name, args in gets:
        missing = [NOWHERE if one in {rescue.ref, abuse.ref, post, link, file} else one for one in args]
        told = [client.get(reverse(name, args=one)) for one in (args, missing)]
        assert told[0].status_code == told[1].status_code >= 400, (name, told[0].status_code)
        says = [without_tokens(one.content.decode()).replace(args[-1], NOWHERE) for one in told]
        assert says[0] == says[1], name
    for name, sent in (("thread_post", {"text": "Hello."}), ("thread_follow", {}), ("thread_read", {})):
        told = [client.post(reverse(name, args=[one]), sent) for one in (rescue.ref, NOWHERE)]
        assert told[0].status_code == told[1].status_code == 404, name
    for path in (f"threads/{rescue.ref}/", f"threads/{rescue.ref}/posts/", f"posts/{post}/"):
        known, unknown = (
            program.get(path),
            program.get(path.replace(rescue.ref, NOWHERE).replace(post, NOWHERE)),
        )
        assert known.status_code == unknown.status_code == 404, path
    step = {"place": rescue.field_update.place.ref, "happened_on": "2026-11-20", "girls": 1}
    assert program.post(f"threads/{rescue.ref}/correct/", step).status_code == 404
    # Its key tells nobody else that it was sent, nor is it a key message that a session may name.
    key = str(rescue.field_update.key)
    again = client.post(reverse("update_new"), {"key": key}, headers={"X-Queued": "1"})
    if again.status_code == 422:
        assert "key" not in json.loads(again.content)["errors"]
    named = client.post(
        reverse("update_new"), {"key": str(uuid4()), "message": rescue.ref, "type": "training"}
    )
    nobody = client.post(reverse("update_new"), {"key": str(uuid4()), "message": NOWHERE, "type": "training"})
    assert named.status_code == nobody.status_code


def test_for_everybody_else_it_is_on_every_channel_as_if_there_were_nothing(cast: Cast) -> None:
    add_member(by=None, organisation=body("CID"), person=cast[CELL].person, role="staff", since=NOW, at=NOW)
    place, message = union("Nehalpur"), issued(cast)
    where = addresses(place, message)
    others = [key for key in READERS if key not in MINE] if is_deep() else [*SOME, CELL]
    before = {key: looked_at(cast[key].user, where) for key in others}
    mail.outbox.clear()
    rescue, abuse, file = written(cast, place, message)
    for key in others:
        after = looked_at(cast[key].user, where)
        told = {name for name in after if before[key][name] != after[name]}
        if key == CELL:
            # The cell learns of the link, and of nothing else that its organisation keeps for itself.
            assert not [name for name in told if WORD in after[name] and "search" not in name], told
            assert {name for name in told if LINK in after[name] and "search" not in name} <= {
                "online_abuses", "abuses waiting", "abuses all"
            }  # fmt: skip
            continue
        assert told == set(), (key, sorted(told))
        refused_alike(browser(cast[key].user), Program(cast[key].user), rescue, abuse, file)
    assert not any(WORD in f"{one.body}{one.subject}" or LINK in str(one.body) for one in mail.outbox)
    assert not AccessLog.objects.exclude(user__in=[cast[key].user for key in MINE]).filter(
        record_ref__in=[rescue.ref, abuse.ref]
    )
    # Whoever may read it finds it where the others looked: else the walk would see nothing.
    mine = looked_at(cast.rj_liaison.user, where)
    for name in ("updates", "threads", "updates rescue", "file updates", "program field-updates/"):
        assert place.name_en in mine[name], name
    assert LINK not in "".join(mine[name] for name in mine if "search" not in name), (
        "a colleague reads no link"
    )
    link = reverse("online_abuse", args=[abuse.field_update.online_abuse.ref])
    assert LINK in browser(cast.rj_staff.user).get(link).content.decode()


def test_readers_of_an_update_about_online_abuse_find_its_link_on_no_channel(cast: Cast) -> None:
    place, message = union(), issued(cast, to_committee())
    thread = posted(
        cast.rj_staff.user,
        to_committee(),
        of="online-abuse",
        seen=SEEN,
        place=place,
        text=WORD,
        at=timezone.now(),
    )
    where = addresses(place, message) | {"thread": reverse("thread", args=[thread.ref])}
    for key in ("rj_liaison", "dc_jashore", "oversight"):
        found = looked_at(cast[key].user, where)
        assert key == "oversight" or WORD in found["thread"], key
        program = Program(cast[key].user)
        found |= {path: program.get(path).content.decode() for path in (f"threads/{thread.ref}/",)}
        assert [name for name, text in found.items() if LINK in text and "search" not in name] == [], key
        # A search for it says what it says of a word that stands nowhere.
        for name in ("search", "search_offered"):
            nowhere = browser(cast[key].user).get(f"{reverse(name)}?q=quilfosh").content.decode()
            assert found[f"{name} {LINK}"].replace(LINK, "…") == without_tokens(nowhere).replace(
                "quilfosh", "…"
            )
