"""The rows of accounts and of the door in the sweep, and the record they ask for."""

from access.accounts.changes import note_change
from access.models import AccountChange
from tests.cast import NOW
from tests.sweep import NATION, NETWORK, NO_REF, District, Row, Rows

ROWS = Rows(
    records={
        "account_change": Row(
            args=lambda found: (found.change.ref,),
            nowhere=(NO_REF,),
            own={200: f"dc_jashore {NATION} oversight"},
            other={200: f"{NATION} oversight"},
        ),
    },
    lists={
        "calendar_address": Row(own={200: NETWORK}),
        # The password once more comes first.
        "calendar_address_new": Row(own={302: NETWORK}),
        "tokens": Row(own={200: NETWORK}),
        # The password once more comes first.
        "tokens_new": Row(own={302: NETWORK}),
        "api_own_account": Row(own={200: NETWORK}),
        # It draws a part of a form, which the request names.
        "readers_said": Row(own={404: NETWORK}),
    },
    every_login={
        "account": ("GET", 200),
        "account_password": ("GET", 200),
        "account_address": ("GET", 302),
        "account_sessions": ("GET", 200),
        # It answers the script of a page alone, never an address that was typed.
        "device": ("GET", 404),
        "signed_in_again": ("GET", 200),
        "confirm_identity": ("GET", 200),
        "second_factor": ("GET", 200),
        # The password once more comes first.
        "second_factor_set_up": ("GET", 302),
        "second_factor_codes": ("POST", 302),
        "second_factor_remove": ("GET", 302),
    },
    administrator={
        "accounts": ("GET", 200),
        "accounts_new": ("GET", 200),
    },
    of_an_account={
        "accounts_one": (200, 404),
        # The password comes first.
        "accounts_address": (302, 302),
    },
    open={
        "sign_in": ("GET", (), 200, 302),
        "sign_in_code": ("GET", (), 302, 302),
        "sign_out": ("POST", (), 302, 302),
        "language": ("POST", (), 302, 302),
        "forgotten_password": ("GET", (), 200, 200),
        "invitation_code": ("GET", (), 200, 200),
        "invitation": ("GET", ("no-such-token",), 404, 404),
        "choose_password": ("GET", (), 404, 404),
        "join": ("GET", (), 404, 404),
        "take_address": ("GET", (), 404, 404),
    },
)


def prepare(here: District) -> None:
    """The administrator printed a code for the chair."""
    here.change = note_change(
        by=here.administrator,
        user=here.chair,
        kind=AccountChange.Kind.CODE_PRINTED,
        reason=f"{here.mark} lost the password",
        at=NOW,
    )
