"""What must not live on in a restored portal: sessions, tokens, links and codes of an earlier day."""

from datetime import datetime

from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.db.models import F

from access.accounts.invitations import withdraw_all
from access.models import AccessToken, KeyedSending, PasswordWish, Submission, User


def end_ways_in(*, at: datetime) -> None:
    """Everybody signs in anew; what was sent or printed before opens nothing any more."""
    Session.objects.all().delete()
    UserSession.objects.all().delete()
    withdraw_all(at=at)
    PasswordWish.objects.all().delete()
    Submission.objects.all().delete()
    # One that was revoked since would let its program in again.
    AccessToken.objects.all().delete()
    KeyedSending.objects.all().delete()
    User.objects.update(device_generation=F("device_generation") + 1)
