"""The ETag of a record: which language, which version of it, and which letters of the answer.

The version is that of the pages' forms (`access.toolkit.versions`): a program that sends it back in
If-Match is refused where a colleague saved meanwhile, and is told both what it sent and what stands.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from django.db.models import Model
from django.http import HttpRequest
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from access.api.problems import Fault, Kind, Problem
from access.toolkit.versions import Facts, Stale, as_read, may_be_version, version_of

# Of a fact its label and what stands, in words.
InWords = Callable[[Any], Mapping[str, tuple[str, str]]]
_TAG = re.compile(r'(?:W/)?"([^"]*)"')
ANY = "*"


@dataclass(frozen=True)
class Version:
    """What makes a record another one for whoever changes it, and how that is said."""

    facts: Facts
    words: InWords
    # The same facts of what was read of the record anyway, so that nothing is asked for again.
    of_said: Facts | None = None


def tag_of(record: Model, said: Any, version: Version, body: bytes) -> str:
    """Return the ETag of a record as it is answered; a compressed one differs from it by its end alone."""
    facts = version.of_said(said) if version.of_said is not None else version.facts(record)
    read = version_of(record, facts)
    return f'"{get_language()}-{read}-{sha256(body).hexdigest()[:16]}"'


def is_unchanged(request: HttpRequest, tag: str) -> bool:
    """Whether the program has this very answer already (If-None-Match)."""
    told = request.headers.get("If-None-Match", "")
    return told.strip() == ANY or tag.strip('"') in {_plain(one) for one in _TAG.findall(told)}


@contextmanager
def as_program_read(
    request: HttpRequest, record: Model, version: Version | None, body: Any, *, is_needed: bool
) -> Iterator[None]:
    """Within this an action compares what it holds with what the program says that it read."""
    told = request.headers.get("If-Match", "").strip()
    if version is None or (told in ("", ANY) and not is_needed):
        yield
        return
    if told in ("", ANY):
        raise Problem(Kind.VERSION_NEEDED)
    read = _version_in(told, record, version.facts(record))
    try:
        with as_read(record, version.facts, read):
            yield
    except Stale as stale:
        if stale.record is None:
            raise
        raise Problem(Kind.STALE, also=_both(stale.record, stale.stands, version, read, body)) from stale


def _version_in(told: str, record: Model, facts: Mapping[str, Any]) -> str:
    """The version that an ETag names; of several the one that stands, where it is among them.

    What no record of this kind was ever answered with is told nothing of what stands.
    """
    named = [parts[1] for one in _TAG.findall(told) if len(parts := one.split("-")) > 1]
    named = [one for one in named if may_be_version(one, facts)]
    if not named:
        words = _("Send the ETag as it was received.")
        raise Problem(Kind.PARAMETER, [Fault(words, "etag", header="If-Match")])
    stands = version_of(record, facts)
    return stands if stands in named else named[0]


def _both(record: Model, facts: Mapping[str, Any], version: Version, read: str, body: Any) -> dict[str, Any]:
    """What was sent, and what stands now of all that changed since it was read."""
    before, now = read.split("."), version_of(record, facts).split(".")
    changed = [name for name, was, stands in zip(facts, before, now, strict=True) if was != stands]
    words = version.words(record)
    stands = [
        {"name": name, "title": str(words[name][0]), "text": str(words[name][1])}
        for name in changed
        if name in words
    ]
    return {"sent": body, "stands": stands}


def _plain(tag: str) -> str:
    """A tag without what a server that compresses put behind it."""
    return re.sub(r"[-;](gzip|br)$", "", tag)
