"""Bangla typed for the Bijoy fonts (SutonnyMJ): Latin signs that only such a font shows as Bangla.

Offices have ten years of minutes in it. A text is recognised by signs that neither English nor Unicode
Bangla has inside a word; it is shown in Unicode beside what was typed, and taken only once somebody looked.
"""

import re
from functools import lru_cache

from language.bijoy_signs import ENGLISH_PAIRS, SHORT_WORDS, SIGNS

# No word is longer; what is would take the square of its length to look through.
LONGEST = 80
HASANTA, REPH = "্", "র্"
_BEFORE, _VOWEL_SIGNS = "িেৈ", "ািীুূৃেৈোৌৗ"
_CONSONANT = "(?:[ক-হ]\u09bc?|ৎ)"
_CLUSTER = f"{_CONSONANT}(?:{HASANTA}{_CONSONANT})*"
_SIGN = re.compile("|".join(re.escape(sign) for sign in sorted(SIGNS, key=len, reverse=True)))
# What stands before its consonants in the font stands behind them in Unicode; রেফ the other way round.
_MOVED = re.compile(f"([{_BEFORE}])({_CLUSTER})")
_REPH = re.compile(f"({_CLUSTER})((?:{HASANTA}য)?[{_VOWEL_SIGNS}]*ঁ?)\ue000")
_WORD = re.compile(r"\S+")
_LETTER = re.compile("[A-Za-z_`~&^\\\\]")
# Signs of the font that stand beside a letter in no English word: "don’t", "10m²" and "5°C" have none.
_SIGNS_ALONE = "†‡ˆ‰Š‹Œ„©ª«¬®¯³´µ¶·¸»¼½¾¿¡¢£¤¥¦§×ÿÖÍ¨šœ›‘\\xad"
_TELLING = re.compile(f"(?<=[A-Za-z_`&])[{_SIGNS_ALONE}]|[{_SIGNS_ALONE}](?=[A-Za-z_`&])")
_EDGES = "()[]{}.,;:!?'\"/-‘’“”–—%0123456789০১২৩৪৫৬৭৮৯।"
_OWN = re.compile("[\u0980-\u09ff]")
_FINE = re.compile(f"(?:{_CLUSTER}(?:[{_VOWEL_SIGNS}])?[ংঃঁ]*|[অ-ঔ][ংঃঁ]*|[০-৯]|[^\u0980-\u09ff])+")
_ALONE = str.maketrans("0123456789|ÑÐ", "০১২৩৪৫৬৭৮৯।–—")


def converted(text: str) -> str:
    """Return the text in Unicode: what is English or Bangla already stays, line by line as it was."""
    return "\n".join(_line(line) for line in text.split("\n"))


def is_bijoy(text: str) -> bool:
    """Whether somebody must have typed this for a Bijoy font: several of its words are nothing else."""
    words = _WORD.findall(text)
    certain = [word for word in words if _is_certain(word)]
    return len(certain) >= 2 or (len(certain) == 1 and len(words) <= 3)


def _line(line: str) -> str:
    words = _WORD.findall(line)
    if not any(_is_certain(word) for word in words):
        return line
    return _WORD.sub(lambda found: _word(found[0]), line)


def _word(word: str) -> str:
    if len(word) > LONGEST or _OWN.search(word) or _is_english(word):
        return word
    if "-" in word.strip("-"):
        return "-".join(_word(part) if part else "" for part in word.split("-"))
    if not _LETTER.search(word) and not _is_certain(word):
        return word.translate(_ALONE)
    return _in_unicode(word)


@lru_cache(maxsize=4096)
def _is_certain(word: str) -> bool:
    """Whether a word has a sign of the font between letters, and is Bangla once it is converted."""
    if len(word) > LONGEST or _OWN.search(word) or not (_TELLING.search(word) and _LETTER.search(word)):
        return False
    made = _in_unicode(word)
    has_vowel = any(sign in made for sign in _VOWEL_SIGNS) or HASANTA in made
    return has_vowel and len(_OWN.findall(made)) > 2 and _FINE.fullmatch(made) is not None


def _is_english(word: str) -> bool:
    """Whether a word beside Bijoy is meant in English: capitals alone, or letters as English has them."""
    bare = word.strip(_EDGES)
    if not re.fullmatch("[A-Za-z]+(?:[-'@._/][A-Za-z0-9]+)*", bare) or bare in SHORT_WORDS:
        return False
    if "@" in bare or (len(bare) > 1 and bare.isupper()):
        return True
    letters = re.sub("[^A-Za-z]", "", bare)
    low = letters.lower()
    # No English word has a v before a consonant, or at its end.
    if len(letters) < 3 or not re.fullmatch("[A-Za-z][a-z]+", letters) or re.search("v(?![aeiouy])", low):
        return False
    pairs = [low[place : place + 2] for place in range(len(low) - 1)]
    return sum(pair in ENGLISH_PAIRS for pair in pairs) * 2 >= len(pairs)


@lru_cache(maxsize=4096)
def _in_unicode(word: str) -> str:
    made = _SIGN.sub(lambda found: SIGNS[found[0]], word)
    made = made.replace(HASANTA + HASANTA, HASANTA)
    made = _MOVED.sub(r"\2\1", made)
    made = _REPH.sub(rf"{REPH}\1\2", made)
    made = made.replace("\ue000", REPH)
    made = re.sub("ঁ([ািীুূৃেৈ])", r"\1ঁ", made)
    return made.replace("ো", "ো").replace("ৌ", "ৌ").replace("অা", "আ")
