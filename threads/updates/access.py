"""Who may read of online abuse where it was seen, and who answers; all else is read through its thread.

A field update is a thread, and read as one: of the protected types by the author's organisation alone.
The link of one about online abuse is read by whoever reported it, as long as they speak for the body in whose
name they did, and by CID's cell, whoever reads the thread;
the cell reads and answers also where the thread is one organisation's alone, and learns nothing else of that.
"""

from django.db.models import Q

from access.models import Via
from access.rules.audiences import add_audience
from access.rules.conditions import IsAmong
from access.rules.engine import add_rule
from access.rules.log import keep_out_of_log
from access.rules.readers import ReadBy
from access.rules.relations import belongs, in_audience
from access.rules.viewer import Viewer
from threads.updates.models import OnlineAbuse

# Whose cell answers for what is reported of online abuse.
CELL = "CID"
SPOKEN_FOR = "update__thread__voice_party"


def still_read(viewer: Viewer) -> Q:
    """Which reports somebody reads: of those that they wrote only what they still speak for, as of a thread
    that is one organisation's alone. A list is filtered by its audience, so whatever reads a report asks this
    besides.
    """
    return Q(IsAmong("cell_party", viewer.party_ids)) | Q(IsAmong(SPOKEN_FOR, viewer.party_ids))


def register_rules() -> None:
    """Tell the engine who may read and answer what was reported of online abuse."""
    add_rule(OnlineAbuse, "view", in_audience())
    add_rule(OnlineAbuse, "answer", belongs("cell_party"))
    add_audience(OnlineAbuse, reads=(ReadBy(Via.OWNER, "author_party"), ReadBy(Via.SUPPORT, "cell_party")))
    # Of one organisation alone nobody learns that it exists.
    keep_out_of_log(OnlineAbuse, lambda abuse: abuse.update.thread.is_internal)
