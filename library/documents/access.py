"""Who may read a document and who may change it; nothing else decides that.

Read: those whom its publisher chose, whoever published it, and those who answer for the body in whose name it
stands. Until its first file was checked, these last two alone. Its files are read through it.
Change, replace, withdraw: whoever published it, and those who answer for that body, for officers are moved.
Whoever reads it confirms that it was received, as far as they answer for a body that is asked.
The access log, which oversight reads, has no line about one of an organisation alone.
"""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from access.choosing.choices import Use, add_use
from access.models import Role, Via
from access.rules.audiences import add_audience
from access.rules.engine import add_rule
from access.rules.log import keep_out_of_log
from access.rules.readers import ReadBy
from access.rules.relations import belongs, everyone, in_audience
from library.models import Document, StandingPlace

# Whoever published it, as long as they speak for the body in whose name they did; and who answers for that.
KEEPERS = (belongs("author_party") & belongs("publisher")) | belongs("keeping_party")
OF_KEEPER = ("edit", "replace", "withdraw", "widen", "narrow", "ask_receipt")
READERS = (
    # Of what is an organisation's alone whoever has left it reads nothing, though they wrote it.
    ReadBy(Via.OWNER, "author_party", Q(is_internal=False)),
    ReadBy(Via.OWNER, "keeping_party"),
    ReadBy(
        Via.COMMITTEE,
        "readers__party",
        Q(readers__until=None, state__in=[Document.State.PUBLISHED, Document.State.WITHDRAWN]),
    ),
)
_ALSO = _(
    "Whoever answers for the body in whose name it is published reads it, too. Oversight reads it only where "
    "it is among them."
)
AUDIENCE = add_use(Use("documents", oversight=_ALSO))
# What is an organisation's alone is not opened to others, nor others' to it alone.
MORE_READERS = add_use(
    Use("more-readers-of-document", label=_("Who else will read this?"), oversight=_ALSO, keeps_within=False)
)


def register_rules() -> None:
    """Tell the engine the rules of documents; called once when the portal starts."""
    add_rule(Document, "view", in_audience())
    add_rule(Document, "confirm", in_audience())
    for action in OF_KEEPER:
        add_rule(Document, action, KEEPERS)
    add_rule(Document, "erase", belongs("secretariat_party"))
    add_rule(StandingPlace, "view", everyone(), whole={Role.OVERSIGHT})
    add_rule(StandingPlace, "fill", belongs("keeping_party"))
    keep_out_of_log(Document, lambda document: document.is_internal)
    add_audience(Document, reads=READERS)
