"""A backup gives everything back, into an empty place and nowhere else."""

import json
import shutil
import stat
import subprocess
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import psycopg2
import pytest
from django.contrib.sessions.models import Session
from django.core.management.base import CommandError
from django.utils import timezone
from psycopg2 import sql

from access.accounts import invitations
from access.erasure.ledger import START, Line
from access.models import Invitation
from coordination.backup.files import pack_files, require_no_files, unpack_files
from coordination.backup.folder import DATABASE, FACTS, FILES, SUMS
from embedded.postgres import APP
from tests.cast import Cast
from tests.coordination.places import Place, ask, place_of
from tests.servers import Worker

pytestmark = [pytest.mark.django_db, pytest.mark.timeout(300)]


@pytest.fixture
def place(test_worker: Worker, tmp_path: Path, cast: Cast) -> Iterator[Place]:
    with place_of(test_worker, tmp_path) as found:
        yield found


@pytest.fixture(scope="module")
def made_once(test_worker: Worker, django_db_setup: None, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A backup of what every test finds, with its ledger."""
    folder = tmp_path_factory.mktemp("made")
    Place(test_worker, folder).made()
    return folder


@pytest.fixture
def backed_up(place: Place, made_once: Path) -> Place:
    """The place of one test, with a copy of that backup."""
    shutil.copytree(made_once, place.backup.parent, dirs_exist_ok=True)
    return place


def rows_of(place: Place, database: str) -> dict[str, str]:
    """Each table by a hash over all its rows."""
    names = place.as_owner(
        database, "SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r'"
    )
    found = {}
    for (name,) in names:
        count = sql.SQL(
            "SELECT count(*)::text || coalesce(md5(string_agg(md5(t::text), '' ORDER BY md5(t::text))), '')"
            " FROM {} t"
        ).format(sql.Identifier(name))
        found[name] = str(place.as_owner(database, count)[0][0])
    return found


# What a restore ends, and what its migrate writes anew.
ENDED = {
    "access_invitation",
    "access_passwordwish",
    "access_submission",
    "access_user",
    "django_session",
    "usersessions_usersession",
}


@pytest.mark.django_db(transaction=True)
def test_every_row_comes_back_and_every_way_in_has_ended(place: Place, cast: Cast) -> None:
    now = timezone.now()
    Session.objects.create(session_key="a" * 32, session_data="x", expire_date=now)
    issued = invitations.issue(
        user=cast.oversight.user,
        purpose=Invitation.Purpose.RESET,
        channel=Invitation.Channel.PAPER,
        by=None,
        at=now,
    )
    place.made()
    before = rows_of(place, place.worker.database)
    done = place.restored()
    assert done.returncode == 0, done.stderr
    after = rows_of(place, place.name)
    assert {name for name in before if before[name] != after[name]} <= ENDED
    assert set(before) == set(after) and before["access_user"] != after["access_user"]
    assert place.as_owner(place.name, "SELECT count(*) FROM django_session") == [(0,)]
    opened = "SELECT count(*) FROM access_invitation WHERE used_at IS NULL AND withdrawn_at IS NULL"
    assert issued.code and place.as_owner(place.name, opened) == [(0,)]


def test_nobody_else_may_read_a_backup_and_it_is_never_written_over(backed_up: Place) -> None:
    place = backed_up
    modes = {stat.S_IMODE(path.stat().st_mode) for path in place.backup.iterdir()}
    assert modes == {0o600} and stat.S_IMODE(place.backup.stat().st_mode) == 0o700
    again = place.manage("backup", place.backup)
    assert again.returncode == 1 and "is there already" in again.stderr
    checked = subprocess.run(["sha256sum", "-c", SUMS], cwd=place.backup, capture_output=True, check=False)
    assert checked.returncode == 0


def test_a_backup_that_fails_leaves_nothing_under_its_name(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("POSTGRES_PROGRAMS", "/bin/false-is-not-a-folder")
    assert place.manage("backup", place.backup).returncode == 1
    assert not list(place.backup.parent.glob("*backup*"))


def test_the_portals_own_role_makes_no_backup(place: Place) -> None:
    done = place.manage("backup", place.backup, role="app")
    assert done.returncode == 1 and "DATABASE_ROLE=owner" in done.stderr


def test_what_was_changed_cut_or_taken_out_is_refused(backed_up: Place) -> None:
    place = backed_up
    dump = place.backup / DATABASE
    whole = dump.read_bytes()
    dump.write_bytes(whole[:-1])
    assert f"{DATABASE} is not as it was written" in place.refused()
    dump.unlink()
    assert f"{DATABASE} is missing" in place.refused()
    (place.backup / SUMS).unlink()
    assert "is no backup" in place.refused()


def test_a_database_with_anything_in_it_is_refused(backed_up: Place) -> None:
    place = backed_up
    place.as_owner(place.name, "CREATE TABLE word (id int)")
    assert "is not empty" in place.refused()


def test_a_backup_of_a_newer_version_is_refused(backed_up: Place) -> None:
    place = backed_up
    known = json.loads((place.backup / FACTS).read_text())["migrations"]
    place.rewrite(migrations=[*known, "meetings.9999_not_yet"])
    assert "meetings.9999_not_yet" in place.refused()


@pytest.mark.django_db(transaction=True)
def test_an_older_backup_is_migrated_up(place: Place) -> None:
    """As if the last migration of a room had not been there yet: a table without rows is made anew.

    That a migration was called otherwise while it stood for fewer is known.
    """
    place.as_owner(
        place.worker.database,
        "DROP TABLE usersessions_usersession; DELETE FROM django_migrations WHERE app = 'usersessions';"
        " INSERT INTO django_migrations (app, name, applied)"
        " VALUES ('partners', '0001_places_organisations_committees_squashed_0019', now())",
    )
    place.made()
    done = place.restored()
    assert done.returncode == 0, done.stderr
    app = place.worker.postgres.url(APP, place.name)
    assert ask(app, "SELECT count(*) FROM usersessions_usersession") == [(0,)]


def test_without_the_ledger_of_erasures_nothing_is_restored_unless_there_is_none(backed_up: Place) -> None:
    place = backed_up
    kept = place.ledger / "erasures"
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600

    assert "restore without --no-ledger" in place.refused("--no-ledger")
    kept.unlink()
    assert "say --no-ledger" in place.refused()
    assert place.restored("--no-ledger").returncode == 0


def test_a_ledger_that_was_changed_or_is_another_portals_is_refused(place: Place) -> None:
    line = Line("abc", "meetings.minutes", "def", "meetings.decision", "ghi", timezone.now())
    kept = place.ledger / "erasures"
    place.ledger.mkdir()
    kept.write_text(f"{line.facts} {line.after(START)}\n")
    place.made()
    kept.write_text(f"{line.facts} {line.after(START)}\n".replace("abc", "abd"))
    assert "Line 1" in place.refused()
    kept.write_text("")
    assert "lines of it are missing" in place.refused()


def test_a_backup_whose_keys_are_not_here_is_refused(
    backed_up: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = backed_up
    monkeypatch.setenv("FIELD_KEYS", "test:AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh4=")
    assert "--keys-lost" in place.refused()
    assert place.restored("--keys-lost").returncode == 0


def test_files_that_people_sent_come_back_and_stay_closed(tmp_path: Path, settings: Any) -> None:
    kept, folder = tmp_path / "media", tmp_path / "packed"
    (kept / "2026").mkdir(parents=True)
    folder.mkdir()
    (kept / "2026" / "page.jpg").write_bytes(b"signed")
    settings.MEDIA_ROOT = str(kept)
    pack_files(folder / FILES)
    settings.MEDIA_ROOT = str(tmp_path / "new")
    unpack_files(folder)
    found = tmp_path / "new" / "2026" / "page.jpg"
    assert found.read_bytes() == b"signed" and stat.S_IMODE(found.stat().st_mode) & 0o077 == 0
    with pytest.raises(CommandError, match="is not empty"):
        require_no_files(folder)


def test_while_the_portal_is_connected_nothing_is_restored_and_then_both_roles_have_their_rights(
    backed_up: Place,
) -> None:
    place, app = backed_up, backed_up.worker.postgres.url(APP, backed_up.name)
    with closing(psycopg2.connect(app)):
        assert "stop web, worker and beat" in place.refused()
    assert place.restored().returncode == 0
    assert ask(app, "SELECT count(*) > 0 FROM access_user") == [(True,)]
    with pytest.raises(psycopg2.errors.InsufficientPrivilege):
        ask(app, "DELETE FROM access_accesslog")
    checked = place.manage("check", "--database", "default", into=place.name, role="app")
    assert checked.returncode == 0, checked.stderr
