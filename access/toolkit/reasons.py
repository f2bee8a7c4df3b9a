"""The guard of reasons: whoever opens what was closed to them, or overrides what others agreed, says why.

Somebody else reads that reason afterwards and judges it by what it says. A letter or a dash says nothing.
"""

from django.utils.translation import gettext as _

from access.toolkit.errors import Mendable
from access.toolkit.identifiers import guard_text
from access.toolkit.texts import must_fit
from language.text import count_letters, words_in
from language.words import number

FEWEST_WORDS = 3
FEWEST_LETTERS = 20


def guard_reason(*, field: str, text: str, longest: int) -> str:
    """Return a reason as it is stored, or refuse what is none, with a message at its field.

    Three words that differ and twenty letters are the least that says anything. Whether the reason is a
    good one is for those who read it.
    """
    kept = guard_text(field=field, text=text, phones=True)
    if len(set(words_in(kept))) < FEWEST_WORDS or count_letters(kept) < FEWEST_LETTERS:
        raise Mendable(
            _(
                "Say why in a sentence, at least %(words)s words and %(letters)s letters: "
                "others read it and must understand it."
            )
            % {"words": number(FEWEST_WORDS), "letters": number(FEWEST_LETTERS)},
            field,
            "no-reason",
        )
    must_fit(kept, field=field, longest=longest)
    return kept
