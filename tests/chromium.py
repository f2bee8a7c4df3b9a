"""The browser of the browser tests: the system's Chromium, else the one from npm.

The npm one is packed for a bare server: its libraries are unpacked beside it. Its own list of
arguments is not used, because it switches web security off.
"""

import io
import os
import shutil
import tarfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import connections

ROOT = Path(__file__).resolve().parent.parent
NAMES = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")
PACKED = ROOT / "node_modules" / "@sparticuz" / "chromium" / "bin"
UNPACKED = ROOT / "node_modules" / ".chromium"


def find_chromium() -> tuple[Path, dict[str, str]]:
    """The program, and what its environment needs."""
    for name in (os.environ.get("CHROMIUM", ""), *NAMES):
        if name and (found := shutil.which(name)):
            return Path(found), {}
    if not PACKED.is_dir():
        pytest.fail("No Chromium: install one, or run `make test`, which fetches one by npm.")
    return _unpack()


def _unpack() -> tuple[Path, dict[str, str]]:
    import brotli

    if not (UNPACKED / "chromium").exists():
        fresh = UNPACKED.with_name(f".chromium-{os.getpid()}")
        fresh.mkdir(parents=True)
        for name in ("al2023", "swiftshader", "fonts"):
            packed = PACKED / f"{name}.tar.br"
            if packed.exists():
                content = io.BytesIO(brotli.decompress(packed.read_bytes()))
                with tarfile.open(fileobj=content) as archive:
                    archive.extractall(fresh / name, filter="data")
        program = fresh / "chromium"
        program.write_bytes(brotli.decompress((PACKED / "chromium.br").read_bytes()))
        program.chmod(0o755)
        for library in (fresh / "swiftshader").glob("*.so*"):
            shutil.copy(library, fresh)  # Chromium looks for these beside itself
        try:
            fresh.rename(UNPACKED)
        except OSError:  # another worker was quicker
            shutil.rmtree(fresh)
    libraries = UNPACKED / "al2023" / "lib"
    return UNPACKED / "chromium", {"LD_LIBRARY_PATH": str(libraries)}


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """One Chromium for a file of tests, which ends with it; each test opens contexts of its own in it."""
    from playwright.sync_api import sync_playwright

    program, env = find_chromium()
    # While Playwright's loop runs in this thread Django keeps connections of their own for it. Those from
    # before would outlive the database that each of these tests throws away, and fail the next one.
    connections.close_all()
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(
            executable_path=program, env={**os.environ, **env}, args=["--disable-dev-shm-usage"]
        )
        yield running
        running.close()
