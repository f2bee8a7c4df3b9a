"""What is asked of an import before its rows can be posted: words of theirs that mean nothing here yet."""

from collections import Counter
from dataclasses import dataclass

from threads.imports.judging import where_of, where_words
from threads.imports.mapping import Mapping, Reader
from threads.imports.models import ImportRow, UpdateImport
from threads.imports.ours import CODED, PLACE

# So many are asked on one page, those of most rows first.
MOST = 40
# A word for a type or a place is no longer; what is longer is mended in the sheet.
_LONGEST = 200
_OF_PLACES = ("place-several", "place-unknown")


@dataclass(frozen=True)
class Question:
    """A word of theirs: of which of our fields, on how many rows; of a place all that says where."""

    name: str
    text: str
    texts: tuple[str, ...]
    rows: int


def questions_of(held: UpdateImport) -> list[Question]:
    """What is asked of the rows that were looked at."""
    reader = Reader(Mapping.of(held.mapping), held.heads)
    why_of = {f"value-{name}": name for name in CODED} | dict.fromkeys(_OF_PLACES, PLACE)
    rows = held.rows.filter(state=ImportRow.State.ASKED, why__in=list(why_of)).order_by("pk")
    found: Counter[tuple[str, tuple[str, ...]]] = Counter()
    for cells, why in rows.values_list("cells", "why"):
        name = why_of[why]
        texts = where_of(reader, cells) if name == PLACE else (reader.text(cells, name),)
        found[name, texts] += 1
    asked = [Question(name, where_words(texts), texts, many) for (name, texts), many in found.most_common()]
    return [one for one in asked if len(one.text) <= _LONGEST][:MOST]
