"""The room that `docs/contributing.md` builds, block by block, stands and answers as the page says."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.servers import ROOT, Worker

BLOCK = re.compile(r"```(python|toml|html)\n(?:# |<!-- )(\S+)(?: -->)?\n(.*?)```", re.DOTALL)
# The two central files a room is added to, and how the line begins that names the rooms in each.
CENTRAL = {"coordination/settings/base.py": "ROOMS = ", "pyproject.toml": "layers = "}
NEEDED = ("coordination", "meetings", "threads", "commitments", "partners", "notifications", "library",
          "access", "language", "embedded", "templates", "static", "locale", "fixtures", "tests")  # fmt: skip
DRIVE = ROOT / "tests" / "coordination" / "contributed.py"


def blocks() -> dict[str, str]:
    """What the page says stands in which file."""
    text = (ROOT / "docs" / "contributing.md").read_text(encoding="utf-8")
    return {path: body for _kind, path, body in BLOCK.findall(text)}


def build(house: Path) -> None:
    """A copy of the house with the room of the page in it."""
    for name in NEEDED:
        # With what Python compiled of it: a house compiled anew takes longer than all that is asked of it.
        shutil.copytree(ROOT / name, house / name, ignore=shutil.ignore_patterns("*.mo.lock"))
    for name in ("manage.py", "pyproject.toml"):
        shutil.copy(ROOT / name, house / name)
    for path, body in blocks().items():
        written = house / path
        if begin := CENTRAL.get(path):
            lines = written.read_text(encoding="utf-8").splitlines(keepends=True)
            (place,) = [number for number, line in enumerate(lines) if line.startswith(begin)]
            end = next(n for n in range(place, len(lines)) if lines[n].rstrip().endswith("]"))
            lines[place : end + 1] = [body]
            written.write_text("".join(lines), encoding="utf-8")
        else:
            assert not written.exists(), f"{path} stands in the house already"
            written.parent.mkdir(parents=True, exist_ok=True)
            written.write_text(body, encoding="utf-8")


def run(house: Path, *words: str, **more: str) -> None:
    done = subprocess.run(
        [sys.executable, *words],
        cwd=house, env=os.environ | {"PYTHONPATH": str(house)} | more,
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, f"{words}\n{done.stdout}\n{done.stderr}"


def test_every_addition_the_page_names_has_a_block() -> None:
    found = blocks()
    rooms = {path for path in found if path.startswith("visits/")}
    parts = "__init__ access actions api apps calendars forms models notices official queries room urls views"
    assert rooms == {f"visits/{part}.py" for part in parts.split()}
    assert found.keys() >= {*CENTRAL, "tests/visits/sweep.py", "templates/visits/list.html"}


@pytest.mark.django_db(transaction=True)
def test_a_room_built_from_the_page_serves_its_members_and_nobody_else(
    tmp_path: Path, test_worker: Worker
) -> None:
    house = tmp_path / "house"
    build(house)
    owner = {"DATABASE_ROLE": "owner"}
    run(house, "manage.py", "makemigrations", "visits", "--name", "visits", **owner)
    run(house, "manage.py", "migrate", "visits", **owner)
    run(house, str(house / DRIVE.relative_to(ROOT)))
