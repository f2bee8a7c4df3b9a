"""Why nothing comes of a row: by its name, and in words of either language for whoever reads it."""

from collections.abc import Callable
from typing import TypeVar

from django.utils.translation import gettext as _
from django.utils.translation import override

from access.toolkit.errors import Mendable
from language.digits import is_bangla
from threads.imports.models import ImportRow
from threads.imports.ours import LANGUAGES

State = ImportRow.State
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


def fault() -> Stop:
    """What nobody foresaw keeps one row from being taken in, and no other."""
    return Stop(
        "fault",
        lambda: _("The portal could not take this row in. Post it on the page of field updates."),
        State.REFUSED,
    )


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
