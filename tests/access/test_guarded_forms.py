"""Every field of free text asks the identifier guard; those that do not are reviewed here."""

from collections.abc import Iterator
from importlib import import_module

from django import forms
from django.apps import apps

from access.markdown.guard import MarkdownField
from access.toolkit.fields import _Guarded

# Addresses, numbers, codes and passwords, words to find by, memo numbers and links: no free text.
REVIEWED = {
    "access.accounts.forms.AccountForm.email",
    "access.accounts.forms.AccountForm.mobile",
    "access.accounts.forms.AddressForm.email",
    "access.accounts.forms.AddressForm.mobile",
    "access.accounts.forms.ChangePasswordForm.current",
    "access.accounts.forms.ChangePasswordForm.new",
    "access.accounts.forms.ChoosePasswordForm.password",
    "access.accounts.forms.CodeForm.code",
    "access.accounts.forms.ConfirmForm.password",
    "access.accounts.forms.CorrectAddressForm.email",
    "access.accounts.forms.CorrectAddressForm.mobile",
    "access.accounts.forms.FirstCodeForm.code",
    "access.accounts.forms.ForgottenForm.name",
    "access.accounts.forms.PrintedCodeForm.code",
    "access.accounts.forms.PrintedCodeForm.name",
    "access.accounts.forms.SignInForm.name",
    "access.accounts.forms.SignInForm.password",
    "commitments.forms.ChangeForm.owner",
    "commitments.forms.EvidenceForm.link",
    "commitments.forms.WaitForm.waits_for",
    "meetings.forms.ChangeForm.link",
    "meetings.forms.ChangeForm.memo_number",
    "meetings.forms.InviteForm.body",
    "meetings.forms.MemoForm.memo_number",
    "meetings.forms.PastForm.link",
    "meetings.forms.PastForm.memo_number",
    "meetings.forms.PlanForm.link",
    "partners.forms.PresenceForm.places",
    "partners.office_kind_forms.AddKindForm.parent",
    "threads.imports.forms.ColumnsForm.called",
    "threads.message_forms.ChangeMessageForm.places",
    "threads.message_forms.MessageForm.places",
    "threads.message_forms._MessageFields.places",
    "threads.request_forms.AskForm.asked",
    "threads.story_forms.StoryForm.keeper",
    "threads.updates.forms.CorrectForm.another_place",
    "threads.updates.forms.UpdateForm.another_place",
    "meetings.held.forms.HeldForm.join",
    "meetings.held.forms.HeldForm.key",
    "meetings.held.batch_form.BatchForm.key",
    "threads.updates.forms.UpdateForm.key",
    "threads.updates.forms.UpdateForm.link",
    "threads.updates.forms.UpdateForm.partners",
    "threads.updates.forms._FactsForm.another_place",
    "meetings.forms.PlanForm.memo_number",
    "partners.forms.FillSeatForm.organisation",
    # Words of a text that was guarded when it was written: others do not stand in it.
    "coordination.covers.forms.CoverForm.words",
    "coordination.search.views.SearchForm.q",
    # Each cell of the rows is judged by its column: see partners.officers.columns.
    "partners.officers.forms.OfficersForm.pasted",
    "partners.officers.forms.OfficersForm.order_number",
    "partners.forms.HandOverForm.email",
    "partners.forms.HandOverForm.mobile",
    "partners.forms.HandOverForm.order_number",
    "partners.forms.InviteAgainForm.email",
    "partners.forms.InviteAgainForm.mobile",
    "partners.forms.MemberForm.email",
    "partners.forms.MemberForm.mobile",
    "partners.office_forms.AssistantForm.email",
    "partners.office_forms.AssistantForm.mobile",
    "partners.office_forms.OfficialAddressForm.email",
    "partners.office_forms.OfficialAddressForm.mobile",
    "partners.office_forms.VacancyForm.order_number",
    "partners.forms.OrganisationForm.organisation",
    "partners.forms.SearchForm.q",
    "partners.forms._ReachedForm.email",
    "partners.forms._ReachedForm.mobile",
}


def all_forms(kind: type[forms.Form] = forms.Form) -> Iterator[type[forms.Form]]:
    for one in kind.__subclasses__():
        yield one
        yield from all_forms(one)


def unguarded() -> set[str]:
    for name in [config.name for config in apps.get_app_configs()] + [
        "access.accounts",
        "coordination.oversight",
    ]:
        try:
            import_module(f"{name}.forms")
        except ModuleNotFoundError as missing:
            if missing.name != f"{name}.forms":
                raise
    ours = {"access", "partners", "notifications", "meetings", "threads", "commitments", "coordination"}
    return {
        f"{form.__module__}.{form.__name__}.{name}"
        for form in all_forms()
        if form.__module__.split(".")[0] in ours
        for name, field in form.base_fields.items()
        if isinstance(field, forms.CharField) and not isinstance(field, _Guarded | MarkdownField)
    }


def test_every_field_of_free_text_asks_the_guard() -> None:
    assert unguarded() == REVIEWED
