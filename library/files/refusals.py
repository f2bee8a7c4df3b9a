"""Why a file is refused, and what was taken out of one that is kept: by name here, in words in `words`."""

from enum import StrEnum


class Why(StrEnum):
    """Why a file is not kept."""

    KIND = "kind"
    HEIC = "heic"
    OLD_OFFICE = "old-office"
    EMPTY = "empty"
    TOO_LARGE = "too-large"
    PIXELS = "pixels"
    BROKEN = "broken"
    PASSWORD = "password"  # noqa: S105 (a reason)
    MACROS = "macros"
    EMBEDDED = "embedded"
    DRAWING = "drawing"
    READS_OTHERS = "reads-others"
    OPENS_TOO_LARGE = "opens-too-large"
    TOO_MUCH_TEXT = "too-much-text"
    TOO_SLOW = "too-slow"
    TOO_MANY_ROWS = "too-many-rows"
    IDENTIFIER = "identifier"
    INFECTED = "infected"
    NOT_SCANNED = "not-scanned"
    ERASED = "erased"


class Remark(StrEnum):
    """What is said of a file that is kept."""

    SIGNATURE_ENDED = "signature"
    ACTIVE_TAKEN_OUT = "active"
    LINKS_TAKEN_OUT = "links"
    FIRST_PICTURE = "first-picture"
    RENAMED = "renamed"


class Refused(Exception):
    """This file is not kept."""

    def __init__(self, why: Why) -> None:
        super().__init__(why.value)
        self.why = why
