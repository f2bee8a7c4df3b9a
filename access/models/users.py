"""A login. Who a person is and where they serve lives in partners; here is only the account."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from access.toolkit.refs import REF_LENGTH, new_ref
from language.text import mobile_number, one_encoding, plain_address

# A number that nobody has shown to be theirs, and by which somebody came in all the same, is not free.
_HELD = models.Q(mobile_proved_at__isnull=False) | models.Q(mobile_by_slip_at__isnull=False)


class UserManager(BaseUserManager["User"]):
    """Accounts by e-mail or mobile number."""

    def create_user(
        self,
        email: str | None = None,
        mobile: str | None = None,
        password: str | None = None,
        **fields: Any,
    ) -> "User":
        """Open an account that signs in by e-mail, by mobile number, or by either."""
        address = plain_address(email) if email else None
        number = mobile_number(mobile) if mobile else None
        if mobile and number is None:
            raise ValueError("a mobile number must be a Bangladeshi one, such as 01711000000")
        if not address and not number:
            raise ValueError("an account needs an e-mail address or a mobile number to sign in with")
        user = self.model(email=address, mobile=number, **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def find_proved(self, *, email: str = "", mobile: str = "") -> "User | None":
        """Return the account whose person has shown that this address, or this number, is theirs."""
        if email:
            return self.filter(email=email, email_proved_at__isnull=False).first()
        return self.filter(mobile=mobile, mobile_proved_at__isnull=False).first() if mobile else None

    def find_standing(self, *, email: str = "", mobile: str = "") -> "User | None":
        """Return the account that signs in by this address or number, and has come in: also by a slip."""
        if email or not mobile:
            return self.find_proved(email=email)
        return self.filter(_HELD, mobile=mobile).first()

    def free(self, *, email: str = "", mobile: str = "") -> "list[User]":
        """Take an address or number away from accounts that only claim it; return them."""
        claimants: list[User] = []
        proofs = {"email": models.Q(email_proved_at__isnull=False), "mobile": _HELD}
        for column, name in (("email", email), ("mobile", mobile)):
            if name:
                claims = self.filter(~proofs[column], **{column: name})
                claimants += claims
                claims.update(**{column: None})
        return claimants

    def find(self, identifier: str) -> "User | None":
        """Return the account with this e-mail address or mobile number, as a person types it."""
        address, number = plain_address(identifier), mobile_number(identifier)
        if "@" in address:
            return self.filter(email=address).first()
        return self.filter(mobile=number).first() if number else None


class User(AbstractBaseUser, PermissionsMixin):
    """An account. Nobody is a superuser: what a person may do follows from rules alone."""

    class Language(models.TextChoices):
        """The language a person reads."""

        BANGLA = "bn", _("Bangla")
        ENGLISH = "en", _("English")

    id = models.BigAutoField(primary_key=True)
    ref = models.CharField(max_length=REF_LENGTH, unique=True, default=new_ref, editable=False)
    email = models.EmailField(_("e-mail address"), unique=True, null=True, blank=True)
    mobile = models.CharField(_("mobile number"), max_length=16, unique=True, null=True, blank=True)
    language = models.CharField(_("language"), max_length=2, choices=Language, default=Language.BANGLA)
    is_active = models.BooleanField(_("active"), default=True)
    # A technical administrator manages accounts and reads no record (access.rules.viewer).
    is_administrator = models.BooleanField(_("technical administrator"), default=False)
    label_en = models.CharField(_("shown as, in English"), max_length=200, blank=True)
    label_bn = models.CharField(_("shown as, in Bangla"), max_length=200, blank=True)
    joined_at = models.DateTimeField(_("joined"), default=timezone.now, editable=False)
    # Since when its person has shown that the address or number is theirs. Before that it is a name
    # to sign in with, and says nothing of who that is: nothing is attached to the account by it.
    email_proved_at = models.DateTimeField(null=True, blank=True)
    mobile_proved_at = models.DateTimeField(null=True, blank=True)
    # When somebody came in with a slip that was printed for this number. Whoever printed it could have done
    # so as well: it shows the slip, and never whose the number is.
    mobile_by_slip_at = models.DateTimeField(null=True, blank=True)
    # Raised when all devices that signed in before are to count as strangers again
    # (access.accounts.known_devices).
    device_generation = models.PositiveIntegerField(default=0, editable=False)
    opened_by = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    # Of a program of an organisation: the account of the person who answers for it. Such an account is
    # nobody: it comes in by its tokens alone, is told nothing, and is counted among no people.
    answerable = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="+", editable=False
    )

    # When a request found whose session it carries, and the parties that account belonged to then
    # (access.rules.viewer); never what an action goes by, which asks again once it holds the account.
    found: tuple[datetime, Mapping[int, tuple[str, str]]] | None = None
    # The token it was found by, where a program carries one (access.accounts.tokens).
    carried: object = None

    USERNAME_FIELD = "ref"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    objects: ClassVar[UserManager] = UserManager()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=models.Q(email__isnull=True) | models.Q(email=Lower("email")),
                name="user_email_is_lower_case",
            ),
            models.CheckConstraint(
                condition=models.Q(mobile__isnull=True) | models.Q(mobile__regex=r"^\+8801[3-9][0-9]{8}$"),
                name="user_mobile_is_international",
            ),
            models.CheckConstraint(
                condition=models.Q(answerable__isnull=True)
                | models.Q(("password__startswith", UNUSABLE_PASSWORD_PREFIX))
                & models.Q(email__isnull=True, mobile__isnull=True, is_administrator=False),
                name="user_program_has_no_way_in_by_the_door",
            ),
        ]

    def __str__(self) -> str:
        return self.label_en or self.ref

    def set_password(self, raw_password: str | None) -> None:
        """Keep a password, the same whichever keyboard typed its Bangla."""
        super().set_password(None if raw_password is None else one_encoding(raw_password))

    def check_password(self, raw_password: str | None) -> bool:
        """Whether this is the password, whichever keyboard typed its Bangla."""
        if raw_password is None:
            return False
        typed = one_encoding(raw_password)
        if super().check_password(typed):
            return True
        if typed == raw_password or not super().check_password(raw_password):
            return False
        # Chosen before passwords were kept in one encoding: from now on any keyboard will do.
        self.set_password(typed)
        self._password = None
        self.save(update_fields=["password"])
        return True

    @classmethod
    def spend_a_check(cls, raw_password: str) -> None:
        """Take as long over the password of nobody as over a wrong one."""
        for each in {one_encoding(raw_password), raw_password}:
            cls().set_password(each)

    @property
    def has_proved_email(self) -> bool:
        """Whether letters may go to its address: somebody has shown that it is theirs."""
        return bool(self.email and self.email_proved_at)

    @property
    def is_superuser(self) -> bool:  # type: ignore[override]
        """Never: no account stands above the rules, and no column can be set to make one."""
        return False

    @property
    def is_program(self) -> bool:
        """Whether it is a program of an organisation, which reads and does what rules open to programs."""
        return self.answerable_id is not None

    @property
    def is_let_in(self) -> bool:
        """Whether any record may be read at all: active, and not a technical administrator."""
        return self.is_active and not self.is_administrator

    @property
    def is_staff(self) -> bool:
        """Never: the Django admin is not part of the portal."""
        return False
