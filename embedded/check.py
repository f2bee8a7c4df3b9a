"""`make check`: what can be said about the code without running the portal."""

import os
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from embedded.imports import missing_imports
from embedded.templates import LONGEST, long_lines

ROOT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent
MANAGE = (sys.executable, "manage.py")
# Complete, and good for nothing: `check --deploy` asks nothing of these servers.
PRODUCTION = {
    "DJANGO_SETTINGS_MODULE": "coordination.settings.production",
    "SECRET_KEY": "a-dummy-for-looking-at-the-settings-0123456789-abcdefghijklmnop",
    "FIELD_KEYS": "dummy:AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=",
    "DATABASE_URL": "postgres://shomonnoy_app@localhost/shomonnoy",
    "DATABASE_OWNER_URL": "postgres://shomonnoy_owner@localhost/shomonnoy",
    "REDIS_URL": "redis://localhost:6379/0",
    "PORTAL_URL": "https://portal.example",
    "ALLOWED_HOSTS": "portal.example",
    "MAIL_HOST": "mail.example",
    "MAIL_FROM": "Shomonnoy <portal@portal.example>",
}
REQUIRED = tuple(name for name in PRODUCTION if name not in ("DJANGO_SETTINGS_MODULE", "DATABASE_OWNER_URL"))
TESTING = {"DJANGO_SETTINGS_MODULE": "coordination.settings.testing"}

CHECKS: tuple[tuple[str, tuple[str | Path, ...], dict[str, str]], ...] = (
    # The longest first: the others are done beside it.
    ("mypy", (sys.executable, "-m", "mypy", "."), TESTING),
    ("ruff", (BIN / "ruff", "check", "."), {}),
    ("ruff format", (BIN / "ruff", "format", "--check", "."), {}),
    ("floors", (BIN / "lint-imports", "--no-cache"), {}),
    ("migrations", (*MANAGE, "makemigrations", "--check", "--dry-run"), TESTING),
    ("catalogue", (*MANAGE, "catalogue", "--check"), TESTING),
    ("deploy", (*MANAGE, "check", "--deploy", "--fail-level", "WARNING"), PRODUCTION),
)


def clean_environment() -> dict[str, str]:
    """Ours without what an operator may have set, so that the checks find the same everywhere."""
    return {name: value for name, value in os.environ.items() if name not in PRODUCTION}


def run(words: tuple[str | Path, ...], env: dict[str, str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [str(word) for word in words],
        cwd=ROOT,
        env=clean_environment() | env,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )


def refuses_without(name: str) -> bool:
    """Whether production settings refuse to load when this one value is missing, and name it."""
    env = {key: value for key, value in PRODUCTION.items() if key != name}
    done = run((sys.executable, "-c", "import coordination.settings.production"), env)
    return done.returncode != 0 and name in done.stdout


def timed(
    words: tuple[str | Path, ...], env: dict[str, str]
) -> tuple[subprocess.CompletedProcess[str], float]:
    """What one check said, and how long it took."""
    begun = time.monotonic()
    return run(words, env), time.monotonic() - begun


def main() -> int:
    failed = []
    with ThreadPoolExecutor(max_workers=2) as beside:
        running = [(name, beside.submit(timed, words, env)) for name, words, env in CHECKS]
        refusing = [(name, beside.submit(refuses_without, name)) for name in REQUIRED]
        for name, check in running:
            done, took = check.result()
            print(f"{'ok  ' if done.returncode == 0 else 'FAIL'} {name} ({took:.0f} s)", flush=True)
            if done.returncode:
                failed.append(name)
                print(done.stdout, flush=True)
    open_settings = [name for name, refuses in refusing if not refuses.result()]
    if open_settings:
        failed.append("production settings")
        print(f"FAIL production settings start without {', '.join(open_settings)}")
    else:
        print("ok   production settings refuse to start without secrets, hosts and servers")
    if long := long_lines():
        failed.append("template lines")
        print(f"FAIL lines of templates over {LONGEST} characters: {', '.join(long)}")
    else:
        print("ok   template lines")
    if missing := missing_imports():
        failed.append("imports")
        print(f"FAIL imports of what a running portal has not: {', '.join(missing)}")
    else:
        print("ok   imports")
    if failed:
        print(f"\nmake check failed: {', '.join(failed)}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
