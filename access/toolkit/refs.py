"""The random reference a record carries in addresses, so that nobody can count or guess records."""

import secrets

REF_LENGTH = 22


def new_ref() -> str:
    """Return 128 random bits as 22 characters that are safe in an address.

    None begins with a hyphen: a sheet takes that for a formula, a command line for an option.
    """
    while (ref := secrets.token_urlsafe(16)).startswith("-"):
        pass
    return ref
