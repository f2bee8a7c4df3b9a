"""Both digit systems. People type either; the portal stores ASCII and shows what is read."""

from django.utils import translation

ASCII_DIGITS = "0123456789"
BENGALI_DIGITS = "০১২৩৪৫৬৭৮৯"
_TO_ASCII = str.maketrans(BENGALI_DIGITS, ASCII_DIGITS)
_TO_BENGALI = str.maketrans(ASCII_DIGITS, BENGALI_DIGITS)


def to_ascii(text: str) -> str:
    """Write Bengali digits as ASCII ones; everything else stays."""
    return text.translate(_TO_ASCII)


def to_bengali(text: str) -> str:
    """Write ASCII digits as Bengali ones; everything else stays."""
    return text.translate(_TO_BENGALI)


def is_bangla(language: str | None = None) -> bool:
    """Whether the given language, or the one now active, is Bangla."""
    return (language or translation.get_language() or "").startswith("bn")


def localise(text: str, language: str | None = None) -> str:
    """Write the digits of a text as the reader of this language expects them."""
    return to_bengali(text) if is_bangla(language) else text
