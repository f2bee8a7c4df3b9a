"""People become known by the office or body they serve, are invited, and take their place once they come.

An address or number that was typed is looked up nowhere (see `access.accounts.joining`): whether
somebody has an account, and which, is nobody's to find out by entering them.
"""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from psycopg2.extras import DateTimeTZRange

from access.accounts.invitations import Issued, withdraw_one
from access.accounts.joining import Contact, invite_to_join
from access.models import Invitation, User
from access.rules.audiences import refresh
from access.rules.engine import RefusedError, require
from access.rules.viewer import Viewer
from access.toolkit.errors import Mendable
from access.toolkit.identifiers import guard_text
from access.toolkit.locking import lock_actor, lock_row
from notifications.actions import tell
from notifications.reaching import reaches
from partners.access import appointing, deciding_party, hold_entry
from partners.actions.office_changes import follow_account
from partners.actions.official_addresses import pass_official_address
from partners.models import (
    Introduction,
    Membership,
    Office,
    OfficeAssistant,
    OfficeChange,
    OfficeHolder,
    Organisation,
    Person,
)
from partners.notices import CLAIMED, DECIDED, DISOWNED
from partners.parties import people_serving, refresh_people

State = Introduction.State
# More than any office enters in a day; less than somebody sends who writes to strangers.
MOST_A_DAY = 60


@transaction.atomic
def introduce(*, label_en: str, label_bn: str, user: User | None = None) -> Person:
    """Make a person known by their office. The action that gives them an office or a body asks its rule.

    `user` is for accounts that the operator loads; everybody else is invited (`invite_person`).
    """
    label_en, label_bn = (
        guard_text(field="label_en", text=label_en),
        guard_text(field="label_bn", text=label_bn),
    )
    known = Person.objects.filter(user=user).first() if user is not None else None
    return known or Person.objects.create(user=user, label_en=label_en, label_bn=label_bn)


@transaction.atomic
def invite_person(
    *,
    by: User | None,
    person: Person,
    at: datetime,
    email: str = "",
    mobile: str = "",
    office: Office | None = None,
    organisation: Organisation | None = None,
) -> Issued:
    """Invite whoever an office or a body was just given to: by e-mail, or with a code to print."""
    viewer = hold_entry(office=office, organisation=organisation, by=by, at=at)
    if by is not None and viewer is not None:
        _must_be_entered_here(viewer, person, office, at)
    return invite_entered(
        by=by,
        viewer=viewer,
        person=person,
        at=at,
        email=email,
        mobile=mobile,
        office=office,
        organisation=organisation,
    )


def invite_entered(
    *,
    by: User | None,
    viewer: Viewer | None,
    person: Person,
    at: datetime,
    email: str = "",
    mobile: str = "",
    office: Office | None = None,
    organisation: Organisation | None = None,
    is_listed: bool = False,
) -> Issued:
    """Invite whoever was entered by a step that asked its rule; `viewer` may have handed over their own.

    `is_listed`: by a list, which counts by itself.
    """
    if not is_listed:
        _must_not_flood(by, at)
    issued = invite_to_join(
        by=by,
        contact=Contact.typed(email=email, mobile=mobile),
        label_en=person.label_en,
        label_bn=person.label_bn,
        at=at,
    )
    introduction = Introduction.objects.create(
        person=person,
        office=office,
        organisation=organisation,
        party=deciding_party(viewer, office=office, organisation=organisation),
        invitation=issued.invitation,
        entered_by=by,
        is_listed=is_listed,
        at=at,
    )
    refresh(introduction)
    return issued


@transaction.atomic
def invite_again(
    *, by: User, introduction: Introduction, at: datetime, email: str = "", mobile: str = ""
) -> Issued:
    """Invite somebody anew, by the same address or another; what went out before opens nothing more."""
    held = _hold(introduction, by, at)
    if not held.can_be_invited_again:
        raise Mendable(_("This person has accepted already."), code="state")
    _must_be_of(held, at)
    _must_not_flood(by, at)
    withdraw_one(held.invitation, at=at)
    _pass_official_address(held, by, at, email=email, mobile=mobile)
    issued = invite_to_join(
        by=by,
        contact=Contact.typed(email=email, mobile=mobile),
        label_en=held.person.label_en,
        label_bn=held.person.label_bn,
        at=at,
    )
    held.invitation, held.state, held.entered_by, held.at = issued.invitation, State.WAITING, by, at
    held.is_listed = False
    _keep(held)
    return issued


@transaction.atomic
def confirm_claim(*, by: User, introduction: Introduction, at: datetime) -> Introduction:
    """The side that entered it has seen whose account it is, and gives it the office or the place."""
    held = _hold(introduction, by, at)
    _must_be_claimed(held, by)
    assert held.claimed_by is not None
    _attach(held, held.claimed_by, at)
    return _decided(held, State.ACCEPTED, by, at)


@transaction.atomic
def refuse_claim(*, by: User, introduction: Introduction, at: datetime) -> Introduction:
    """It is not that person's account: nothing is given to it."""
    held = _hold(introduction, by, at)
    _must_be_claimed(held, by)
    return _decided(held, State.REFUSED, by, at)


def end_invitations(*, office: Office, person: Person, at: datetime) -> None:
    """Whoever left an office before they came opens it with no link or code any more."""
    if is_of(office, person, at):
        return
    for entry in Introduction.objects.filter(office=office, person=person, live=True):
        withdraw_one(entry.invitation, at=at)


class Newcomers:
    """What becomes of an entry once its person has come; `access.accounts.joining` calls it."""

    def hold(self, *, invitation: Invitation) -> None:
        """Hold the office or body: while somebody comes into it, it is not handed over or given back."""
        found = Introduction.objects.filter(invitation=invitation).first()
        if found is not None:
            lock_row(found.into)

    def joined(self, *, invitation: Invitation, user: User, at: datetime) -> None:
        """The account was opened by this very invitation: the place is theirs at once."""
        held = self._of(invitation)
        if held is not None:
            _must_be_of(held, at)
            _attach(held, user, at)
            held.state, held.live, held.claimed_by, held.claimed_at = State.ACCEPTED, False, user, at
            _keep(held)

    def claimed(self, *, invitation: Invitation, user: User, at: datetime) -> None:
        """The account is older than the entry: the side that entered it looks at it first."""
        held = self._of(invitation)
        if held is not None:
            _must_be_of(held, at)
            held.state, held.claimed_by, held.claimed_at = State.CLAIMED, user, at
            _keep(held)
            tell(kind=CLAIMED, record=held, occasion=f"claimed:{invitation.pk}", at=at)

    def disowned(self, *, invitation: Invitation, at: datetime) -> bool:
        """The side that entered it is told, and asks for another address or number."""
        held = self._of(invitation)
        if held is None:
            return False
        held.state = State.DISOWNED
        _keep(held)
        tell(kind=DISOWNED, record=held, occasion=f"disowned:{invitation.pk}", at=at)
        return reaches(DISOWNED, held, at=at, by=None)

    def _of(self, invitation: Invitation) -> Introduction | None:
        found = Introduction.objects.filter(invitation=invitation).first()
        return lock_row(found) if found is not None else None


def _hold(introduction: Introduction, by: User, at: datetime) -> Introduction:
    lock_row(introduction.into)
    viewer = lock_actor(by, at, moves_people=True)
    held = lock_row(introduction)
    require(viewer, "decide", held)
    return held


def _keep(introduction: Introduction) -> None:
    introduction.save()
    refresh(introduction)


def _decided(held: Introduction, state: Introduction.State, by: User, at: datetime) -> Introduction:
    held.state, held.live = state, state != State.ACCEPTED
    held.decided_by, held.decided_at = by, at
    _keep(held)
    tell(kind=DECIDED, record=held, occasion=f"decided:{held.invitation_id}", at=at, by=by)
    return held


def _must_be_claimed(held: Introduction, by: User) -> None:
    if held.state != State.CLAIMED:
        raise Mendable(_("This is decided already, or nobody has accepted it yet."), code="state")
    if held.claimed_by_id == by.pk:
        # Whoever prints the codes of a list could else give every vacant office to themselves.
        raise Mendable(
            _("This is your own account. Somebody else of those who enter for this office decides."),
            code="own",
        )


def _must_be_entered_here(viewer: Viewer, person: Person, office: Office | None, at: datetime) -> None:
    """Refuse to choose the address of somebody who has come, or whom another side has entered.

    Whoever chooses it chooses who holds the office: a secretariat does for those it entered by an order.
    """
    if person.user_id is not None:
        raise Mendable(_("This person has accepted already."), code="state")
    if office is None:
        return
    found = appointing(viewer, office)
    entered = OfficeChange.objects.filter(
        incoming_term__in=_held_by(person, office, at),
        decided_at=None,
        entered_for__secretariat_party__in=viewer.party_ids,
    )
    if found is None or not (entered.exists() if found.is_entry else is_of(office, person, at)):
        raise RefusedError("appoint", office)


def _must_be_of(held: Introduction, at: datetime) -> None:
    if held.office is not None and not is_of(held.office, held.person, at):
        raise Mendable(
            _("This person does not hold the office any more. Nobody is invited into it."), code="gone"
        )


def is_of(office: Office, person: Person, at: datetime) -> bool:
    """Whether this person holds the office or types for its holder, now or later."""
    types = OfficeAssistant.objects.not_over(at).filter(office=office, person=person)
    return _held_by(person, office, at).exists() or types.exists()


def _held_by(person: Person, office: Office, at: datetime) -> QuerySet[OfficeHolder]:
    return OfficeHolder.objects.not_over(at).filter(office=office, person=person)


def _pass_official_address(held: Introduction, by: User, at: datetime, *, email: str, mobile: str) -> None:
    """The next holder gets the office's own address, as when they are invited there the first time."""
    term = _held_by(held.person, held.office, at).first() if held.office is not None else None
    if held.office is None or term is None:
        return
    entry = OfficeChange.objects.filter(incoming_term=term)
    pass_official_address(
        by=by,
        office=held.office,
        on=term.since,
        at=at,
        email=email,
        mobile=mobile,
        is_entry=entry.exists(),
    )


def _must_not_flood(by: User | None, at: datetime) -> None:
    if by is None:
        return
    since = at - timedelta(days=1)
    # Each invitation counts, also one more to the same person; those of lists are counted there.
    sent = Invitation.objects.filter(invited_by=by, purpose=Invitation.Purpose.JOIN, created_at__gt=since)
    if sent.exclude(introduction__is_listed=True).count() >= MOST_A_DAY:
        raise Mendable(_("Many people were invited from this account today. Go on tomorrow."), code="many")


def _attach(introduction: Introduction, user: User, at: datetime) -> None:
    """Give the entry's terms to the account: they are its person's from now on."""
    newcomer = introduction.person
    known = Person.objects.filter(user=user).exclude(pk=newcomer.pk).first()
    # Serving a body begins when one comes; an office is held from the day of its order.
    for term in Membership.objects.filter(person=newcomer, period__startswith__lt=at):
        term.period = DateTimeTZRange(at, term.period.upper)
        term.save(update_fields=["period"])
    if known is None:
        newcomer.user = user
        newcomer.save(update_fields=["user"])
    else:
        _pass_terms(newcomer, known)
        introduction.person = known
        introduction.save(update_fields=["person"])
        newcomer.delete()
    follow_account(introduction.person)
    touched = people_serving(
        offices=[introduction.office_id] if introduction.office_id else [],
        organisations=_bodies(introduction),
    )
    refresh_people(touched)


def _pass_terms(newcomer: Person, known: Person) -> None:
    for role in Membership.objects.filter(person=newcomer).values_list("organisation", "role", "period"):
        organisation, what, period = role
        standing = Membership.objects.filter(person=known, organisation=organisation, role=what)
        if standing.filter(period__overlap=period).exists():
            raise Mendable(_("This account serves the organisation in that role already."), code="same")
    for terms in (Membership, OfficeHolder, OfficeAssistant):
        terms.objects.filter(person=newcomer).update(person=known)
    Introduction.objects.filter(person=newcomer).update(person=known)


def _bodies(introduction: Introduction) -> list[int]:
    """Bodies for which others may speak from now on: a liaison officer who comes relieves the head."""
    if introduction.organisation_id:
        return [introduction.organisation_id]
    office = introduction.office
    return [office.organisation_id] if office and office.heads and office.organisation_id else []
