"""The form of a success story: who reads it, what the consent allows, and only then what is told."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from access.choosing.field import ReadersField, ReadersForm
from access.rules.viewer import Viewer
from access.toolkit.fields import GuardedLineField
from language.fields import DayField
from partners.fields import OrganisationField
from partners.queries import organisations_of
from threads.access import OF_STORIES
from threads.forms import VoiceField, ask_in_whose_name, text_field
from threads.models import StoryConsent
from threads.models.threads import TITLE_LENGTH


class StoryForm(ReadersForm):
    """A success story, with the consent on record."""

    readers = ReadersField(OF_STORIES)
    organisation = VoiceField()
    purpose = forms.ChoiceField(
        label=_("What may the story be used for?"),
        choices=StoryConsent.Purpose.choices,
        widget=forms.RadioSelect,
        help_text=_("As the signed consent says. Here stands no name, no number and no word of the paper."),
    )
    reach = forms.ChoiceField(
        label=_("Who may read it, by the consent?"),
        choices=StoryConsent.Reach.choices,
        widget=forms.RadioSelect,
        help_text=_("Nobody beyond that can be chosen, now or later."),
    )
    given_on = DayField(
        label=_("When was the consent given?"), help_text=_("For example 22/11/2026, in either digits.")
    )
    until_on = DayField(
        label=_("Until when does it stand?"),
        help_text=_("After this day nobody reads the story any more, and nothing of it is kept."),
    )
    keeper = OrganisationField(
        label=_("Which organisation keeps the signed consent?"),
        help_text=_("Its head and liaison officer read the story, too, and can withdraw it at any time."),
    )
    title = GuardedLineField(label=_("Title"), max_length=TITLE_LENGTH, phones=True)
    text = text_field(
        _("The story"),
        8,
        _(
            "What changed, and what services did together. No name, age, day, village, illness or family by "
            "which somebody could be recognised, even with consent."
        ),
    )
    nobody_recognisable = forms.BooleanField(
        label=_("Nobody can be recognised in it"),
        help_text=_(
            "Not in the text, nor in any photograph or film: those of people stay out, even with consent."
        ),
        error_messages={"required": _("Read the story once more, then say so.")},
    )

    def __init__(self, *args: Any, viewer: Viewer, **kwargs: Any) -> None:
        super().__init__(*args, viewer=viewer, **kwargs)
        own = organisations_of(viewer)
        ask_in_whose_name(self, own)
        if len(own) == 1:
            self.fields["keeper"].initial = own[0]
