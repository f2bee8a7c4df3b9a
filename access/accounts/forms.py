"""What people type at the door and on their account pages."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from access.models import AccessToken, User
from access.models.programs import NAME_LENGTH
from access.toolkit.fields import GuardedLineField
from access.toolkit.versions import VersionedForm
from language.fields import AddressField, LineField, MobileField

PASSWORD_LENGTH = 1000


def password_field(label: Any, autocomplete: str, **kwargs: Any) -> forms.CharField:
    """A password as it was typed: nothing trimmed, nothing changed."""
    return forms.CharField(
        label=label,
        strip=False,
        max_length=PASSWORD_LENGTH,
        widget=forms.PasswordInput(attrs={"autocomplete": autocomplete}),
        **kwargs,
    )


class NameField(LineField):
    """E-mail address or mobile number, in any writing."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", _("Mobile number or e-mail"))
        super().__init__(**kwargs)

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """Let the browser fill it in; a name at the door is not prose to correct."""
        return super().widget_attrs(widget) | {
            "autocomplete": "username",
            "autocapitalize": "none",
            "spellcheck": "false",
        }


class SignInForm(forms.Form):
    """Name and password."""

    name = NameField()
    password = password_field(_("Password"), "current-password")


class CodeForm(forms.Form):
    """The six digits of the phone, or a recovery code from paper."""

    code = LineField(
        label=_("Code"),
        help_text=_("Six digits from the app on your phone, or one of your recovery codes."),
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric"}),
    )


class FirstCodeForm(CodeForm):
    """The first code of a phone, which proves that it has the key."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].help_text = _("The six digits the app shows now.")


class ForgottenForm(forms.Form):
    """Whose password is forgotten."""

    name = NameField()


class PrintedCodeForm(forms.Form):
    """A printed invitation: the code opens only for the person it was printed for."""

    name = NameField()
    code = LineField(
        label=_("Code on your paper"),
        help_text=_("Twelve letters and digits. Capital or small letters do not matter."),
        max_length=40,
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}
        ),
    )


class ChoosePasswordForm(forms.Form):
    """A first or a new password, chosen with an invitation."""

    password = password_field(
        _("New password"),
        "new-password",
        help_text=_("At least 10 characters. Three or four words of your own are easy to remember."),
    )


class ChangePasswordForm(forms.Form):
    """A new password, by somebody who knows the present one."""

    current = password_field(_("Present password"), "current-password")
    new = password_field(_("New password"), "new-password", help_text=_("At least 10 characters."))


class ConfirmForm(forms.Form):
    """The present password, once more, before something at the root of the account changes."""

    password = password_field(_("Password"), "current-password")


class AddressForm(forms.Form):
    """Another address or number to sign in with, shown to be one's own before it counts."""

    email = AddressField(label=_("E-mail address"), required=False, max_length=254)
    mobile = MobileField(label=_("Mobile number"), required=False)


class CorrectAddressForm(VersionedForm, AddressForm):
    """The same, entered by the technical administrator, who says why."""

    # A sending without a version is judged by its reason, and undone by another correction.
    is_strict = False

    reason = GuardedLineField(label=_("Reason"), phones=True, max_length=300)


class AccountForm(forms.Form):
    """A new account, opened by the technical administrator."""

    email = AddressField(label=_("E-mail address"), required=False)
    mobile = MobileField(label=_("Mobile number"), required=False)
    label_en = GuardedLineField(
        label=_("Shown as, in English"),
        help_text=_("The office, not the person's name: Liaison officer, BNWLA."),
        max_length=200,
    )
    label_bn = GuardedLineField(label=_("Shown as, in Bangla"), max_length=200)
    language = forms.ChoiceField(
        label=_("Language of pages and letters"), choices=User.Language.choices, initial=User.Language.BANGLA
    )
    is_administrator = forms.BooleanField(
        label=_("Technical administrator"),
        help_text=_("Manages accounts and reads no record."),
        required=False,
    )


class TokenForm(forms.Form):
    """A token for a program: what it is for, what it may do, and for how long."""

    name = GuardedLineField(
        label=_("What the token is for"),
        help_text=_("So that you know it again, for example “Monthly report of the department”."),
        max_length=NAME_LENGTH,
    )
    scope = forms.TypedChoiceField(
        label=_("What the program may do"),
        coerce=AccessToken.Scope,
        choices=AccessToken.Scope.choices,
        widget=forms.RadioSelect,
    )
    days = forms.TypedChoiceField(
        label=_("For how long"),
        coerce=int,
        choices=[(30, _("30 days")), (90, _("90 days")), (365, _("12 months"))],
        widget=forms.RadioSelect,
    )
