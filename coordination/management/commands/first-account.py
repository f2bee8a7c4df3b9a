"""`manage.py first-account`: invite the first secretariat account of a real server."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from access.accounts import invitations
from access.models import Invitation, User
from access.toolkit.errors import Mendable
from language.text import clean, mobile_number
from partners.actions import appoint, introduce
from partners.models import Committee, OfficeHolder, Seat

NATIONAL = "NCC"


class Command(BaseCommand):
    """Appoint the member secretary of the national committee and print the one-time code."""

    help = "Invite the first account: the member secretary of the national committee, or an administrator."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("name", help="e-mail address or mobile number of the person")
        parser.add_argument(
            "--administrator",
            action="store_true",
            help="a technical administrator instead, who reads no record",
        )

    def handle(self, *_args: Any, **options: Any) -> None:
        code, user = self._invite(options["name"], options["administrator"], timezone.now())
        self.stdout.write(f"Account of {user.label_en}: {user.email or user.mobile}")
        self.stdout.write(f"One-time code, for 30 days: {code}")
        self.stdout.write(f"To be used at {settings.PORTAL_URL.rstrip('/')}{reverse('invitation_code')}")

    @transaction.atomic
    def _invite(self, name: str, is_administrator: bool, at: datetime) -> tuple[str, User]:
        text = clean(name)
        number = mobile_number(text)
        if "@" not in text and number is None:
            raise CommandError("Give an e-mail address or a mobile number such as 01711000000.")
        if is_administrator:
            label_en, label_bn = "Technical administrator", "কারিগরি প্রশাসক"
            seat = None
        else:
            seat = self._seat()
            label_en, label_bn = f"{seat.title_en}, {NATIONAL}", f"{seat.title_bn}, জাতীয় সমন্বয় কমিটি"
        if seat is None:
            user = self._account(text, number, label_en, label_bn, at, is_administrator=True)
        else:
            user = self._account(text, number, label_en, label_bn, at)
            self._seat_it(seat, user, at)
        issued = invitations.issue(
            user=user,
            purpose=Invitation.Purpose.WELCOME,
            channel=Invitation.Channel.PAPER,
            by=None,
            at=at,
        )
        return issued.code, user

    def _seat(self) -> Seat:
        committee = Committee.objects.filter(code=NATIONAL).first()
        if committee is None:
            raise CommandError("Load the reference data first: manage.py load_reference.")
        role = Seat.Role.MEMBER_SECRETARY
        seats = Seat.objects.filter(committee=committee, role=role, until=None)
        seat = seats.select_related("office").first()
        if seat is None or seat.office is None:
            raise CommandError("The national committee has no seat of a member secretary.")
        return seat

    def _account(
        self, text: str, number: str | None, label_en: str, label_bn: str, at: datetime, **fields: Any
    ) -> User:
        """The operator vouches for whom the account is: there is nobody yet who could invite."""
        known = User.objects.find(text)
        if known is not None:
            return known
        return User.objects.create_user(
            email=None if number else text,
            mobile=number,
            label_en=label_en,
            label_bn=label_bn,
            email_proved_at=None if number else at,
            mobile_proved_at=at if number else None,
            **fields,
        )

    def _seat_it(self, seat: Seat, user: User, at: datetime) -> None:
        """The operator puts the first person into the seat; every later one is appointed on the pages."""
        assert seat.office is not None
        if user.is_administrator:
            raise CommandError("This is an administrator's account: it holds no office. Give another name.")
        try:
            person = introduce(label_en=user.label_en, label_bn=user.label_bn, user=user)
            held = OfficeHolder.objects.filter(office=seat.office, period__contains=at).first()
            if held is None:
                appoint(by=None, office=seat.office, person=person, since=at, at=at)
            elif not OfficeHolder.objects.filter(pk=held.pk, person=person).exists():
                raise CommandError("The seat is taken. Ask its holder for an invitation.")
        except Mendable as mendable:
            raise CommandError(str(mendable)) from mendable
