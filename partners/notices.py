"""What is told about people who were entered and offices that changed hands, to those it concerns."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import partial

from django.db.models import Q, QuerySet
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from access.models import Party, User
from access.rules.members import people_let_in, people_of
from language.words import named
from library.models import Document
from notifications.kinds import Kind, Said, add_kinds
from notifications.models import Notice
from partners.models import (
    Introduction,
    Membership,
    OfficeAssistant,
    OfficeChange,
    Organisation,
    Person,
    Program,
)
from partners.models.programs import called


def _side_that_entered(introduction: Introduction, at: datetime) -> QuerySet[User]:
    return people_of([introduction.party_id], at)


def _its_person(introduction: Introduction, _at: datetime) -> QuerySet[User]:
    claimant = introduction.claimed_by_id
    return User.objects.none() if claimant is None else User.objects.filter(pk=claimant)


_of_introduction = partial(
    Kind,
    model="partners.Introduction",
    url_name="introduction",
    title=lambda introduction: named(introduction.person, "label"),
    related=("person",),
)
CLAIMED = _of_introduction(
    name="partners.claimed",
    subject=_("Somebody you entered has accepted: look whose account it is"),
    recipients=_side_that_entered,
    still_needed=lambda rows: rows.filter(state=Introduction.State.CLAIMED),
)
DISOWNED = _of_introduction(
    name="partners.disowned",
    subject=_("Somebody you entered needs another address or number"),
    recipients=_side_that_entered,
    still_needed=lambda rows: rows.filter(state=Introduction.State.DISOWNED),
)
DECIDED = _of_introduction(
    name="partners.decided",
    subject=_("The office that invited you has answered"),
    recipients=_its_person,
)


def _concerned(change: OfficeChange, at: datetime) -> QuerySet[User]:
    """The outgoing holder and the body: its head and liaison officers."""
    body = change.office.organisation
    return people_of([change.outgoing_party_id, body.liaison_party_id if body is not None else None], at)


def _incoming(change: OfficeChange, at: datetime) -> QuerySet[User]:
    return people_of([change.incoming_party_id], at)


def _body_above(change: OfficeChange) -> Party | None:
    body = change.office.organisation
    above = body.parent if body is not None else None
    return above.liaison_party if above is not None else None


def _secretariats(change: OfficeChange, at: datetime) -> QuerySet[User]:
    return people_of([change.deciding_party_id, change.entered_for.secretariat_party_id], at)


_of_change = partial(
    Kind,
    model="partners.OfficeChange",
    url_name="office_change",
    title=lambda change: named(change.office, "title"),
    related=("office",),
)
OFFICE_CHANGED = _of_change(
    name="partners.office_changed",
    subject=_("A secretariat entered that an office changed hands"),
    # Where nobody but the one who comes speaks for the body, the one above it is told.
    recipients=lambda change, at: _concerned(change, at).exclude(pk__in=_incoming(change, at).values("pk")),
    fallback=_body_above,
)
OFFICE_OBJECTED = _of_change(
    name="partners.office_objected",
    subject=_("Somebody objects to an entry of an office"),
    recipients=_secretariats,
    still_needed=lambda rows: rows.filter(live=True),
)
OFFICE_DECIDED = _of_change(
    name="partners.office_decided",
    subject=_("An objection to an entry of an office is decided"),
    recipients=lambda change, at: _concerned(change, at) | _incoming(change, at) | _secretariats(change, at),
)


def _who_answers(program: Program, at: datetime) -> QuerySet[User]:
    return people_of([program.answerable_party_id], at)


def _who_else_speaks_for_its_body(program: Program, at: datetime) -> QuerySet[User]:
    """Its head and liaison officers, beside the one who answers and is told so."""
    body = program.organisation
    heads = Person.objects.filter(
        Q(
            memberships__organisation=body,
            memberships__role=Membership.Role.HEAD,
            memberships__period__contains=at,
        )
        | Q(
            offices_held__office__organisation=body,
            offices_held__office__heads=True,
            offices_held__period__contains=at,
        )
    )
    heading = people_let_in().filter(pk__in=heads.filter(user__isnull=False).values("user"))
    speaking = people_of([body.liaison_party_id], at) | heading
    return speaking.exclude(person=program.answerable)


_of_program = partial(
    Kind,
    model="partners.Program",
    url_name="program",
    title=called,
    related=("user",),
    still_needed=lambda rows: rows.filter(live=True),
)
ANSWERS_FOR_PROGRAM = _of_program(
    name="partners.answers_for_program",
    subject=_("You answer for a program of your organisation"),
    recipients=_who_answers,
)
# One that was let in from a session that somebody else got hold of is news to them.
PROGRAM_LET_IN = _of_program(
    name="partners.program_let_in",
    subject=_("A program of your organisation was let in"),
    recipients=_who_else_speaks_for_its_body,
)


def _head_and_liaison(body: Organisation, at: datetime) -> QuerySet[User]:
    return people_of([body.liaison_party_id, body.head_party_id], at)


def _who_acts(notices: Sequence[Notice]) -> Mapping[int, Said]:
    """Say who was named or ended, and by whom: both by office."""
    rows = {one.pk: int(one.occasion.rpartition(":")[2]) for one in notices}
    found = OfficeAssistant.objects.select_related("desk", "person").in_bulk(list(rows.values()))
    said = {}
    for notice, pk in rows.items():
        if (row := found.get(pk)) is not None:
            who = named(row.desk, "title") if row.desk is not None else named(row.person, "label")
            by = named(row, "by_label")
            said[notice] = Said(inside=[" · ".join(filter(None, (who, _by_whom(by) if by else "")))])
    return said


def _by_whom(by: str) -> str:
    return gettext("By: %(by)s") % {"by": by}


_of_assistant = partial(
    Kind,
    model="partners.Organisation",
    url_name="organisation",
    title=named,
    recipients=_head_and_liaison,
    says=_who_acts,
)
ASSISTANT_NAMED = _of_assistant(
    name="partners.assistant_named",
    subject=_("Somebody acts for the head of your organisation from now on"),
)
ASSISTANT_ENDED = _of_assistant(
    name="partners.assistant_ended",
    subject=_("Somebody acts for the head of your organisation no longer"),
)


def _asked_for_receipt(document: Document, at: datetime) -> QuerySet[User]:
    """Those who answer for the bodies that are asked and have not confirmed the file that stands."""
    missing = document.receipts_asked.exclude(receipts__version=document.current)
    return people_of(missing.values_list("answering_party_id", flat=True), at)


def _keepers(document: Document, at: datetime) -> QuerySet[User]:
    return people_of([document.author_party_id, document.keeping_party_id], at)


_of_document = partial(
    Kind,
    model="library.Document",
    url_name="document",
    still_needed=lambda rows: rows.filter(live=True),
)
RECEIPT_ASKED = _of_document(
    name="partners.receipt_asked",
    subject=_("A document was sent to you: confirm that you received it"),
    recipients=_asked_for_receipt,
)
DOCUMENT_WIDENED = _of_document(
    name="partners.document_widened",
    subject=_("More people read a document of yours from now on"),
    recipients=_keepers,
)
DOCUMENT_OPENED = _of_document(
    name="partners.document_opened",
    subject=_("Independent oversight opened a document of yours"),
    recipients=_keepers,
)


def register_kinds() -> None:
    """Make the kinds known; called once when the portal starts."""
    add_kinds(CLAIMED, DISOWNED, DECIDED, OFFICE_CHANGED, OFFICE_OBJECTED, OFFICE_DECIDED)
    add_kinds(ASSISTANT_NAMED, ASSISTANT_ENDED)
    add_kinds(ANSWERS_FOR_PROGRAM, PROGRAM_LET_IN, RECEIPT_ASKED, DOCUMENT_WIDENED, DOCUMENT_OPENED)
