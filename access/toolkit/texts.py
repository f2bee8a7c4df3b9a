"""Free text as actions store it: nobody's identity in it, no longer than fits, not empty where it must be."""

from django.utils.translation import gettext as _

from access.toolkit.errors import Mendable
from access.toolkit.identifiers import guard_text
from language.words import number


def guarded(text: str, *, field: str, longest: int, phones: bool = False, required: bool = False) -> str:
    """Return the text as it is stored, or refuse it: empty, too long, or with somebody's identity."""
    kept = guard_text(field=field, text=text, phones=phones)
    if required and not kept:
        raise Mendable(_("Write a sentence here."), field, "required")
    must_fit(kept, field=field, longest=longest)
    return kept


def must_fit(text: str, *, field: str, longest: int) -> None:
    """Refuse a text longer than its field, and say both lengths."""
    if len(text) > longest:
        raise Mendable(
            _("This is %(length)s characters long; at most %(longest)s fit here. Shorten it.")
            % {"length": number(len(text)), "longest": number(longest)},
            field,
            "too_long",
        )
