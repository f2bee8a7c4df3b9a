"""Who may read a document and who may change it; nothing else decides that.

Read: those whom its publisher chose, whoever published it, and those who answer for the body in whose name it
stands. Until its first file was checked, these last two alone. Its files are read through it.
Independent oversight knows which documents there are, but those of one organisation alone; it opens one for
an hour by saying what for, and reads the file that stands.
Change, replace, withdraw: whoever published it, and those who answer for that body, for officers are moved.
Whoever reads it confirms that it was received, as far as they answer for a body that is asked.
The access log, which oversight reads, has no line about one of an organisation alone.
"""

from datetime import datetime

from django.db.models import F, Min, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from access.choosing.choices import Use, add_use
from access.models import Role, Via
from access.rules.audiences import add_audience
from access.rules.engine import add_rule
from access.rules.log import keep_out_of_log
from access.rules.readers import ReadBy
from access.rules.relations import belongs, everyone, in_audience
from access.rules.viewer import Viewer
from library.models import Document, DocumentOpening, DocumentVersion, StandingPlace

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
    "Whoever answers for the body in whose name it is published reads it, too. Oversight knows that it "
    "exists; to open it, it must name a purpose, and whoever published it is told."
)
AUDIENCE = add_use(Use("documents", oversight=_ALSO))
# What is an organisation's alone is not opened to others, nor others' to it alone.
MORE_READERS = add_use(
    Use("more-readers-of-document", label=_("Who else will read this?"), oversight=_ALSO, keeps_within=False)
)


def watches(viewer: Viewer) -> bool:
    """Whether this person looks at documents for independent oversight."""
    return viewer.is_let_in and Role.OVERSIGHT in viewer.roles


def documents_known_to(viewer: Viewer) -> QuerySet[Document]:
    """Return the documents of which this person knows, beyond the rule, that they exist.

    What sort, of which body and when may be shown, and nothing of what they are called or say. None that
    was published while its publisher read that oversight opens no document.
    """
    if not watches(viewer):
        return Document.objects.none()
    return Document.objects.filter(live=True, is_internal=False, said_of_oversight=True)


def versions_read_by(viewer: Viewer, document: Document) -> QuerySet[DocumentVersion]:
    """The files of a document that somebody may read: the one that stands, and those that stood while they
    read it already. Of one that was withdrawn, none.
    """
    if document.is_withdrawn:
        return DocumentVersion.objects.none()
    rows = DocumentVersion.objects.filter(record=document).exclude(opened_at=None)
    # One that was overtaken before it could come to anybody came to nobody.
    rows = rows.exclude(replaced_at__lte=F("opened_at"))
    since = reads_since(document, viewer)
    if since is not None:
        rows = rows.filter(Q(replaced_at=None) | Q(replaced_at__gt=since))
    return rows.order_by("-number")


def reads_since(document: Document, viewer: Viewer) -> datetime | None:
    """Since when somebody reads a document; None: whoever keeps it reads all it has been."""
    speaks = viewer.belongs_to(document.author_party_id) and viewer.belongs_to(document.publisher_id)
    if (speaks and not document.is_internal) or (
        document.keeping_party_id is not None and viewer.belongs_to(document.keeping_party_id)
    ):
        return None
    mine = document.readers.filter(until=None, party__in=viewer.party_ids)
    since = mine.aggregate(since=Min("since"))["since"]
    return since if since is not None else viewer.at


def register_rules() -> None:
    """Tell the engine the rules of documents; called once when the portal starts."""
    add_rule(Document, "view", in_audience())
    add_rule(Document, "confirm", in_audience())
    for action in OF_KEEPER:
        add_rule(Document, action, KEEPERS)
    add_rule(Document, "erase", belongs("secretariat_party"))
    # Both: the hour has not run out, and the reader is oversight still.
    add_rule(DocumentOpening, "read", belongs("party") & belongs("role_party"))
    add_rule(StandingPlace, "view", everyone(), whole={Role.OVERSIGHT})
    add_rule(StandingPlace, "fill", belongs("keeping_party"))
    keep_out_of_log(Document, lambda document: document.is_internal)
    add_audience(Document, reads=READERS)
