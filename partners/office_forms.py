"""What is typed of an office beside its handover: who types or acts for its holder, that it is vacant."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from access.toolkit.fields import GuardedLineField
from access.toolkit.versions import VersionedForm
from language.fields import AddressField, DayField, LineField, MobileField
from language.words import named
from partners.forms import DATE_HINT
from partners.models import Office
from partners.standing import held_by, held_by_in_words

NEW = "new"
_TYPES = [("no", _("Type only: drafts and attendance. They accept and verify nothing."))]


class AssistantForm(forms.Form):
    """Who types or acts for the holder of an office, until when. Nothing is chosen beforehand."""

    desk = forms.ChoiceField(
        label=_("Who"),
        help_text=_("An office of this body, whoever holds it; or somebody who holds none yet."),
        widget=forms.RadioSelect,
    )
    label = GuardedLineField(
        label=_("Post of somebody new"),
        required=False,
        max_length=120,
        help_text=_("The post, not the name: for example “Office assistant”."),
    )
    email = AddressField(label=_("E-mail address"), required=False, max_length=254)
    mobile = MobileField(label=_("Mobile number"), required=False)
    acts = forms.TypedChoiceField(
        label=_("What they may do"),
        coerce=lambda value: value == "yes",
        choices=[
            *_TYPES,
            (
                "yes",
                _(
                    "Act for the head: accept, report, ask and verify. The head sees each step and can "
                    "undo it within two working days."
                ),
            ),
        ],
        widget=forms.RadioSelect,
    )
    until = DayField(label=_("Last day"), help_text=DATE_HINT)

    def __init__(self, *args: Any, office: Office, desks: Sequence[Office], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.desks = {one.ref: one for one in desks}
        who = self.fields["desk"]
        assert isinstance(who, forms.ChoiceField)
        who.choices = [(one.ref, named(one, "title")) for one in desks] + [(NEW, _("Somebody new"))]
        if not desks:
            self.initial.setdefault("desk", NEW)
        if not office.heads or office.organisation_id is None:
            # It heads no body: there is nothing to accept or verify for it.
            acts = self.fields["acts"]
            assert isinstance(acts, forms.ChoiceField)
            acts.choices = _TYPES
            self.initial.setdefault("acts", "no")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("desk") == NEW:
            if "label" in cleaned and not cleaned["label"]:
                self.add_error("label", _("Write the post of the person."))
            if not self.errors and not cleaned.get("email") and not cleaned.get("mobile"):
                self.add_error("email", _("Give an e-mail address or a mobile number."))
        return cleaned

    @property
    def chosen(self) -> Office | None:
        """The office that was chosen, or nothing for somebody new."""
        return self.desks.get(self.cleaned_data["desk"])


class OfficialAddressForm(forms.Form):
    """The address and number of an office, whoever holds it."""

    email = AddressField(label=_("E-mail address of the office"), required=False, max_length=254)
    mobile = MobileField(
        label=_("Mobile number of the office"),
        required=False,
        help_text=_(
            "Of the office, not of its holder: at a handover to it whoever signed in by it before cannot any "
            "more, and the next holder chooses a password."
        ),
    )


class VacancyForm(VersionedForm):
    """The holder of an office leaves it, and nobody follows yet."""

    is_strict = False

    last_day = DayField(label=_("Last day in the office"), help_text=DATE_HINT)
    order_number = LineField(label=_("Number of the order"), required=False, max_length=80)
    order_date = DayField(label=_("Date of the order"), required=False)

    def __init__(self, *args: Any, office: Office, is_entry: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, record=office, facts=held_by, words=held_by_in_words, **kwargs)
        for name in ("order_number", "order_date"):
            self.fields[name].required = is_entry
