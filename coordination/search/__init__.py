"""One search over all rooms: each says what is found in it, and every record is read through its rule."""

from access.toolkit.searching import NoSearch

NO_RECORDS = NoSearch("the pages that join the rooms hold no records of their own")
