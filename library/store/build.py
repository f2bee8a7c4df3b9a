"""Which build of the portal this is, and the public files that its kept pages are drawn with."""

import hashlib
import json
from functools import lru_cache

from django.conf import settings
from django.templatetags.static import static
from django.urls import reverse

from library.store.declared import QUEUED

# Public, and the same for everybody: what the kept pages need to be drawn.
FILES = (
    "built/shomonnoy.css",
    "built/shomonnoy.js",
    "built/store.js",
    "built/fonts/anek-latin.woff2",
    "built/fonts/anek-bangla-400.woff2",
    "built/fonts/anek-bangla-600.woff2",
    "images/mark.svg",
    "built/icon-192.png",
)
_READ = ("worker.js", "shomonnoy.css", "shomonnoy.js", "store.js")


@lru_cache(maxsize=1)
def build() -> str:
    """The name of this build. Another one's pages name files that this one may not have."""
    built = [settings.BASE_DIR / "static" / "built" / name for name in _READ]
    contents = [path.read_bytes() if path.exists() else b"" for path in built]
    return hashlib.sha256(b"\0".join([json.dumps(_addresses()).encode(), *contents])).hexdigest()[:16]


@lru_cache(maxsize=1)
def worker_script() -> str:
    """The worker with what it has to know of this build."""
    script = (settings.BASE_DIR / "static" / "built" / "worker.js").read_text(encoding="utf-8")
    told = {"build": build(), "files": _addresses(), "home": reverse("phone"), "statics": settings.STATIC_URL}
    return f"self.PHONE = {json.dumps(told)};\n{script}"


def _addresses() -> list[str]:
    own = (name for form in QUEUED.values() for name in (form.script, form.style) if name)
    # Two forms may share a file, and a browser refuses to keep one twice.
    return [static(name) for name in dict.fromkeys((*FILES, *own))]
