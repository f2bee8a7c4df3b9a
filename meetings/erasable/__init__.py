"""What may be erased of meetings and their minutes: the words people wrote, wherever they stand.

Circulated minutes are one text with a hash. A passage leaves the rows and that text alike; the hash of
before stays, and the page says that the text lost a passage after it was hashed.
"""

from access.erasure.passages import add_copies
from commitments.erasable import WORDING
from meetings.erasable import meeting, minutes, proposal

ERASABLE = (meeting.MEETING, minutes.MINUTES, proposal.PROPOSAL)


def register_copies() -> None:
    """Find what a promise or an agenda says where it is quoted; called once when the portal starts."""
    add_copies(WORDING.name, minutes.copies_of_wording_here)
    add_copies(meeting.ITEM_TITLE.name, proposal.copies_of_item_title_here)
