"""Files of posts: of whoever reads the thread while the post stands, and of nobody else, on any channel."""

import json
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from pytest_django import Settings

from access.erasure.passages import standing_in
from access.models import AccessLog, Cover, User
from access.toolkit import handing
from access.toolkit.covering import MARK
from access.toolkit.errors import Mendable
from coordination.covers.actions import answer, cover
from library.files import actions as files
from library.files.limited import Rewritten, rewritten
from library.models import StoredFile
from library.tasks import check_files
from tests.cast import NOW, READERS, Cast, browser
from tests.library import made_files as made
from tests.library.made_files import checked_file
from tests.programs import Program
from tests.races import at_once, while_held
from tests.threads.test_leaks import pages, stored_anywhere
from tests.threads.world import answered, body, chosen, later, own, started, to_body, to_committee
from threads import actions
from threads.access import MORE_READERS
from threads.models import Post, PostFile, Thread

pytestmark = [pytest.mark.django_db, pytest.mark.timeout(600)]
NAME = "zarquon list"
COMMITTEE = {"dc_jashore", "dd_women_jashore", "uno_sharsha", "rj_liaison"}


@pytest.fixture(autouse=True)
def files_folder(tmp_path: Path, settings: Settings) -> Path:
    settings.MEDIA_ROOT = str(tmp_path / "files")
    return tmp_path / "files"


def lying(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


def sent(*uploads: tuple[str, bytes], **typed: str) -> dict[str, Any]:
    return {**typed, "files": [SimpleUploadedFile(name, content) for name, content in uploads]}


def page(by: User, thread: Thread) -> str:
    return browser(by).get(reverse("thread", args=[thread.ref])).content.decode()


def take(by: User, thread: Thread, file: StoredFile) -> Any:
    return browser(by).get(reverse("thread_file", args=[thread.ref, file.ref]))


def reading(cast: Cast, thread: Thread, file: StoredFile) -> set[str]:
    """Who is handed the file, on the page's address and on that of programs alike."""
    people = {key for key in READERS if take(cast[key].user, thread, file).status_code == 200}
    for key in ("uno_sharsha", "far_liaison", "oversight"):
        answer = Program(cast[key].user).get(f"threads/{thread.ref}/files/{file.ref}/")
        assert (answer.status_code == 200) == (key in people), key
    return people


def with_file(by: User, thread: Thread, name: str = NAME, *, minutes: int = 1) -> tuple[Post, StoredFile]:
    """An answer with a file that is checked."""
    file = checked_file(by, name)
    post = actions.post(by=by, thread=thread, text="The list is here.", files=[file.ref], at=later(minutes))
    file.refresh_from_db()
    return post, file


def test_a_file_is_its_authors_alone_until_it_is_checked_then_of_exactly_the_readers(cast: Cast) -> None:
    thread, author = started(cast.rj_liaison.user, to_committee()), cast.rj_liaison.user
    shown = browser(author).get(reverse("thread", args=[thread.ref]))
    form = {name: shown.context["form"][name].value() or "" for name in ("version", "quoted")}
    address = reverse("thread_post", args=[thread.ref])
    assert (
        "Add a file" in shown.content.decode() and 'enctype="multipart/form-data"' in shown.content.decode()
    )
    two = sent(("zarquon list.pdf", made.pdf("Tribunals")), ("map.png", made.picture("PNG")), text="", **form)
    mend = browser(author).post(address, two)
    before = [one.ref for one in mend.context["form"].fields["files"].widget.kept]
    assert mend.status_code == 422 and len(before) == 2 and not PostFile.objects.exists()
    again = browser(author).post(address, {**form, "text": "Here.", "files_before": before})
    assert again.status_code == 302
    file = PostFile.objects.order_by("pk")[0].file
    for key in READERS:
        assert take(cast[key].user, thread, file).status_code == 404
        assert ("zarquon" in page(cast[key].user, thread)) == (key == "rj_liaison"), key
    assert "Only you see it until then" in page(author, thread)
    check_files()
    file.refresh_from_db()
    assert reading(cast, thread, file) == COMMITTEE
    assert AccessLog.objects.filter(record_ref=thread.ref, purpose=f"file={file.ref}").count() == 5
    posts = json.loads(Program(cast.uno_sharsha.user).get(f"threads/{thread.ref}/posts/").content)["results"]
    assert [[one["name"] for one in post["files"]] for post in posts] == [["zarquon list.pdf", "map.png"], []]
    other = started(cast.rj_liaison.user, to_committee())
    assert take(author, other, file).status_code == 404


def test_more_than_five_somebody_elses_or_one_twice_are_refused(cast: Cast) -> None:
    author, thread = cast.rj_liaison.user, started(cast.rj_liaison.user, to_committee())
    files = [checked_file(author, f"list {one}").ref for one in range(6)]
    theirs = checked_file(cast.uno_sharsha.user, "theirs").ref
    answered(author, thread)
    for refs, code in ((files, "many"), ([theirs], "file-gone")):
        with pytest.raises(Mendable) as refused:
            actions.post(by=author, thread=thread, text="Here.", files=refs, at=later(2))
        assert refused.value.code == code
    program = Program(author)
    assert program.post(f"threads/{thread.ref}/answer/", {"text": "A", "files": files}).status_code == 422
    made_by_program = program.post(f"threads/{thread.ref}/answer/", {"text": "A", "files": files[:1]})
    assert made_by_program.status_code == 200, made_by_program.content
    assert program.post(f"threads/{thread.ref}/answer/", {"text": "A", "files": files[:1]}).status_code == 422
    assert PostFile.objects.count() == 1


@pytest.mark.parametrize("way", ["take_back", "delete_post", "remove_file"])
def test_what_goes_with_its_post_is_nowhere_from_that_moment(
    cast: Cast, way: str, files_folder: Path, django_capture_on_commit_callbacks: Any
) -> None:
    author, reader = cast.rj_liaison.user, cast.uno_sharsha.user
    thread = started(author, to_committee())
    post, file = with_file(author, thread)
    actions.edit_post(by=author, post=post, text="Otherwise.", at=later(2))
    actions.post(by=reader, thread=thread, text="Which?", quoted=post, at=later(3))
    cover(by=reader, record=thread, passage=NAME, at=later(4))
    assert stored_anywhere("zarquon") and lying(files_folder)
    what = {"link": PostFile.objects.get()} if way == "remove_file" else {"post": post}
    with django_capture_on_commit_callbacks(execute=True):
        getattr(actions, way)(by=author, at=later(5), **what)
    assert reading(cast, thread, file) == set()
    assert "zarquon" not in page(author, thread) and reverse(
        "thread_file", args=[thread.ref, file.ref]
    ) not in page(author, thread)
    assert stored_anywhere("zarquon") == [] and not StoredFile.objects.exists()
    assert not lying(files_folder)


def test_a_covered_file_is_closed_with_its_name_or_its_text_and_opened_again_with_it(cast: Cast) -> None:
    author, reader = cast.rj_liaison.user, cast.uno_sharsha.user
    thread = started(author, to_committee())
    _post, file = with_file(author, thread)
    offered = browser(reader).get(reverse("thread", args=[thread.ref])).content.decode()
    (ask,) = {part.split('"')[0] for part in offered.split('href="') if "?sentence=" in part}
    chosen_there = browser(reader).get(ask).context["form"]["sentence"]
    assert chosen_there.value() in dict(chosen_there.field.choices) and "zarquon" not in ask
    for passage in (NAME, "The list is here"):
        stands = cover(by=reader, record=thread, passage=passage, at=later(2))
        assert reading(cast, thread, file) == set()
        for by in (author, reader):
            assert "zarquon" not in page(by, thread) and MARK in page(by, thread)
        _again, same = with_file(author, thread, minutes=3) if passage == NAME else (None, None)
        assert same is None or take(reader, thread, same).status_code == 404
        for by in (cast.dc_jashore.user, cast.oversight.user):
            answer(by=by, cover=stands, says=Cover.Answer.SHOW, at=later(4))
        assert reading(cast, thread, file) == COMMITTEE
    assert "threads.file" in {one.passage.name for one in standing_in(thread)}


def test_narrowing_and_widening_count_at_once_and_a_download_ends(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(handing, "AGAIN", 0)
    author, staff = cast.rj_liaison.user, cast.bnwla_liaison.user
    thread = started(author, to_body("BNWLA"))
    gone, gone_file = with_file(author, thread, "of yesterday")
    _stands, file = with_file(author, thread, minutes=2)
    actions.delete_post(by=author, post=gone, at=later(3))
    widened = chosen(author, to_committee(), use=MORE_READERS)
    actions.widen(by=author, thread=thread, readers=widened, at=later(4))
    newcomer = cast.uno_sharsha.user
    assert take(newcomer, thread, file).status_code == 200
    assert take(newcomer, thread, gone_file).status_code == 404 and "of yesterday" not in page(
        newcomer, thread
    )
    begun = take(staff, thread, file)
    party = thread.readers.get(until=None, party=body("BNWLA").all_party).party
    actions.narrow(by=author, thread=thread, reader=party, at=timezone.now())
    with pytest.raises(ConnectionAbortedError):
        b"".join(begun.streaming_content)
    assert take(staff, thread, file).status_code == 404


@pytest.mark.parametrize("readers", ["committee", "within"])
def test_for_whoever_does_not_read_it_a_file_changes_nothing_on_any_channel(cast: Cast, readers: str) -> None:
    """And after it was narrowed, taken back or covered nothing of it is left for anybody."""
    author, keys = cast.rj_liaison.user, ("far_liaison", "bnwla_liaison", "oversight")
    to = [to_committee(), to_body("BNWLA")] if readers == "committee" else [own("RJ")]
    thread = started(author, *to, at=timezone.now())
    if readers == "committee":
        party = thread.readers.get(party=body("BNWLA").all_party).party
        actions.narrow(by=author, thread=thread, reader=party, at=timezone.now())
    before = {key: pages(cast[key].user) for key in keys}
    log = AccessLog.objects.count()
    file = checked_file(author, NAME)
    post = actions.post(by=author, thread=thread, text="Here.", files=[file.ref], at=timezone.now())
    assert take(author, thread, file).status_code == 200
    assert (AccessLog.objects.count() > log) == (readers == "committee")
    for key in keys:
        after = pages(cast[key].user)
        assert [name for name in after if "zarquon" in after[name] and "search" not in name] == [], key
        assert [name for name in after if before[key][name] != after[name]] == [], key
        assert take(cast[key].user, thread, file).status_code == 404
    for name, shown in pages(cast.rj_staff.user if readers == "within" else cast.uno_sharsha.user).items():
        assert "zarquon" not in shown or "search" in name, "a file stands on its post, in no list"
    actions.take_back(by=author, post=post, at=timezone.now())
    assert take(author, thread, file).status_code == 404


def test_oversight_reads_the_files_of_what_it_opened_for_its_hour_and_the_log_says_so(cast: Cast) -> None:
    thread = started(cast.rj_liaison.user, to_committee(), at=timezone.now())
    file = checked_file(cast.rj_liaison.user, NAME)
    actions.post(by=cast.rj_liaison.user, thread=thread, text="Here.", files=[file.ref], at=timezone.now())
    watching = cast.oversight.user
    assert take(watching, thread, file).status_code == 404
    opening = actions.open_thread(
        by=watching, thread=thread, purpose="A concern was raised about this", at=timezone.now()
    )
    address = reverse("opened_file", args=[opening.ref, file.ref])
    shown = browser(watching).get(reverse("thread_opened", args=[opening.ref])).content.decode()
    assert NAME in shown and address in shown and "This may identify" not in shown
    assert browser(watching).get(address).status_code == 200
    assert AccessLog.objects.filter(
        user=watching, kind=AccessLog.Kind.EXPORT, record_ref=thread.ref, purpose=f"file={file.ref}"
    ).exists()
    assert browser(cast.uno_sharsha.user).get(address).status_code == 404
    past = timezone.now() - timedelta(hours=2)
    over = actions.open_thread(by=watching, thread=thread, purpose="A concern was raised about this", at=past)
    assert browser(watching).get(reverse("opened_file", args=[over.ref, file.ref])).status_code == 404


def test_a_request_is_asked_and_answered_with_files_that_both_sides_read(cast: Cast) -> None:
    asking, asked = cast.bnwla_liaison.user, cast.rj_liaison.user
    shown = browser(asking).get(reverse("request_new")).content.decode()
    assert "cannot be asked for" in shown and "no photographs of survivors" in shown
    request = actions.ask(
        by=asking,
        organisation=body("BNWLA"),
        asked=body("RJ"),
        kind="data",
        title="Free places",
        text="How many, by district?",
        why="The committee decides on it.",
        due_on=date(2026, 12, 10),
        files=[checked_file(asking, "zarquon form").ref],
        at=NOW,
    )
    question = PostFile.objects.get().file
    address = reverse("request_answer", args=[request.ref])
    reply = sent(("zarquon places.xlsx", made.sheet({"A1": "Jashore", "B1": 14})), text="Fourteen.")
    assert browser(asked).post(address, reply).status_code == 302
    check_files()
    answer_ = PostFile.objects.exclude(file=question).get().file
    for file in (question, answer_):
        assert reading(cast, request.thread, file) == {"bnwla_liaison", "rj_liaison"}
        assert file.name in page(asking, request.thread)


@pytest.mark.django_db(transaction=True)
def test_a_file_that_is_checked_while_its_post_is_taken_back_is_never_served(
    cast: Cast, files_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Before it is opened, while it is written anew, and at the same moment: on two connections."""
    author, reader, now = cast.rj_liaison.user, cast.uno_sharsha.user, timezone.now()
    thread = started(author, to_committee(), at=now)

    def sent_now() -> tuple[Post, StoredFile]:
        upload = SimpleUploadedFile("zarquon list.pdf", made.pdf("Tribunals"))
        file = files.receive(by=author, upload=upload, at=now)
        return actions.post(by=author, thread=thread, text="Here.", files=[file.ref], at=now), file

    def is_nowhere(file: StoredFile) -> None:
        assert take(reader, thread, file).status_code == take(author, thread, file).status_code == 404
        assert not StoredFile.objects.exists() and not lying(files_folder)

    post, file = sent_now()
    assert while_held(partial(actions.take_back, by=author, post=post, at=now), check_files) == "done"
    is_nowhere(file)

    post, file = sent_now()

    def taken_back_meanwhile(source: Path, target: Path) -> Rewritten:
        came = rewritten(source, target)
        assert at_once(partial(actions.take_back, by=author, post=post, at=now)) == ["done"]
        return came

    monkeypatch.setattr(files, "rewritten", taken_back_meanwhile)
    check_files()
    is_nowhere(file)
    monkeypatch.undo()

    post, file = sent_now()
    assert at_once(check_files, partial(actions.take_back, by=author, post=post, at=now)) == ["done"] * 2
    is_nowhere(file)
