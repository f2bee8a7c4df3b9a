"""Who reads and settles what the tools of an organisation sent by call.

A sheet is its sender's alone, and is found by `own`; what comes of it is read as any field update is. A form
and its mapping hold no row: whoever writes in the name of the organisation uses them. What a call sent and
could not be taken in lies apart, for those alone who answer for the organisation; they open a form to calls.
"""

from access.rules.engine import add_rule
from access.rules.relations import belongs
from partners.models import Organisation

SETTLE = "settle_tools"


def register_rules() -> None:
    """Tell the engine."""
    add_rule(Organisation, SETTLE, belongs("liaison_party"))
