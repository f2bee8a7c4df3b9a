"""The second factor: time-based codes from a phone, and recovery codes on paper.

The rows are those of django-allauth (`Authenticator`); its adapter below seals what they
hold, bound to the person. A code opens the door once: the time step it belongs to is kept
in the row, so it cannot be read over a shoulder and used again, whichever worker answers.
"""

import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, generate_totp_secret, hotp_value
from django.conf import settings
from django.contrib.sessions.backends.base import SessionBase
from django.db import transaction
from django.utils import timezone
from django.utils.crypto import constant_time_compare

from access.models import Party, User
from access.rules.viewer import Viewer
from access.toolkit.locking import lock_rows
from access.toolkit.secrets import seal, unseal
from language.digits import to_ascii

PERIOD_SECONDS = 30
# A phone's clock may be one step off in either direction.
STEPS = (0, -1, 1)
# The name of the portal as an authenticator app shows it beside the code.
ISSUER = "Shomonnoy"

# Set in the session once its person has given a code.
SESSION_MARK = "second_factor"

_person: ContextVar[User | None] = ContextVar("person whose second factor is open", default=None)


class SealingAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    """What allauth calls to store and read the secret of a second factor."""

    def encrypt(self, text: str) -> str:
        return seal(text, bound_to=_binding())

    def decrypt(self, encrypted_text: str) -> str:
        return unseal(encrypted_text, bound_to=_binding())

    def get_totp_issuer(self) -> str:
        return ISSUER

    def get_totp_label(self, user: User) -> str:
        return user.email or user.mobile or ISSUER


@contextmanager
def second_factor_of(user: User) -> Iterator[None]:
    """While open, what allauth seals and unseals is bound to this person."""
    token = _person.set(user)
    try:
        yield
    finally:
        _person.reset(token)


def has_second_factor(user: User) -> bool:
    return bool(Authenticator.objects.filter(user_id=user.pk, type=Authenticator.Type.TOTP).exists())


def is_expected_of(viewer: Viewer) -> bool:
    """Whether the portal, where it requires one, requires it of this person."""
    if not viewer.is_let_in:
        return viewer.keeps_portal
    kinds = (Party.Kind.COMMITTEE_SECRETARIAT, Party.Kind.ROLE)
    return Party.objects.filter(pk__in=viewer.party_ids, kind__in=kinds).exists()


def is_owed(viewer: Viewer, session: SessionBase) -> bool:
    """Whether the whole portal waits until this person has set one up."""
    if not settings.SECOND_FACTOR_REQUIRED or session.get(SESSION_MARK):
        return False
    return is_expected_of(viewer)


def is_owed_by_program(viewer: Viewer) -> bool:
    """Whether the tokens of this person wait for it: made when nothing more than a password was asked."""
    if not settings.SECOND_FACTOR_REQUIRED or not isinstance(viewer.user, User):
        return False
    return is_expected_of(viewer) and not has_second_factor(viewer.user)


def new_secret() -> str:
    """A fresh secret, not yet anybody's: it counts once a first code proved it (`set_up`)."""
    return str(generate_totp_secret())


def address_of(user: User, secret: str) -> str:
    """The otpauth:// address an authenticator app reads from the picture."""
    return str(SealingAdapter().build_totp_url(user, secret))


def picture_of(user: User, secret: str) -> str:
    """The same address as an SVG picture to scan."""
    return str(SealingAdapter().build_totp_svg(address_of(user, secret)))


@transaction.atomic
def set_up(user: User, secret: str, code: str) -> list[str] | None:
    """Keep the secret if `code` proves that the phone has it; the recovery codes, once, or None."""
    step = _step_of(secret, code, after=0)
    if step is None:
        return None
    with second_factor_of(user):
        Authenticator.objects.filter(user_id=user.pk).delete()
        totp = TOTP.activate(user, secret)
        totp.instance.data["last_step"] = step
        totp.instance.save(update_fields=["data"])
        return list(RecoveryCodes.activate(user).generate_codes())


@transaction.atomic
def new_recovery_codes(user: User) -> list[str]:
    """A fresh sheet of recovery codes; the old sheet no longer opens anything."""
    with second_factor_of(user):
        Authenticator.objects.filter(user_id=user.pk, type=Authenticator.Type.RECOVERY_CODES).delete()
        return list(RecoveryCodes.activate(user).generate_codes())


def _held_factors(user: User) -> Iterable[Authenticator]:
    return lock_rows(Authenticator, Authenticator.objects.filter(user_id=user.pk).values("pk")).values()


@transaction.atomic
def check_code(user: User, code: str) -> bool:
    """True when it is the code of now, or a recovery code not used before; it is used up by this."""
    typed = "".join(to_ascii(code).split()).replace("-", "")
    rows = {row.type: row for row in _held_factors(user)}
    with second_factor_of(user):
        totp = rows.get(Authenticator.Type.TOTP)
        if totp is not None:
            secret = unseal(totp.data["secret"], bound_to=_binding())
            step = _step_of(secret, typed, after=totp.data.get("last_step", 0))
            if step is not None:
                totp.data["last_step"] = step
                totp.last_used_at = timezone.now()
                totp.save(update_fields=["data", "last_used_at"])
                return True
        paper = rows.get(Authenticator.Type.RECOVERY_CODES)
        return paper is not None and bool(RecoveryCodes(paper).validate_code(typed))


def recovery_codes_left(user: User) -> int:
    row = Authenticator.objects.filter(user_id=user.pk, type=Authenticator.Type.RECOVERY_CODES).first()
    if row is None:
        return 0
    with second_factor_of(user):
        return len(RecoveryCodes(row).get_unused_codes())


def remove_second_factor(user: User) -> None:
    """A lost phone: the person signs in with the password alone until they set one up again."""
    Authenticator.objects.filter(user_id=user.pk).delete()


def _binding() -> str:
    user = _person.get()
    if user is None or user.pk is None:
        raise RuntimeError("a second factor is opened without saying whose: use second_factor_of(user)")
    return f"mfa_authenticator.data:{user.pk}"


def _step_of(secret: str, code: str, *, after: int) -> int | None:
    """The time step this code belongs to, if it is near now and later than `after`."""
    typed = to_ascii(code).replace(" ", "")
    now = int(time.time()) // PERIOD_SECONDS
    for step in (now + offset for offset in STEPS):
        if step > after and constant_time_compare(format_hotp_value(hotp_value(secret, step)), typed):
            return step
    return None
