"""What lies in the folder of a backup, what is known of it, and whether it is as it was written."""

import hashlib
import json
import tomllib
from dataclasses import asdict, dataclass
from pathlib import Path

from django.conf import settings
from django.core.management.base import CommandError
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

from access.toolkit.secrets import read_keys

DATABASE, FILES, FACTS, SUMS = "database.dump", "files.tar", "backup.json", "SHA256SUMS"
FORM = 1
_BLOCK = 1024 * 1024


@dataclass(frozen=True)
class Facts:
    """What a backup says of itself, beside its rows and files."""

    form: int
    made_at: str
    version: str
    migrations: list[str]
    # By their fingerprints: which keys open the second factors in it.
    keys: list[str]
    # How far the ledger of erasures had come.
    erasures: int
    ledger: str


def version_of_portal() -> str:
    """As the project file names it."""
    text = (settings.BASE_DIR / "pyproject.toml").read_text(encoding="utf-8")
    return str(tomllib.loads(text)["project"]["version"])


def applied_migrations() -> list[str]:
    """How far this database is migrated."""
    return sorted(f"{app}.{name}" for app, name in MigrationRecorder(connection).applied_migrations())


def known_migrations() -> set[str]:
    """How far this version of the portal could migrate one."""
    return {
        f"{app}.{name}"
        for (app, now), migration in MigrationLoader(None).disk_migrations.items()
        for name in (now, *getattr(migration, "formerly", ()))
    }


def fingerprints_of_keys() -> list[str]:
    """The keys of FIELD_KEYS, each by a hash that gives nothing of it away."""
    return [hashlib.sha256(key).hexdigest()[:16] for key in read_keys(settings.FIELD_KEYS).values()]


def write_facts(folder: Path, facts: Facts) -> None:
    """Put the facts beside what they are about, and a sum for each file, as `sha256sum` reads them."""
    (folder / FACTS).write_text(json.dumps(asdict(facts), indent=1) + "\n", encoding="utf-8")
    names = sorted(path.name for path in folder.iterdir())
    sums = [f"{_sum_of(folder / name)}  {name}\n" for name in names]
    (folder / SUMS).write_text("".join(sums), encoding="utf-8")


def read_backup(folder: Path) -> Facts:
    """Check every sum, then read the facts. What is missing, changed or cut short is refused by name."""
    try:
        lines = (folder / SUMS).read_text(encoding="utf-8").splitlines()
    except OSError:
        raise CommandError(f"{folder} is no backup: it has no {SUMS}.") from None
    sums = {name: hashed for hashed, _gap, name in (line.partition("  ") for line in lines)}
    for name in sorted({DATABASE, FACTS} | set(sums)):
        path = folder / name
        if name not in sums or Path(name).name != name or not path.is_file():
            raise CommandError(f"The backup is not whole: {name} is missing.")
        if _sum_of(path) != sums[name]:
            raise CommandError(f"{name} is not as it was written: its sum differs. Take another backup.")
    if (folder / FILES).exists() and FILES not in sums:
        raise CommandError(f"{FILES} does not belong to this backup.")
    facts = json.loads((folder / FACTS).read_text(encoding="utf-8"))
    if facts.get("form") != FORM:
        raise CommandError("This backup is of another form: restore it with the version that made it.")
    return Facts(**facts)


def _sum_of(path: Path) -> str:
    found = hashlib.sha256()
    with path.open("rb") as file:
        while block := file.read(_BLOCK):
            found.update(block)
    return found.hexdigest()
