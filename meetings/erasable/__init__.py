"""What may be erased of meetings and their minutes: the words people wrote, wherever they stand.

Circulated minutes are one text with a hash. A passage leaves the rows and that text alike; the hash of
before stays, and the page says that the text lost a passage after it was hashed.
"""

from access.erasure.passages import add_copies
from commitments.erasable import WORDING
from meetings.erasable import meeting, minutes

ERASABLE = (meeting.MEETING, minutes.MINUTES)


def register_copies() -> None:
    """Find what a promise says in the minutes that quote it; called once when the portal starts."""
    add_copies(WORDING.name, minutes.copies_of_wording_here)
