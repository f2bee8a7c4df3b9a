"""The steps before the portal starts: done once, done again when what they are made from changes."""

import stat
import sys
from pathlib import Path

import pytest

from embedded import bootstrap, environment
from embedded.check import REQUIRED, refuses_without


@pytest.fixture
def tree(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(bootstrap, "ROOT", tmp_path)
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates" / "page.html").write_text("one")
    return tmp_path


def test_a_changed_file_changes_the_stamp_and_a_touched_one_does_not(tree: Path) -> None:
    before = bootstrap.fingerprint(tree / "templates")
    (tree / "templates" / "page.html").touch()
    assert bootstrap.fingerprint(tree / "templates") == before
    (tree / "templates" / "page.html").write_text("two")
    assert bootstrap.fingerprint(tree / "templates") != before


def test_a_file_that_comes_or_goes_changes_the_stamp(tree: Path) -> None:
    before = bootstrap.fingerprint(tree / "templates")
    (tree / "templates" / "other.html").write_text("one")
    after = bootstrap.fingerprint(tree / "templates")
    assert after != before
    (tree / "templates" / "other.html").unlink()
    assert bootstrap.fingerprint(tree / "templates") == before


def test_an_old_python_is_told_which_one_is_needed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "version_info", (3, 9, 2, "final", 0))
    monkeypatch.setenv("PATH", "")
    with pytest.raises(SystemExit, match=r"needs Python 3\.11 or newer"):
        bootstrap.right_python()


def test_secrets_are_made_once_for_a_var_and_differ_between_two(tmp_path: Path) -> None:
    first = environment.kept_secrets(tmp_path)
    environment.write(tmp_path, first)
    assert environment.kept_secrets(tmp_path) == first
    other = environment.kept_secrets(tmp_path / "other")
    assert all(first[name] != other[name] for name in environment.SECRETS)
    assert len(first["SECRET_KEY"]) >= 50


def test_nobody_else_reads_the_environment_file(tmp_path: Path) -> None:
    (tmp_path / environment.NAME).write_text("SECRET_KEY=kept\n")
    (tmp_path / environment.NAME).chmod(0o644)
    environment.write(tmp_path, environment.kept_secrets(tmp_path))
    assert stat.S_IMODE((tmp_path / environment.NAME).stat().st_mode) == 0o600
    assert environment.read(tmp_path)["SECRET_KEY"] == "kept"


def test_half_of_the_real_servers_is_refused_by_name() -> None:
    with pytest.raises(environment.Incomplete, match="DATABASE_OWNER_URL, REDIS_URL is not"):
        environment.uses_real_servers({"DATABASE_URL": "postgres://somewhere/portal"})


@pytest.mark.parametrize("name", REQUIRED)
def test_production_settings_refuse_to_start_without(name: str) -> None:
    assert refuses_without(name)
