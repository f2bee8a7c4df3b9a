"""An account as a row of their list shows it: values alone, so that it is drawn once for what it says."""

from typing import NamedTuple

from access.models import User


class AccountRow(NamedTuple):
    """What a row shows of an account."""

    ref: str
    label_en: str
    label_bn: str
    email: str | None
    mobile: str | None
    is_administrator: bool
    is_program: bool
    is_active: bool
    has_usable_password: bool
    # Whether it belongs to anything now.
    is_in_network: bool


def account_row(user: User, *, is_in_network: bool) -> AccountRow:
    """Return what a row shows of an account."""
    return AccountRow(
        ref=user.ref,
        label_en=user.label_en,
        label_bn=user.label_bn,
        email=user.email,
        mobile=user.mobile,
        is_administrator=user.is_administrator,
        is_program=user.is_program,
        is_active=user.is_active,
        has_usable_password=user.has_usable_password(),
        is_in_network=is_in_network,
    )
