"""Typed text, made the same whichever keyboard it came from."""

import re
import unicodedata

from language.digits import to_ascii

# Everything below the space except newline and tab, and the C1 block. NUL cannot be stored at all.
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff\ud800-\udfff]")
_MOBILE = re.compile(r"(?:\+?880|0)(1[3-9][0-9]{8})")


def clean(text: str) -> str:
    """Return the text in one encoding (য় is stored one way), with plain line ends, trimmed."""
    return unicodedata.normalize("NFC", text).replace("\r\n", "\n").replace("\r", "\n").strip()


def forbidden_characters(text: str) -> bool:
    """Whether the text holds control characters, which no keyboard types and no page can show."""
    return _FORBIDDEN.search(text.replace("\r", "\n")) is not None


def mobile_number(text: str) -> str | None:
    """Return a Bangladeshi mobile number as +8801…, from 01711…, 8801… or Bengali digits; else None."""
    bare = re.sub(r"[\s()\-‐‑–.]", "", to_ascii(clean(text)))
    match = _MOBILE.fullmatch(bare)
    return f"+880{match.group(1)}" if match else None
