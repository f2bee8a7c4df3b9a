"""What the portal imports is installed where it runs: not everything here is, tests bring along more."""

import ast
import re
import sys
from collections.abc import Iterator
from importlib.metadata import packages_distributions
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
_PINNED = re.compile(r"^([A-Za-z0-9._-]+)==", re.MULTILINE)


def _normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def _imported(body: list[ast.stmt]) -> Iterator[str]:
    """The packages a module imports when it runs; what only a type checker reads is left out."""
    for one in body:
        if isinstance(one, ast.Import):
            yield from (name.name.partition(".")[0] for name in one.names)
        elif isinstance(one, ast.ImportFrom) and not one.level and one.module:
            yield one.module.partition(".")[0]
        elif isinstance(one, ast.If) and "TYPE_CHECKING" in ast.unparse(one.test):
            yield from _imported(one.orelse)
        else:
            for name in ("body", "orelse", "finalbody"):
                yield from _imported(getattr(one, name, None) or [])
            for handler in getattr(one, "handlers", []):
                yield from _imported(handler.body)


def missing_imports(root: Path = ROOT) -> list[str]:
    """Name what modules of the portal import that the requirements of a running portal do not hold:
    "threads/figures/quarterly.py: django_stubs_ext".
    """
    lines = (ROOT / "requirements/base.txt").read_text(encoding="utf-8")
    pinned = {_normal(name) for name in _PINNED.findall(lines)}
    held = {name for name, among in packages_distributions().items() if pinned & set(map(_normal, among))}
    rooms = sorted(path.parent for path in root.glob("*/__init__.py") if path.parent.name != "tests")
    known = held | set(sys.stdlib_module_names) | {path.name for path in rooms} | {"tests"}
    found = []
    for room in rooms:
        for path in sorted(room.rglob("*.py")):
            names = sorted(set(_imported(ast.parse(path.read_text(encoding="utf-8")).body)) - known)
            found += [f"{path.relative_to(root)}: {name}" for name in names]
    return found
