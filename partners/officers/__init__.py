"""Officers from a list: which columns are read, which office each row means, and what becomes of the row.

Nothing here looks up an address or a number in any account: whether somebody has one, and which, is nobody's
to find out by a list. That an office is held is said as everywhere in the directory, and never by whom.
"""
