"""Where a bucket is named files lie in it, under the same drawn names, and nothing lies in the folder."""

import json
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from tests.servers import ROOT

ASKS = """
import io, json, django
django.setup()
from django.core.files.storage import storages
from library.files.storing import KEPT, opened, put, take_away
key = put(KEPT, io.BytesIO(b"Minutes of the committee"))
said = {"key": key, "read": opened(key).read().decode()}
take_away(key)
try:
    opened(key)
except FileNotFoundError:
    said["gone"] = True
kept = storages["default"]
told = ("bucket_name", "endpoint_url", "region_name", "access_key", "default_acl", "file_overwrite")
said |= {name: getattr(kept, name, None) for name in told}
print(json.dumps(said | {"class": type(kept).__module__ + "." + type(kept).__name__}))
"""


class _Bucket(BaseHTTPRequestHandler):
    """As much of a bucket as keeps, hands out and takes away."""

    lying: dict[str, bytes]
    asked: list[tuple[str, str, str]]

    def _note(self) -> None:
        self.asked.append((self.command, self.path, self.headers.get("x-amz-acl", "")))

    def do_PUT(self) -> None:
        self._note()
        content = self.rfile.read(int(self.headers["Content-Length"]))
        if "aws-chunked" in self.headers.get("Content-Encoding", ""):
            size, _end, rest = content.partition(b"\r\n")
            content = rest[: int(size.split(b";")[0], 16)]
        self.lying[self.path] = content
        self._answer(200)

    def do_GET(self) -> None:
        self._note()
        content = self.lying.get(self.path)
        self._answer(404 if content is None else 200, content or b"")

    def do_HEAD(self) -> None:
        self.do_GET()

    def do_DELETE(self) -> None:
        self._note()
        self.lying.pop(self.path, None)
        self._answer(204)

    def _answer(self, status: int, content: bytes = b"") -> None:
        self.send_response(status)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(content)

    def log_message(self, *_args: Any) -> None:
        """Nothing is printed."""


@contextmanager
def bucket() -> Iterator[tuple[str, type[_Bucket]]]:
    """A bucket on loopback: its address, and what it heard."""
    heard = type("Heard", (_Bucket,), {"lying": {}, "asked": []})
    with ThreadingHTTPServer(("127.0.0.1", 0), heard) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}", heard
        server.shutdown()


def portal(folder: Path, **settings: str) -> dict[str, Any]:
    """What a server says that was set up like this, and kept a file."""
    needed = {
        "DJANGO_SETTINGS_MODULE": "coordination.settings.production",
        "SECRET_KEY": "s" * 50,
        "FIELD_KEYS": "test:AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=",
        "ALLOWED_HOSTS": "portal.example",
        "DATABASE_URL": "postgres://shomonnoy_app@127.0.0.1:1/none",
        "REDIS_URL": "redis://127.0.0.1:1/0",
        "PORTAL_URL": "https://portal.example",
        "MAIL_HOST": "127.0.0.1",
        "MAIL_FROM": "portal@portal.example",
        "FILES_DIR": str(folder),
        "PATH": os.environ["PATH"],
    }
    done = subprocess.run(
        [sys.executable, "-c", ASKS],
        cwd=ROOT, env=needed | settings, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    said: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return said


def test_files_lie_in_the_bucket_that_is_named_and_else_in_the_folder(tmp_path: Path) -> None:
    with bucket() as (address, heard):
        said = portal(
            tmp_path / "files", FILES_BUCKET="papers", FILES_ENDPOINT=address, FILES_REGION="bd-1",
            FILES_KEY="who", FILES_SECRET="word",
        )  # fmt: skip
    assert said == {
        "class": "storages.backends.s3.S3Storage",
        "bucket_name": "papers",
        "endpoint_url": address,
        "region_name": "bd-1",
        "access_key": "who",
        "default_acl": "private",
        "file_overwrite": False,
        "key": said["key"],
        "read": "Minutes of the committee",
        "gone": True,
    }
    place = f"/papers/{said['key']}"
    assert ("PUT", place, "private") in heard.asked and ("DELETE", place, "") in heard.asked
    assert heard.lying == {} and not (tmp_path / "files").exists()
    without = portal(tmp_path / "files")
    assert without["class"] == "django.core.files.storage.filesystem.FileSystemStorage"
    assert without["read"] == said["read"] and without["gone"] and (tmp_path / "files").is_dir()
