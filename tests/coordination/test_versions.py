"""Every form that changes a stored record carries its version; those that need none say why, here."""

import re
from hashlib import sha256
from typing import Any

import pytest
from django.conf import settings
from django.urls import reverse

from access.toolkit.versions import FIELD, VersionedForm, version_of
from tests.access.test_guarded_forms import all_forms, unguarded
from tests.cast import Cast, browser
from tests.coordination.test_once import forms as forms_in_templates
from tests.meetings.sittings import announced, approved, body, draft, sharsha

MAKES = "it makes something new, and changes nothing that stands"
OWN = "it is one's own, and nobody else changes it"
LOOKS = "it narrows a list"
DOOR = "it opens the door or proves who one is"
STATE = "its action asks for the state under the lock: whoever comes second is told that it is done"
PART = "it is a part of another form"
WITHOUT_A_VERSION = {
    "access.accounts.forms.AccountForm": MAKES,
    "access.accounts.forms.AddressForm": OWN,
    "access.accounts.forms.ChangePasswordForm": OWN,
    "access.accounts.forms.ChoosePasswordForm": DOOR,
    "access.accounts.forms.CodeForm": DOOR,
    "access.accounts.forms.ConfirmForm": DOOR,
    "access.accounts.forms.FirstCodeForm": DOOR,
    "access.accounts.forms.ForgottenForm": DOOR,
    "access.accounts.forms.PrintedCodeForm": DOOR,
    "access.accounts.forms.SignInForm": DOOR,
    "access.accounts.forms.TokenForm": MAKES,
    "access.choosing.field.ReadersForm": PART,
    "access.toolkit.lists.FilterForm": LOOKS,
    "coordination.covers.forms.AnswerForm": STATE,
    "coordination.covers.forms.CoverForm": MAKES,
    "coordination.erasing.forms.AnswerForm": STATE,
    "coordination.erasing.forms.AskForm": MAKES,
    "coordination.oversight.forms.PurposeForm": MAKES,
    "coordination.search.views.SearchForm": LOOKS,
    "library.documents.forms.AskForm": MAKES,
    "library.documents.forms._About": MAKES,  # the fields of two others
    "library.documents.forms.PublishForm": MAKES,
    "library.documents.forms.PurposeForm": MAKES,
    "library.documents.forms.ReplaceForm": MAKES,
    "library.documents.forms.SureForm": STATE,
    "library.documents.forms.WidenForm": STATE,
    "library.files.forms.FilesForm": MAKES,
    "library.forms.SheetForm": LOOKS,
    "commitments.afterwards_form.AfterwardsForm": STATE,
    "meetings.file_forms.FilesOfMeetingForm": MAKES,
    "meetings.final_forms.AddendumForm": MAKES,
    "meetings.final_forms.AnswerForm": STATE,
    "meetings.held.batch_form.BatchForm": MAKES,
    "meetings.held.batch_form.BatchSheetForm": LOOKS,
    "meetings.held.forms.HeldForm": MAKES,
    "meetings.point_forms.ActionPointForm": MAKES,
    "meetings.forms.AgainForm": MAKES,
    "meetings.forms.AgreeForm": STATE,
    "meetings.forms.AskForm": MAKES,
    "coordination.bridges.forms.AgendaForm": MAKES,
    "meetings.forms.DeclineForm": STATE,
    "meetings.forms.GuestForm": MAKES,
    "meetings.forms.HeadCountForm": MAKES,
    "meetings.forms.InviteForm": MAKES,
    "meetings.forms.ItemForm": MAKES,
    "meetings.forms.PastForm": MAKES,
    "meetings.forms.PlanForm": MAKES,
    "meetings.proposal_forms.DeclineProposalForm": STATE,
    "meetings.proposal_forms.ProposeForm": MAKES,
    "meetings.proposal_forms.TakeForm": STATE,
    "notifications.forms.CloseForm": STATE,
    "notifications.forms.DayForm": STATE,
    "partners.forms.AnswerableForm": STATE,
    "partners.forms.DelegateForm": MAKES,
    "partners.forms.EndPresenceForm": STATE,
    "partners.forms.InviteAgainForm": STATE,
    "partners.forms.MemberForm": MAKES,
    "partners.office_forms.AssistantForm": MAKES,
    "partners.office_kind_forms.AddKindForm": MAKES,
    "partners.office_kind_forms._NamesForm": PART,
    "partners.point_forms.AddPointForm": MAKES,
    "partners.point_forms.ClosePointForm": STATE,
    "partners.point_forms.OpenPointForm": STATE,
    "partners.point_forms._PointNamesForm": PART,
    "partners.office_forms.OfficialAddressForm": MAKES,
    "partners.forms.ObjectionForm": STATE,
    "partners.forms.OrganisationForm": LOOKS,
    "partners.officers.forms.OfficersForm": MAKES,
    "partners.forms.PresenceForm": MAKES,
    "partners.forms.ProgramForm": MAKES,
    "partners.forms.SearchForm": LOOKS,
    "partners.forms._ReachedForm": PART,
    "threads.story_forms.StoryForm": MAKES,
    "threads.message_forms.MessageForm": MAKES,
    "threads.message_forms._MessageFields": PART,
    "threads.forms.PurposeForm": MAKES,
    "threads.updates.forms.UpdateForm": MAKES,
    "threads.updates.forms._FactsForm": PART,
    "threads.imports.forms.ColumnsForm": OWN,
    "threads.imports.forms.SheetForm": MAKES,
    "threads.imports.forms.ValuesForm": OWN,
    "threads.returns.forms.MonthForm": MAKES,
    "threads.returns.forms.OrderForm": MAKES,
    "threads.returns.forms._OfBodyForm": PART,
    "threads.returns.forms.SumsForm": LOOKS,
    "threads.returns.forms.TimeForm": STATE,
    "threads.request_forms.AskForm": MAKES,
    "threads.request_forms.DeclineForm": STATE,
    "threads.request_forms.MoreTimeForm": STATE,
    "threads.request_forms.PassOnForm": STATE,
    "threads.request_forms.RequestAnswerForm": STATE,
    "threads.views.concerns.ConcernForm": MAKES,
    "threads.views.concerns.WordForm": MAKES,
    "threads.forms.StartForm": MAKES,
    "threads.forms.SureForm": STATE,
    "threads.forms.WidenForm": STATE,
}
# A form of fields is a class, and judged as that. Forms of buttons alone send nothing that anybody typed.
FIELDS = re.compile(r"field\.html|for field in|planfields\.html")
BUTTONS = {
    "access/account.html": (2, OWN),
    "access/account_sessions.html": (2, OWN),
    "access/accounts_one.html": (5, STATE),
    "access/calendar_address.html": (1, OWN),
    "access/calendar_address_new.html": (1, OWN),
    "access/join.html": (3, DOOR),
    "access/second_factor.html": (1, OWN),
    "access/take_address.html": (1, OWN),
    "access/tokens.html": (1, OWN),
    "components/action_button.html": (1, "what it sends carries the version of what the desk said"),
    "components/done.html": (1, OWN),  # taken off one's own desk
    "components/language.html": (1, OWN),
    "components/own_menu.html": (1, OWN),
    "library/documents/readers.html": (1, STATE),
    "library/own_file.html": (2, OWN),
    "meetings/acts.html": (3, STATE),  # to the chair, and back again
    "meetings/corrections.html": (1, STATE),  # one is taken back
    "meetings/files.html": (1, STATE),  # a paper is taken off
    "meetings/invite.html": (2, STATE),
    "meetings/joint.html": (1, STATE),
    "meetings/notice.html": (5, STATE),  # the notice, the minutes; an item moves by one, or goes
    "meetings/proposal.html": (1, STATE),  # taken back
    "meetings/proposed.html": (1, STATE),  # taken onto the agenda
    "meetings/to_chair.html": (1, STATE),
    "meetings/workspace.html": (1, STATE),  # an action point is taken out
    "threads/returns/return.html": (1, STATE),  # more time, for the day that stands in it
    "notifications/deliveries.html": (3, STATE),
    "notifications/notices.html": (1, OWN),
    "partners/committee.html": (1, STATE),
    "partners/assistants.html": (1, STATE),
    "partners/end_membership.html": (1, STATE),
    "partners/end_program.html": (1, STATE),
    "partners/introduction.html": (1, STATE),
    "partners/officer_codes.html": (1, MAKES),
    "partners/officer_list.html": (2, STATE),
    "partners/office_change.html": (1, STATE),
    "partners/office_kind.html": (1, STATE),
    "partners/organisation.html": (1, STATE),
    "partners/program.html": (1, STATE),  # a token is revoked
    "threads/delete.html": (1, STATE),
    "threads/files.html": (1, STATE),  # a file is taken off
    "threads/imports/import.html": (2, OWN),
    "threads/imports/tools.html": (5, STATE),
    "threads/readers.html": (1, STATE),
    "threads/request.html": (2, STATE),  # refused, or withdrawn
    "threads/story_withdraw.html": (1, STATE),
    "threads/take_back.html": (1, STATE),
    "threads/thread.html": (6, OWN),  # read, followed, muted; its author ends it or goes on
}
CARRY = "Let it be a VersionedForm, whose action holds the record by access.toolkit.locking and compares."


def test_every_form_class_carries_a_version_or_says_why_not() -> None:
    unguarded()  # Every room's forms are loaded by it.
    ours = {
        f"{form.__module__}.{form.__name__}"
        for form in all_forms()
        if (settings.BASE_DIR / form.__module__.split(".")[0] / "__init__.py").exists()
        and form is not VersionedForm
        and FIELD not in form.base_fields
    }
    ours -= {name for name in ours if name.startswith("tests.")}
    assert ours == WITHOUT_A_VERSION.keys(), f"Look at the forms that differ. {CARRY}"


def test_every_form_of_a_page_carries_a_version_or_says_why_not() -> None:
    without: dict[str, int] = {}
    for name, form in forms_in_templates():
        if 'version"' not in form and not FIELDS.search(form):
            without[name] = without.get(name, 0) + 1
    assert without == {name: count for name, (count, _why) in BUTTONS.items()}, CARRY


@pytest.mark.django_db
def test_the_pages_of_those_forms_carry_it(cast: Cast) -> None:
    """What a class declares, its template writes."""
    secretary, own = cast.uno_sharsha.user, body("RJ")
    committee, seat = sharsha(), sharsha().seats.filter(organisation=body("RJ")).get()
    writing, waiting = draft(cast.facilitator.user), approved(cast, number=77)
    told = announced(secretary)
    for who, name, *refs in (
        (secretary, "meeting_edit", told.ref),
        (secretary, "meeting_cancel", told.ref),
        (secretary, "meeting_attendance", writing.meeting.ref),
        (secretary, "meeting_signed", writing.meeting.ref),
        (secretary, "meeting_circulate", waiting.meeting.ref),
        (secretary, "committee_seat", committee.ref, seat.ref),
        (cast.rj_liaison.user, "organisation_rename", own.ref),
    ):
        page = browser(who).get(reverse(name, args=refs))
        assert page.status_code == 200, name
        assert re.search(r'name="[\w-]*versions?"[^>]*value="[\w.: -]+"', page.content.decode()), name


def test_nobody_tries_out_by_a_version_what_a_fact_may_be(cast: Cast, settings: Any) -> None:
    facts = {"title": "Of one case", "place": "The shelter", "link": "", "number": 41}
    one, other = announced(cast.uno_sharsha.user), announced(cast.uno_sharsha.user)
    told = version_of(one, facts).split(".")
    for fact in facts.values():
        assert sha256(str(fact).encode()).hexdigest()[:8] not in told
    # Not beside another record, nor beside another fact of the same record, nor with another key.
    assert not set(told) & set(version_of(other, facts).split("."))
    assert len(set(version_of(one, dict.fromkeys("abcd", "")).split("."))) == 4
    assert version_of(one, facts).split(".") == told
    settings.SECRET_KEY = "another"
    assert not set(told) & set(version_of(one, facts).split("."))
