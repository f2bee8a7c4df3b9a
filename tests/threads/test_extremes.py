"""What is far too long or called to mislead: the text stays with its author, and the name comes out safe."""

from datetime import timedelta
from email.message import Message
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.html import strip_tags
from pytest_django import Settings

from library.files.names import LONGEST
from library.models import StoredFile
from library.tasks import check_files
from tests.cast import Cast, browser
from tests.library import made_files as made
from tests.programs import Program, errors
from tests.threads.test_pages import choice
from tests.threads.world import body, started, to_committee
from threads import actions
from threads.models import Post, PostFile, Thread

pytestmark = pytest.mark.django_db
# As many signs as a thick report, in three bytes each.
LONG = "অভিবাসী কর্মীর নাম নয়। " * 4_200
# On the disk of its sender, turned around so that it looks like a PDF, and longer than any name.
TOLD = "C:\\Users\\office\\../../" + "যশোর জেলার কার্যবিবরণী ক্ষী" * 11 + "\u202efdp.exe.pdf"


def test_a_text_of_a_hundred_thousand_signs_is_refused_at_its_field_and_stays_on_its_page(cast: Cast) -> None:
    assert len(LONG) > 100_000
    by, asked, at = cast.bnwla_liaison.user, cast.rj_liaison.user, timezone.now()
    thread = started(by, to_committee(), at=at)
    due = timezone.localdate() + timedelta(days=9)
    request_ = {"asked": body("RJ").ref, "organisation": body("BNWLA").ref, "kind": "data", "title": "Places"}
    held = actions.ask(
        by=by, organisation=body("BNWLA"), asked=body("RJ"), kind="data", title="Places", text="How many?",
        why="It is needed.", due_on=due, at=at,
    )  # fmt: skip
    threads, posts = Thread.objects.count(), Post.objects.count()
    start = {"kind": "discussion", "title": "Licences"}
    pages: tuple[tuple[Any, str, tuple[str, ...], dict[str, Any]], ...] = (
        (by, "thread_new", (), {**start, **choice(to_committee())}),
        (by, "thread_post", (thread.ref,), {}),
        (by, "thread_edit", (thread.ref,), {"title": "Licences"}),
        (by, "request_new", (), {**request_, "why": LONG, "due_on": f"{due:%d/%m/%Y}"}),
        (asked, "request_answer", (held.ref,), {}),
    )
    for user, name, args, typed in pages:
        answer = browser(user, "bn").post(reverse(name, args=args), {**typed, "text": LONG})
        shown = answer.content.decode()
        assert answer.status_code == 422 and "text_error" in shown, name
        assert shown.count(LONG.strip()) >= (2 if "why" in typed else 1), name
    programs: tuple[tuple[Any, str, dict[str, Any]], ...] = (
        (by, "threads/", {**start, "readers": [to_committee()]}),
        (by, f"threads/{thread.ref}/answer/", {}),
        (by, "requests/", {**request_, "why": "It is needed.", "due_on": due.isoformat()}),
        (asked, f"requests/{held.ref}/answer/", {}),
    )
    for user, path, typed in programs:
        refused = Program(user).post(path, {**typed, "text": LONG})
        assert refused.status_code == 422 and list(errors(refused)) == ["/text"], path
    assert (Thread.objects.count(), Post.objects.count()) == (threads, posts)


def posted(client: Client, address: str, content: bytes, headers: Any = None, **typed: str) -> Any:
    """Send a file with its whole name; the client of the tests would cut a path off."""
    fields = "".join(
        f'--zzz\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'
        for name, value in typed.items()
    )
    head = f'--zzz\r\nContent-Disposition: form-data; name="{{}}"; filename="{TOLD}"\r\n\r\n'
    name = "file" if "/api/" in address else "files"
    whole = f"{fields}{head.format(name)}".encode() + content + b"\r\n--zzz--\r\n"
    return client.post(address, whole, content_type="multipart/form-data; boundary=zzz", headers=headers)


def test_a_name_that_is_long_a_path_and_turned_around_comes_out_of_a_download_as_its_own_words(
    cast: Cast, tmp_path: Path, settings: Settings
) -> None:
    settings.MEDIA_ROOT = str(tmp_path / "files")
    by = cast.rj_liaison.user
    thread = started(by, to_committee(), at=timezone.now())
    client = browser(by)
    form = client.get(reverse("thread", args=[thread.ref])).context["form"]
    typed = {"text": "Here.", "version": form["version"].value(), "quoted": ""}
    done = posted(client, reverse("thread_post", args=[thread.ref]), made.pdf("Minutes"), **typed)
    assert done.status_code == 302, done.content
    check_files()
    file = PostFile.objects.get().file
    reader = cast.uno_sharsha.user
    headers = browser(reader).get(reverse("thread_file", args=[thread.ref, file.ref])).headers
    told = Message()
    told["Content-Disposition"] = headers["Content-Disposition"]
    name = str(told.get_filename())
    assert headers["Content-Type"] == "application/pdf" and told.get_content_disposition() == "attachment"
    assert name.startswith("যশোর জেলার কার্যবিবরণী ক্ষী") and name.endswith("….pdf")
    assert len(name) <= LONGEST + 5 and name == file.full_name == StoredFile.objects.get().full_name
    assert not [one for one in "/\\\u202e:\r\n" if one in name + headers["Content-Disposition"].split(";")[0]]
    page = browser(reader).get(reverse("thread", args=[thread.ref])).content.decode()
    assert name in strip_tags(page) and "Users" not in page and "\u202e" not in page
    program = Program(by)
    sent = posted(program.client, "/api/v1/files/", made.pdf("Minutes"), program._headers({}))
    assert sent.status_code == 201 and sent.json()["name"] == name.removesuffix(".pdf"), sent.content
