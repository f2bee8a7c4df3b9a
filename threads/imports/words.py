"""What is said of each row, in words: what will be or was done, what is asked, why it is refused."""

from collections.abc import Collection, Sequence
from typing import NamedTuple

from django.utils.translation import pgettext

from threads.imports.judging import where_of, where_words
from threads.imports.mapping import Reader
from threads.imports.models import ImportRow
from threads.imports.ours import DAY, REF, TYPE
from threads.imports.reasons import words_of

State = ImportRow.State
_TONES = {
    State.WILL: "st-wait",
    State.CORRECTS: "st-wait",
    State.DONE: "st-ok",
    State.CORRECTED: "st-ok",
    State.THERE: "st-ok",
    State.DOUBT: "st-soon",
    State.ASKED: "st-soon",
}
_ICONS = {
    State.READ: "clock",
    State.WILL: "arrow-right",
    State.CORRECTS: "pencil",
    State.DONE: "circle-check",
    State.CORRECTED: "circle-check",
    State.THERE: "check",
    State.DOUBT: "help-circle",
    State.ASKED: "help-circle",
    State.REFUSED: "circle-x",
}


class Said(NamedTuple):
    """A row as its page shows it."""

    number: int
    written: str
    icon: str
    tone: str
    words: str
    why: str
    thread: str


def said_of(row: ImportRow, reader: Reader, open_to_reader: Collection[int]) -> Said:
    """Say what becomes of a row, or became of it. Only threads in `open_to_reader` are named and led to."""
    state = State(row.state)
    texts = [
        reader.text(row.cells, TYPE),
        where_words(where_of(reader, row.cells)),
        reader.text(row.cells, DAY),
    ]
    update = row.update
    is_here = update is not None and update.removed_at is None and update.thread_id in open_to_reader
    thread = update.thread if update is not None and is_here else None
    title = thread.called if thread is not None else ""
    return Said(
        number=row.number,
        written=" · ".join(one for one in texts if one) or title or reader.text(row.cells, REF),
        icon=_ICONS[state],
        tone=_TONES.get(state, ""),
        words=str(state.label),
        why=why_of(row),
        thread=thread.ref if thread is not None else "",
    )


def why_of(row: ImportRow) -> str:
    """What is asked, or why it is refused, in the language of whoever reads; empty where nothing is."""
    return words_of(row.said)


def counted(counts: dict[str, int]) -> list[tuple[str, str, int]]:
    """The states with rows in them, each in words with how many there are, in the order of the states."""
    return [(str(one), _many(one), counts[one]) for one in State if counts.get(one)]


def _many(state: ImportRow.State) -> str:
    return {
        State.READ: pgettext("rows", "not looked at yet"),
        State.WILL: pgettext("rows", "will be posted"),
        State.CORRECTS: pgettext("rows", "will correct their updates"),
        State.DOUBT: pgettext("rows", "do not add up"),
        State.ASKED: pgettext("rows", "to be made clear"),
        State.REFUSED: pgettext("rows", "not done"),
        State.THERE: pgettext("rows", "already there"),
        State.DONE: pgettext("rows", "posted"),
        State.CORRECTED: pgettext("rows", "corrected their updates"),
    }[state]


def file_rows(rows: Sequence[ImportRow], places: Sequence[int]) -> list[list[str | int]]:
    """Rows that nothing came of, as they go back in a file: as they were written, with the reason behind."""
    return [[row.number, *(_cell(row, place) for place in places), _reason(row)] for row in rows]


def _cell(row: ImportRow, place: int) -> str:
    return row.cells[place] if place < len(row.cells) else ""


def _reason(row: ImportRow) -> str:
    state = str(State(row.state).label)
    return f"{state}: {why}" if (why := why_of(row)) else state
