"""Who reads and settles what the tools of an organisation sent by call.

A sheet is its sender's alone, and is found by `own`; the same person is told that it has ended. What comes of
it is read as any field update is. A form and its mapping hold no row: whoever writes in the name of the
organisation uses them. What a call sent and could not be taken in lies apart, for those alone who answer for
the organisation; they open a form to calls.
"""

from access.models import Via
from access.rules.audiences import add_audience
from access.rules.engine import add_rule
from access.rules.log import keep_out_of_log
from access.rules.readers import ReadBy
from access.rules.relations import belongs, in_audience
from partners.models import Organisation
from threads.imports.models import ImportEnded

SETTLE = "settle_tools"


def register_rules() -> None:
    """Tell the engine."""
    add_rule(Organisation, SETTLE, belongs("liaison_party"))
    add_rule(ImportEnded, "view", in_audience())
    add_audience(ImportEnded, reads=(ReadBy(Via.OWNER, "sender_party"),))
    keep_out_of_log(ImportEnded, lambda _end: True)
