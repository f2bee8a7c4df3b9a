"""What people type about a commitment. The actions check again; the forms say it at the field."""

from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from access.models import User
from access.toolkit.fields import GuardedProseField, LinkField
from access.toolkit.versions import VersionedForm
from commitments.models import Became, ChangeRequest, Commitment
from commitments.queries import Candidate
from commitments.queries.facts import as_shown, in_words
from language.fields import DayField
from language.words import named
from library.files.fields import FilesField
from partners.fields import OrganisationField
from partners.models import Organisation

LONGEST = 2000
# A longer choice of organisations is a list to open, not a column of buttons.
SHORT_LIST = 6
DATE_HINT = _("For example 22/11/2026, in either digits.")
NO_NAMES = _("No names, no identity numbers, no telephone numbers.")


def _words(label: Any, *, required: bool = True, rows: int = 4, hint: Any = NO_NAMES) -> GuardedProseField:
    return GuardedProseField(
        label=label,
        required=required,
        max_length=LONGEST,
        phones=True,
        help_text=hint,
        widget=forms.Textarea(attrs={"rows": rows}),
    )


class StepForm(VersionedForm):
    """One step of a commitment: it knows the promise, and the stage, that its reader saw."""

    # The action asks for the stage and for what was asked; what is sent without a version is judged by that.
    is_strict = False

    def __init__(self, *args: Any, commitment: Commitment, **kwargs: Any) -> None:
        super().__init__(*args, record=commitment, facts=as_shown, words=in_words, **kwargs)


class RemindForm(StepForm):
    """Nothing to write: the portal says what is late, and since when."""


class UndoForm(StepForm):
    """The head takes back what was done for it, with or without a reason."""

    reason = _words(
        _("Why"),
        required=False,
        rows=3,
        hint=_("You need not say. Whoever reads this commitment reads it: no names."),
    )


class AcceptForm(StepForm):
    """The owner promises; of what was only asked it names the day. Who verifies is said, and not chosen."""

    due_on = DayField(
        label=_("By when you will have done it"),
        help_text=_("Nothing is promised yet: the date is yours to name. For example 22/11/2026."),
    )

    def __init__(
        self, *args: Any, proposed: Commitment | None = None, who_verifies: str = "", **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.note = who_verifies
        if proposed is None:
            del self.fields["due_on"]
        elif not self.is_bound:
            self.initial.setdefault("due_on", proposed.suggested_due_on)


class NameVerifierForm(StepForm):
    """Whoever grants names who of another side verifies; nothing is chosen beforehand."""

    verifier = forms.ChoiceField(
        label=_("Who will verify it"),
        help_text=_("Another side at the place: whoever promised never verifies its own promise."),
        widget=forms.RadioSelect,
    )

    reason = _words(_("Why another"), required=False)

    def __init__(
        self, *args: Any, candidates: list[Candidate], commitment: Commitment, **kwargs: Any
    ) -> None:
        super().__init__(*args, commitment=commitment, **kwargs)
        if commitment.verifier_by_presence:
            self.fields["reason"].required = True
        else:
            del self.fields["reason"]
        self.candidates = {candidate.organisation.ref: candidate for candidate in candidates}
        field = self.fields["verifier"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(ref, named(candidate.organisation)) for ref, candidate in self.candidates.items()]
        if len(candidates) > SHORT_LIST:
            field.widget = forms.Select(choices=[("", "…"), *field.choices])

    def clean_verifier(self) -> Organisation:
        """The organisation that was chosen."""
        return self.candidates[self.cleaned_data["verifier"]].organisation


class PassOnForm(StepForm):
    """Nothing to write: whoever passes it on owes nobody a reason."""

    note = _("You need not say why. Another organisation is asked; the implementing body learns only that.")


class DeclineForm(StepForm):
    """A body that was only asked says no, with or without a reason."""

    reason = _words(
        _("Why not"),
        required=False,
        rows=3,
        hint=_("You need not say. Whoever reads this commitment reads it: no names."),
    )


class EvidenceForm(StepForm):
    """The owner shows that it is done."""

    text = _words(_("What was done"))
    link = LinkField(
        label=_("Link to a document"),
        required=False,
        help_text=_("If there is one, starting with https://"),
    )
    # A form has its uploads under this name; a declared field is kept elsewhere.
    files = FilesField()  # type: ignore[assignment]

    def __init__(self, *args: Any, by: User, at: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["files"]
        assert isinstance(field, FilesField)
        field.sent_by(by, at)


class VerifyForm(StepForm):
    """Another side confirms."""

    note = _words(_("Note"), required=False, rows=3)


class InformationForm(StepForm):
    """The verifier says what is missing."""

    reason = _words(_("What is missing"))


class MoreTimeForm(StepForm):
    """The owner asks for a later date."""

    due_on = DayField(label=_("New due date"), help_text=DATE_HINT)
    reason = _words(_("Why"))


class ChangeForm(StepForm):
    """The owner asks for other words, another owner, or to drop it."""

    kind = forms.TypedChoiceField(
        label=_("What should change"),
        coerce=ChangeRequest.Kind,
        choices=[
            (ChangeRequest.Kind.WORDING.value, ChangeRequest.Kind.WORDING.label),
            (ChangeRequest.Kind.OWNER.value, ChangeRequest.Kind.OWNER.label),
            (ChangeRequest.Kind.DROP.value, ChangeRequest.Kind.DROP.label),
        ],
        widget=forms.RadioSelect,
    )
    what = _words(
        _("The new wording"), required=False, rows=3, hint=_("Only when you ask for other wording.")
    )
    owner = OrganisationField(
        label=_("The other implementing body"),
        required=False,
        help_text=_("Only when another organisation should do it."),
    )
    reason = _words(_("Why"))


class WaitForm(StepForm):
    """The owner cannot go on before another body has done its part."""

    waits_for = OrganisationField(label=_("Which body you wait for"), required=False)
    from_on = DayField(label=_("From"), help_text=DATE_HINT)
    until_on = DayField(label=_("Until"), help_text=DATE_HINT)
    reason = _words(_("What you wait for"))


class DecideForm(StepForm):
    """Whoever grants says yes or no."""

    YES, NO = "grant", "refuse"
    answer = forms.ChoiceField(
        label=_("Your decision"),
        choices=[(YES, _("Grant it")), (NO, _("Refuse it"))],
        widget=forms.RadioSelect,
    )
    note = _words(
        _("Note to the implementing body"),
        required=False,
        rows=3,
        hint=_("Needed when you refuse. No names."),
    )

    def clean(self) -> dict[str, Any]:
        """What is decided: whether it is granted, and the note."""
        typed = super().clean() or self.cleaned_data
        return {"grant": typed.get("answer") == self.YES, "note": typed.get("note", "")}


class DueForm(StepForm):
    """Whoever grants moves the date without being asked."""

    due_on = DayField(label=_("New due date"), help_text=DATE_HINT)
    reason = _words(_("Why"))


class BecameForm(StepForm):
    """Whoever entered it afterwards says what became of it; whoever grants may name a new date at once."""

    became = forms.TypedChoiceField(
        label=_("What became of this promise"),
        coerce=Became,
        choices=Became.choices,
        widget=forms.RadioSelect,
    )
    due_on = DayField(
        label=_("New due date"),
        required=False,
        help_text=_("Only for what is still open. Without one it is never late. For example 22/11/2026."),
    )
    note = _words(_("Note"), required=False, rows=3, hint=_("Needed when it is no longer needed. No names."))

    def __init__(self, *args: Any, commitment: Commitment, **kwargs: Any) -> None:
        super().__init__(*args, commitment=commitment, **kwargs)
        if not getattr(commitment, "can_decide", False):
            del self.fields["due_on"]


class DropForm(StepForm):
    """Whoever grants drops it."""

    reason = _words(_("Why it is dropped"))


__all__ = [
    "AcceptForm",
    "BecameForm",
    "ChangeForm",
    "DecideForm",
    "DeclineForm",
    "DropForm",
    "DueForm",
    "EvidenceForm",
    "InformationForm",
    "MoreTimeForm",
    "NameVerifierForm",
    "PassOnForm",
    "RemindForm",
    "VerifyForm",
    "WaitForm",
]
