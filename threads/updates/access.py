"""Who may read of online abuse where it was seen, and who answers; all else is read through its thread.

A field update is a thread, and read as one: of the protected types by the author's organisation alone.
The link of one about online abuse is read by whoever reported it and by CID's cell, whoever reads the thread;
the cell reads and answers also where the thread is one organisation's alone, and learns nothing else of that.
"""

from access.models import Via
from access.rules.audiences import add_audience
from access.rules.engine import add_rule
from access.rules.log import keep_out_of_log
from access.rules.readers import ReadBy
from access.rules.relations import belongs, in_audience
from threads.updates.models import OnlineAbuse

# Whose cell answers for what is reported of online abuse.
CELL = "CID"


def register_rules() -> None:
    """Tell the engine who may read and answer what was reported of online abuse."""
    add_rule(OnlineAbuse, "view", in_audience())
    add_rule(OnlineAbuse, "answer", belongs("cell_party"))
    add_audience(OnlineAbuse, reads=(ReadBy(Via.OWNER, "author_party"), ReadBy(Via.SUPPORT, "cell_party")))
    # Of one organisation alone nobody learns that it exists.
    keep_out_of_log(OnlineAbuse, lambda abuse: abuse.update.thread.is_internal)
