"""Monthly returns: the figures of a month that one office owes another, exact for the two of them alone."""
