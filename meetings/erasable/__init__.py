"""What may be erased of meetings and their minutes: the words people wrote, wherever they stand.

Circulated minutes are one text with a hash. A passage leaves the rows and that text alike; the hash of
before stays, and the page says that the text lost a passage after it was hashed.
"""

from access.erasure.passages import add_copies, add_erasable
from commitments.erasable import WORDING
from meetings.erasable import meeting, minutes


def declare() -> None:
    """Make it known; called once when the portal starts."""
    add_erasable(meeting.MEETING, *meeting.PASSAGES)
    add_erasable(minutes.MINUTES, *minutes.PASSAGES)
    add_copies(WORDING.name, minutes.copies_of_wording_here)
