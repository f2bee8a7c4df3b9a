"""Which line of a list a form means, where lines have no reference that is the reader's to see."""

from django.db.models import Model

from access.toolkit.secrets import SecretUnreadable, seal, unseal


def handle_of(row: Model, *, of: str) -> str:
    """What a form calls this line. `of` says of which list, and whose where others have one like it."""
    return seal(str(row.pk), bound_to=f"line:{of}")


def number_of(handle: str, *, of: str) -> int | None:
    """The number inside of the line a form means; None for what was made up, or is of another list."""
    try:
        return int(unseal(handle, bound_to=f"line:{of}"))
    except SecretUnreadable:
        return None
