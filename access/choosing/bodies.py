"""What a program sends to let more people read something, or fewer."""

from access.api.fields import Body, ListOf, Text


class MoreReadersBody(Body):
    """Who else reads it."""

    readers = ListOf(child=Text(max_length=100), max_length=100)


class FewerReadersBody(Body):
    """From whom it is taken away: one of `readers`."""

    reader = Text(max_length=100)
