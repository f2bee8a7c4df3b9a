"""How far a file comes: received, checked, clean where there is a scanner, or refused with the reason."""

import hashlib
import io
import os
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db.models.signals import post_delete
from django.http import Http404
from django.utils import timezone
from pytest_django import Settings

from access.models import AccessLog, User
from access.toolkit.errors import Mendable
from library.files import actions, storing
from library.models import LeftBytes, StoredFile
from library.tasks import check_files, sweep_files
from tests.cast import Cast
from tests.library import made_files as made
from tests.library.clamd import clamd

pytestmark = pytest.mark.django_db
State = StoredFile.State


@pytest.fixture(autouse=True)
def files_folder(tmp_path: Path, settings: Settings) -> Iterator[Path]:
    settings.MEDIA_ROOT = str(tmp_path / "files")
    yield tmp_path / "files"


@pytest.fixture
def author(cast: Cast) -> User:
    assert cast.rj_liaison.user is not None
    return cast.rj_liaison.user


def received(by: User, content: bytes, name: str = "minutes.pdf") -> StoredFile:
    return actions.receive(by=by, upload=SimpleUploadedFile(name, content), at=timezone.now())


def checked(by: User, content: bytes, name: str = "minutes.pdf") -> StoredFile:
    file = received(by, content, name)
    check_files()
    file.refresh_from_db()
    return file


def lying(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


def test_a_file_is_received_then_checked_and_only_what_was_written_anew_is_kept(
    author: User, files_folder: Path
) -> None:
    content = made.acting_pdf()
    file = received(author, content)
    assert file.state == State.RECEIVED and not file.is_open and file.sent_key and not file.key
    check_files()
    file.refresh_from_db()
    assert file.state == State.CHECKED and file.is_open and not file.sent_key
    (path,) = lying(files_folder)
    assert file.full_name == "minutes.pdf" and path.name not in file.name and not path.suffix
    assert oct(path.stat().st_mode)[-3:] == "600" and oct(path.parent.stat().st_mode)[-3:] == "700"
    assert file.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()
    assert file.sent_sha256 == hashlib.sha256(content).hexdigest() and file.sent_size == len(content)
    assert b"alert" not in path.read_bytes()


def test_without_a_scanner_nothing_is_called_scanned(author: User) -> None:
    file = checked(author, made.picture(), "photo.jpg")
    assert file.state == State.CHECKED and "scan" not in str(file.get_state_display()).lower()


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (made.SVG, "map.png"),
        (made.HTML, "page.png"),
        (made.HEIC, "photo.jpg"),
        (made.EICAR, "a.pdf"),
        (b"", "a"),
    ],
)
def test_what_is_of_no_kind_that_is_taken_is_refused_at_once(
    author: User, files_folder: Path, content: bytes, name: str
) -> None:
    with pytest.raises(Mendable) as refusal:
        received(author, content, name)
    assert refusal.value.field == "files" and not lying(files_folder)


def test_a_file_of_more_than_the_limit_is_refused_at_once(author: User, settings: Settings) -> None:
    settings.FILE_LIMIT = 1_000
    with pytest.raises(Mendable) as refusal:
        received(author, made.letter("x"))
    assert refusal.value.code == "file-too-large"


def test_a_file_that_turns_out_bad_is_refused_with_its_reason_and_nothing_of_it_stays(
    author: User, files_folder: Path
) -> None:
    file = checked(author, made.with_parts(made.letter("x"), {"word/vbaProject.bin": b"x"}), "a.docx")
    assert (file.state, file.why) == (State.REFUSED, "macros") and not lying(files_folder)


def test_a_number_keeps_a_file_from_its_readers_until_its_author_says_it_is_an_office_s(author: User) -> None:
    file = checked(author, made.pdf("Call 01711-222333"))
    assert (file.state, file.why) == (State.REFUSED, "identifier") and not file.is_open
    assert file.found == [{"kind": "phone", "piece": "0171…333", "may_be_office": True}]
    actions.say_office(by=author, file=file, at=timezone.now())
    check_files()
    file.refresh_from_db()
    assert file.is_open and not file.found
    line = AccessLog.objects.get(kind=AccessLog.Kind.OFFICE)
    assert (line.record_ref, line.user_id) == (file.ref, author.pk) and line.purpose == "1 numbers: phone"


def test_an_identity_number_is_no_office_s_whoever_says_so(author: User) -> None:
    file = checked(author, made.letter("NID 2991234567, call 01711-222333"), "a.docx")
    with pytest.raises(Mendable):
        actions.say_office(by=author, file=file, at=timezone.now())
    file.refresh_from_db()
    assert file.is_refused and not AccessLog.objects.filter(kind=AccessLog.Kind.OFFICE).exists()


def test_nobody_but_its_author_speaks_for_a_file_or_takes_it_back(author: User, cast: Cast) -> None:
    file, other = checked(author, made.pdf("Call 01711-222333")), cast.rj_staff.user
    assert other is not None
    for do in (actions.say_office, actions.take_back):
        with pytest.raises(Http404):
            do(by=other, file=file, at=timezone.now())


def test_a_scanner_that_says_ok_makes_a_file_clean(author: User, tmp_path: Path, settings: Settings) -> None:
    content = made.pdf("Minutes")
    with clamd(tmp_path, b"stream: OK") as scanner:
        settings.CLAMD = scanner.address
        file = checked(author, content)
    assert file.state == State.CLEAN and file.is_open
    assert scanner.heard[0] == content and len(scanner.heard) == 2


@pytest.mark.parametrize(
    ("answer", "why"),
    [
        (b"stream: Eicar-Test-Signature FOUND", "infected"),
        (b"stream: Heuristics.Limits.Exceeded.MaxFileSize FOUND", "infected"),
        (b"INSTREAM size limit exceeded. ERROR", "not-scanned"),
        (b"stream: OK maybe", "not-scanned"),
        (None, "not-scanned"),
    ],
)
def test_whatever_else_a_scanner_says_keeps_a_file_from_its_readers(
    author: User, tmp_path: Path, settings: Settings, files_folder: Path, answer: bytes | None, why: str
) -> None:
    with clamd(tmp_path, answer) as scanner:
        settings.CLAMD = scanner.address
        file = checked(author, made.pdf("Minutes"))
    assert (file.state, file.why) == (State.REFUSED, why) and not lying(files_folder)


def test_a_scanner_that_stops_listening_half_way_has_not_said_that_it_is_clean(
    author: User, tmp_path: Path, settings: Settings
) -> None:
    content = made.with_parts(
        made.letter("x"), {"word/media/a.png": made.picture("PNG", (900, 900)) + os.urandom(900_000)}
    )
    with clamd(tmp_path, b"INSTREAM size limit exceeded. ERROR", hears=10_000) as scanner:
        settings.CLAMD = scanner.address
        file = checked(author, content, "a.docx")
    assert (file.state, file.why) == (State.REFUSED, "not-scanned")


def test_a_scanner_that_says_nothing_is_not_waited_for_without_end(
    author: User, tmp_path: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("library.files.scanning.ANSWER_SECONDS", 0.2)
    with clamd(tmp_path, None, hears=None) as scanner:
        scanner._stream = lambda said: said.read(10**9)  # type: ignore[method-assign, attr-defined]
        settings.CLAMD = scanner.address
        file = checked(author, made.pdf("Minutes"))
    assert file.why == "not-scanned"


def test_files_wait_while_the_scanner_is_away_and_are_scanned_when_it_is_back(
    author: User, tmp_path: Path, settings: Settings
) -> None:
    settings.CLAMD = f"unix://{tmp_path}/nobody.ctl"
    file = checked(author, made.pdf("Minutes"))
    assert file.state == State.CHECKED and not file.is_open
    later = timezone.now() + timedelta(minutes=5)
    with clamd(tmp_path, b"stream: OK") as scanner:
        settings.CLAMD = scanner.address
        actions.check_next(clock=lambda: later)
    file.refresh_from_db()
    assert file.state == State.CLEAN and file.is_open


def test_what_was_checked_before_there_was_a_scanner_is_closed_until_it_was_scanned(
    author: User, tmp_path: Path, settings: Settings
) -> None:
    file = checked(author, made.pdf("Minutes"))
    assert file.is_open
    with clamd(tmp_path, b"stream: Eicar FOUND") as scanner:
        settings.CLAMD = scanner.address
        assert not file.is_open
        actions.check_next(clock=lambda: timezone.now() + timedelta(minutes=5))
    file.refresh_from_db()
    assert file.is_refused and not file.key


def test_a_file_at_which_workers_die_is_given_up(author: User) -> None:
    file = received(author, made.pdf("Minutes"))
    at = timezone.now()
    for _try in range(actions.MOST_TRIES):
        assert actions._claim(at) is not None and actions._claim(at) is None
        at += actions.LEASE + timedelta(seconds=1)
    actions.check_next(clock=lambda: at)
    file.refresh_from_db()
    assert (file.state, file.why) == (State.REFUSED, "broken")


def test_what_stands_on_nothing_and_what_nobody_speaks_for_is_swept_away(
    author: User, files_folder: Path, django_capture_on_commit_callbacks: object
) -> None:
    loose, standing = checked(author, made.pdf("Minutes")), checked(author, made.pdf("Call 01711-222333"))
    StoredFile.objects.filter(pk=standing.pk).update(attached_at=timezone.now())
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        sweep_files()
    assert StoredFile.objects.count() == 2
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        actions.sweep_files(at=timezone.now() + timedelta(days=8))
    assert not StoredFile.objects.filter(pk=loose.pk).exists() and not lying(files_folder)
    standing.refresh_from_db()
    assert standing.is_refused and not standing.may_be_said_office


def test_a_file_that_comes_onto_a_record_while_the_sweep_goes_on_keeps_its_bytes(
    author: User, files_folder: Path, django_capture_on_commit_callbacks: object
) -> None:
    first, second = (checked(author, made.pdf(words)) for words in ("One", "Two"))
    at = timezone.now() + timedelta(days=2)

    def comes_meanwhile(**_said: object) -> None:
        StoredFile.objects.filter(pk=second.pk).update(attached_at=at)

    post_delete.connect(comes_meanwhile, sender=StoredFile)
    try:
        with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
            assert actions.sweep_files(at=at) == 1
    finally:
        post_delete.disconnect(comes_meanwhile, sender=StoredFile)
    second.refresh_from_db()
    assert second.is_open and len(lying(files_folder)) == 1
    assert not StoredFile.objects.filter(pk=first.pk).exists()


@pytest.mark.parametrize("state", [State.CHECKED, State.CLEAN])
def test_what_was_sent_of_a_file_at_whose_end_a_worker_died_is_swept_away(
    author: User, files_folder: Path, state: str, django_capture_on_commit_callbacks: object
) -> None:
    file, at = checked(author, made.pdf("Minutes")), timezone.now()
    left = storing.put(storing.SENT, io.BytesIO(b"what was sent"))
    StoredFile.objects.filter(pk=file.pk).update(state=state, sent_key=left, attached_at=at)
    for later, lie in ((timedelta(0), 2), (actions.LEASE * 2, 1)):
        with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
            actions.sweep_files(at=at + later)
        assert len(lying(files_folder)) == lie
    file.refresh_from_db()
    assert file.is_open and not file.sent_key and default_storage.exists(file.key)


def test_bytes_that_a_failing_storage_keeps_are_taken_away_once_it_works_again(
    author: User, files_folder: Path, django_capture_on_commit_callbacks: object
) -> None:
    file = checked(author, made.pdf("Minutes"))
    lies = Path(default_storage.path(file.key))
    content = lies.read_bytes()
    # A folder with something in it is not taken away as a file is.
    lies.unlink()
    (lies / "in the way").mkdir(parents=True)
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        actions.take_back(by=author, file=file, at=timezone.now())
    assert not StoredFile.objects.filter(pk=file.pk).exists() and lies.exists()
    (lies / "in the way").rmdir()
    lies.rmdir()
    lies.write_bytes(content)
    actions.sweep_files(at=timezone.now())
    assert not lies.exists() and not LeftBytes.objects.exists()


def test_a_file_that_a_restored_database_knows_and_its_backup_did_not_find_is_given_up(
    author: User, files_folder: Path
) -> None:
    file = received(author, made.pdf("Minutes"))
    for path in lying(files_folder):
        path.unlink()
    check_files()
    file.refresh_from_db()
    assert (file.state, file.why) == (State.REFUSED, "broken")


def test_nothing_is_kept_under_a_name_that_somebody_could_guess(author: User) -> None:
    keys = {storing.put(storing.SENT, io.BytesIO(b"x")) for _one in range(3)}
    assert len(keys) == 3 and all(len(key.rsplit("/", 1)[-1]) == 40 for key in keys)
    assert all(default_storage.exists(key) for key in keys)
