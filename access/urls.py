"""Addresses of the door, the own account, the administrator's account pages, and of who reads something."""

from django.urls import path

from access.accounts.views import (
    account,
    accounts,
    addresses,
    calendar,
    device,
    door,
    joining,
    passwords,
    second_factor,
    tokens,
)
from access.choosing import views as choosing

urlpatterns = [
    path("sign-in/", door.sign_in, name="sign_in"),
    path("sign-in/code/", door.sign_in_code, name="sign_in_code"),
    path("sign-out/", door.sign_out, name="sign_out"),
    path("language/", door.language, name="language"),
    path("forgotten-password/", passwords.forgotten_password, name="forgotten_password"),
    path("invitation/", passwords.invitation_code, name="invitation_code"),
    path("invitation/<slug:token>/", passwords.invitation, name="invitation"),
    path("choose-password/", passwords.choose_password, name="choose_password"),
    path("join/", joining.join, name="join"),
    path("new-address/", joining.take_address, name="take_address"),
    path("account/", account.account, name="account"),
    path("account/device/", device.device, name="device"),
    path("account/again/", device.signed_in_again, name="signed_in_again"),
    path("account/address/", addresses.account_address, name="account_address"),
    path("account/calendar/", calendar.calendar_address, name="calendar_address"),
    path("account/calendar/new/", calendar.calendar_address_new, name="calendar_address_new"),
    path("account/tokens/", tokens.tokens, name="tokens"),
    path("account/tokens/new/", tokens.tokens_new, name="tokens_new"),
    path("account/password/", account.account_password, name="account_password"),
    path("account/sessions/", account.account_sessions, name="account_sessions"),
    path("account/confirm/", account.confirm_identity, name="confirm_identity"),
    path("account/second-factor/", second_factor.second_factor, name="second_factor"),
    path("account/second-factor/set-up/", second_factor.second_factor_set_up, name="second_factor_set_up"),
    path("account/second-factor/codes/", second_factor.second_factor_codes, name="second_factor_codes"),
    path("account/second-factor/remove/", second_factor.second_factor_remove, name="second_factor_remove"),
    path("account/changes/<slug:ref>/", accounts.account_change, name="account_change"),
    path("readers/", choosing.readers_said, name="readers_said"),
    path("accounts/", accounts.accounts, name="accounts"),
    path("accounts/new/", accounts.accounts_new, name="accounts_new"),
    path("accounts/<slug:ref>/address/", addresses.accounts_address, name="accounts_address"),
    path("accounts/<slug:ref>/", accounts.accounts_one, name="accounts_one"),
]
