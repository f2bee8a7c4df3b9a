"""What the library asks of the directory: in whose name somebody publishes, who answers for the bodies that a
document was sent to, and telling them.
"""

from collections.abc import Collection
from datetime import datetime

from access.models import User
from access.rules.conditions import IsAmong
from access.rules.viewer import Viewer
from library.documents.bodies import Bodies, Body, Event, answer_for_bodies
from library.models import Document
from notifications.actions import tell
from partners.models import Committee, Organisation
from partners.notices import DOCUMENT_OPENED, DOCUMENT_WIDENED, RECEIPT_ASKED
from partners.queries import organisations_of

_KINDS = {Event.RECEIPT_ASKED: RECEIPT_ASKED, Event.WIDENED: DOCUMENT_WIDENED, Event.OPENED: DOCUMENT_OPENED}


def _organisation(one: Organisation) -> Body:
    return Body(one.ref, one.all_party_id, one.liaison_party_id, one.name_en, one.name_bn)


def _committee(one: Committee) -> Body:
    return Body(one.ref, one.members_party_id, one.secretariat_party_id, one.name_en, one.name_bn)


def _own(viewer: Viewer) -> list[Body]:
    return [_organisation(one) for one in organisations_of(viewer)]


def _behind(party_ids: Collection[int]) -> list[Body]:
    """Organisations, and committees, whose secretariat answers for them."""
    numbers = list(party_ids)
    bodies = Organisation.objects.filter(IsAmong("all_party", numbers)).order_by("name_en")
    committees = Committee.objects.filter(IsAmong("members_party", numbers)).order_by("tier", "name_en")
    return [*map(_committee, committees), *map(_organisation, bodies)]


def _tell(event: Event, document: Document, occasion: str, at: datetime, by: User | None) -> int:
    return tell(kind=_KINDS[event], record=document, occasion=occasion, at=at, by=by)


def register_bodies() -> None:
    """Answer for bodies; called once when the portal starts."""
    answer_for_bodies(Bodies(own=_own, behind=_behind, tell=_tell))
