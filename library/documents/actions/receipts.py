"""Bodies are asked to say that they received a document, and those who answer for them say so."""

from collections.abc import Collection, Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from access.models import User
from access.rules.viewer import Viewer
from access.toolkit.errors import Mendable
from access.toolkit.locking import lock_permitted
from library.documents.actions.writing import ask_anew, must_stand
from library.documents.bodies import bodies_behind
from library.models import Document, Receipt, ReceiptAsked


def ask_those_named(document: Document, parties: Collection[int], *, at: datetime) -> int:
    """Ask the bodies behind these parties; how many are asked now. Part of an action."""
    bodies = [one for one in bodies_behind(parties) if one.party_id != document.publisher_id]
    asked = ReceiptAsked.objects.filter(document=document).values_list("party_id", flat=True)
    new = [one for one in bodies if one.party_id not in set(asked)]
    ReceiptAsked.objects.bulk_create(
        ReceiptAsked(document=document, party_id=one.party_id, answering_party_id=one.answering_id, since=at)
        for one in new
    )
    return len(new)


@transaction.atomic
def ask_receipt(*, by: User, document: Document, bodies: Sequence[str], at: datetime) -> Document:
    """Ask some of the bodies it was published to by name, and tell those who answer for them."""
    held = lock_permitted(document, by=by, action="ask_receipt", at=at)
    must_stand(held)
    named = held.readers.filter(until=None).values_list("party_id", flat=True)
    found = {one.ref: one.party_id for one in bodies_behind(list(named))}
    wanted = [found[ref] for ref in bodies if ref in found]
    if not wanted or len(wanted) != len(set(bodies)):
        raise Mendable(_("Choose of those to whom it was published by name."), "bodies", "unknown")
    if not ask_those_named(held, wanted, at=at):
        raise Mendable(_("They are asked already."), "bodies", "asked")
    ask_anew(held, by=by, at=at)
    return held


@transaction.atomic
def confirm(*, by: User, document: Document, at: datetime) -> bool:
    """Whoever answers for a body that is asked says that it received the file that stands now, once."""
    held = lock_permitted(document, by=by, action="confirm", at=at)
    must_stand(held)
    mine = held.receipts_asked.filter(answering_party__in=Viewer(by, at).party_ids)
    if held.current_id is None or not mine.exists():
        raise Mendable(
            _("The head or a liaison officer confirms it for a body that is asked."), code="speaks-for-nobody"
        )
    Receipt.objects.bulk_create(
        (
            Receipt(
                asked=one,
                version_id=held.current_id,
                by=by,
                office_en=by.label_en,
                office_bn=by.label_bn,
                at=at,
            )
            for one in mine.order_by("pk")
        ),
        ignore_conflicts=True,
    )
    return True
