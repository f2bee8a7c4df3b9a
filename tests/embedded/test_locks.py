"""What the project says it runs on is what is installed: each dependency stands in its lock, with hashes."""

import re
import tomllib
from pathlib import Path

from django.conf import settings
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT: Path = settings.BASE_DIR
PINNED = re.compile(r"^([A-Za-z0-9._-]+)==(\S+)[^\\]*\\\n    --hash=sha256:", re.MULTILINE)


def locked(name: str) -> dict[str, str]:
    text = (ROOT / "requirements" / f"{name}.txt").read_text(encoding="utf-8")
    return {canonicalize_name(found): version for found, version in PINNED.findall(text)}


def test_each_dependency_is_locked_at_a_version_it_allows() -> None:
    told = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    runs_on, tested_with = told["project"]["dependencies"], told["dependency-groups"]["dev"]
    for name, wanted in (("base", runs_on), ("dev", [*runs_on, *tested_with])):
        pins = locked(name)
        for one in map(Requirement, wanted):
            version = pins.get(canonicalize_name(one.name))
            assert version is not None, f"{one.name} is not in {name}.txt"
            assert version in one.specifier, f"{one.name} is locked at {version}"
    base, dev = locked("base"), locked("dev")
    assert {name: dev[name] for name in base} == base
