"""Why nothing comes of a row: by its name, and in words of either language for whoever reads it."""

import logging
from collections.abc import Callable
from typing import TypeVar

from django.db import OperationalError
from django.utils.translation import gettext as _
from django.utils.translation import override

from access.rules.engine import RefusedError
from access.toolkit.errors import Mendable
from language.digits import is_bangla
from threads.imports.models import ImportRow
from threads.imports.ours import LANGUAGES

State = ImportRow.State
_log = logging.getLogger(__name__)
T = TypeVar("T")
Said = dict[str, str]


class Stop(Exception):
    """A row goes no further: as a question, or refused. Its words are found in the language of the reader."""

    def __init__(self, why: str, words: Callable[[], str], state: ImportRow.State = State.ASKED) -> None:
        super().__init__(why)
        self.why, self.state = why, state
        self.said = {language: _in(language, words) for language in LANGUAGES}


def _in(language: str, words: Callable[[], str]) -> str:
    with override(language):
        return words()


def spared(do: Callable[[], T], refused: Callable[[ImportRow.State, str, Said], T]) -> T:
    """Do something of one row: what nobody foresaw refuses it alone, and is noted without its words."""
    try:
        return do()
    except (RefusedError, OperationalError):
        raise
    except Exception as error:
        if isinstance(error, Mendable) and error.code == "busy":
            # Somebody holds the sums too long: it is done the next time.
            raise
        _log.error("a row was not taken in: %s", type(error).__name__)
        fault = Stop(
            "fault",
            lambda: _("The portal could not take this row in. Post it on the page of field updates."),
            State.REFUSED,
        )
        return refused(fault.state, fault.why, fault.said)


def checked(check: Callable[[], T], state: ImportRow.State = State.REFUSED) -> T:
    """Ask one of the rules of field updates; what it refuses is a `Stop` with its words in both languages."""
    try:
        return check()
    except Mendable as mendable:
        why = mendable.code or "refused"

    def words() -> str:
        try:
            check()
        except Mendable as again:
            return str(again)
        return ""

    raise Stop(why[:30], words, state)


def words_of(said: Said | None) -> str:
    """The words in the language of whoever reads; empty where nothing was said."""
    return (said or {}).get("bn" if is_bangla() else "en", "")
