"""People become known to the portal by the office or body they serve, and are invited to sign in."""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from access.accounts import ring_for_letters
from access.errors import Mendable
from access.identifiers import guard_text
from access.invitations import Issued, issue
from access.models import Invitation, PartyMember, User
from partners.models import Person


@transaction.atomic
def introduce(
    *, label_en: str, label_bn: str, email: str = "", mobile: str = "", user: User | None = None
) -> Person:
    """Make a person known by their office, with an account when an address or number is given.

    The same answer is given whether the account was there before or is new: who has an account
    is nobody's to find out. The action that gives the person an office or a body asks its rule.
    """
    label_en, label_bn = (
        guard_text(field="label_en", text=label_en),
        guard_text(field="label_bn", text=label_bn),
    )
    known = user
    for address in (email, mobile):
        if known is None and address:
            known = User.objects.find(address)
    if known is None and (email or mobile):
        try:
            with transaction.atomic():
                known = User.objects.create_user(
                    email=email or None, mobile=mobile or None, label_en=label_en, label_bn=label_bn
                )
        except (ValueError, IntegrityError) as error:
            raise Mendable(
                _("This address or number cannot be used. Check it."), field="email", code="address"
            ) from error
    if known is not None and known.is_administrator:
        raise Mendable(_("This address or number cannot be used. Check it."), field="email", code="address")
    if known is None:
        return Person.objects.create(label_en=label_en, label_bn=label_bn)
    person = Person.objects.filter(user=known).first()
    return person or Person.objects.create(user=known, label_en=label_en, label_bn=label_bn)


@transaction.atomic
def invite_person(*, by: User | None, person: Person, at: datetime) -> Issued | None:
    """Invite a newcomer by e-mail, or with a code to print; one who has a password needs none.

    Called by an action that has just given the person an office or a body under its own rule.
    """
    if person.user is None or person.user.has_usable_password() or not person.user.is_active:
        return None
    channel = Invitation.Channel.MAIL if person.user.email else Invitation.Channel.PAPER
    if channel == Invitation.Channel.PAPER and _is_somebody_elses(by, person, at):
        # The code would open the account, with all it reads, to whoever knows the number.
        return None
    issued = issue(user=person.user, purpose=Invitation.Purpose.WELCOME, channel=channel, by=by, at=at)
    transaction.on_commit(ring_for_letters)
    return issued


def _not_over(at: datetime) -> Q:
    # A term without an end has no last instant to compare with.
    return Q(period__upper_inf=True) | Q(period__endswith__gt=at)


def _is_somebody_elses(by: User | None, person: Person, at: datetime) -> bool:
    """Whether the account was given more than the one thing just given, or was invited by another."""
    terms = (person.offices_held, person.memberships, person.assists, person.delegations)
    given = sum(rows.filter(_not_over(at)).count() for rows in terms)
    of_role = PartyMember.objects.filter(user=person.user, reason__startswith="role:")
    invited = Invitation.objects.filter(user=person.user).exclude(invited_by=by)
    return given > 1 or of_role.exists() or invited.exists()
