"""Forms of documents. The one that publishes begins with who reads it."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from access.choosing.field import ReadersField, ReadersForm
from access.models import User
from access.models.openings import PURPOSE_LENGTH
from access.rules.viewer import Viewer
from access.toolkit.fields import GuardedLineField, GuardedProseField, LinkField
from access.toolkit.versions import VersionedForm
from language.fields import DayField
from language.words import named
from library.documents.access import AUDIENCE, MORE_READERS
from library.documents.actions.writing import FACTS
from library.documents.bodies import Body, own_bodies
from library.files.fields import FilesField
from library.models import Document, StandingPlace
from library.models.documents import DESCRIPTION_LENGTH, TITLE_LENGTH
from library.models.files import WORDS_LENGTH

DATE_HINT = _("For example 22/11/2026, in either digits.")


def _title(label: Any) -> GuardedLineField:
    return GuardedLineField(label=label, max_length=TITLE_LENGTH, phones=True, required=False)


def _file() -> FilesField:
    return FilesField(required=True, label=_("File"))


class _About(forms.Form):
    """What is said of a document."""

    title_bn = _title(_("Title in Bangla"))
    title_en = _title(_("Title in English"))
    category = forms.ChoiceField(label=_("Category"), choices=[("", _("Choose")), *Document.Category.choices])
    languages = forms.MultipleChoiceField(
        label=_("Language it is written in"),
        choices=Document.Tongue.choices,
        widget=forms.CheckboxSelectMultiple,
    )
    description = GuardedProseField(
        label=_("Short description"),
        required=False,
        max_length=DESCRIPTION_LENGTH,
        phones=True,
        help_text=_("What it is for. No names, no telephone numbers of people."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    dated_on = DayField(label=_("Date of the document"), required=False, help_text=DATE_HINT)
    valid_from = DayField(label=_("Valid from"), required=False, help_text=DATE_HINT)
    valid_until = DayField(label=_("Valid until"), required=False, help_text=DATE_HINT)
    link = LinkField(
        label=_("Where it was published first"),
        required=False,
        help_text=_("A link, starting with https://"),
    )


class PublishForm(ReadersForm, _About):
    """A document: for whom first, then what."""

    readers = ReadersField(AUDIENCE)
    publisher = forms.ChoiceField(label=_("Published by"))
    # A form has its uploads under this name; a declared field is kept elsewhere.
    files = _file()  # type: ignore[assignment]
    asks_receipt = forms.BooleanField(
        label=_("Ask the organisations and committees you name to confirm that they received it"),
        required=False,
        help_text=_(
            "A committee confirms once, by its secretariat; to have its bodies confirm each, name them. Of "
            "what everyone reads nobody is asked."
        ),
    )
    field_order = (
        "readers",
        "publisher",
        "files",
        "title_bn",
        "title_en",
        "category",
        "languages",
        "description",
        "dated_on",
        "valid_from",
        "valid_until",
        "link",
        "asks_receipt",
    )

    def __init__(self, *args: Any, viewer: Viewer, **kwargs: Any) -> None:
        super().__init__(*args, viewer=viewer, **kwargs)
        _sent_by(self, viewer)
        own = own_bodies(viewer)
        if len(own) < 2:
            del self.fields["publisher"]
            return
        field = self.fields["publisher"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(one.ref, named(one)) for one in own]


def _sent_by(form: forms.Form, viewer: Viewer) -> None:
    field = form.fields["files"]
    assert isinstance(field, FilesField) and isinstance(viewer.user, User)
    field.sent_by(viewer.user, viewer.at)


def as_shown(document: Document) -> dict[str, Any]:
    """What the form of a document is made with."""
    return {name: getattr(document, name) for name in FACTS}


class EditForm(VersionedForm, _About):
    """What a document is, said otherwise. Its file is replaced on a page of its own."""


class ReplaceForm(forms.Form):
    """Another file in the place of the one that stands."""

    files = _file()  # type: ignore[assignment]
    words = GuardedLineField(
        label=_("What is different"), required=False, max_length=WORDS_LENGTH, phones=True
    )

    def __init__(self, *args: Any, viewer: Viewer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _sent_by(self, viewer)


class WidenForm(ReadersForm):
    """Who else reads a document."""

    readers = ReadersField(MORE_READERS)


class AskForm(forms.Form):
    """Of which bodies a receipt is asked."""

    bodies = forms.MultipleChoiceField(
        label=_("Who is asked to confirm that it was received"), widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, bodies: Sequence[Body], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["bodies"]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = [(one.ref, named(one)) for one in bodies]


class _DocumentChoice(forms.ModelChoiceField):  # type: ignore[type-arg]
    """One of a few documents."""

    def label_from_instance(self, obj: Document) -> str:
        return obj.called


class FillForm(VersionedForm):
    """Which document stands in a standing place."""

    document = _DocumentChoice(
        Document.objects.none(),
        to_field_name="ref",
        required=False,
        label=_("Which document stands here"),
        empty_label=_("None: not uploaded yet"),
        help_text=_(
            "Documents of this category that you read, the latest first. Publish it first if it is missing."
        ),
    )

    def __init__(self, *args: Any, place: StandingPlace, offered: Any, **kwargs: Any) -> None:
        super().__init__(*args, record=place, facts=place_as_shown, **kwargs)
        field = self.fields["document"]
        assert isinstance(field, _DocumentChoice)
        field.queryset = offered


def place_as_shown(place: StandingPlace) -> dict[str, Any]:
    """What the form of a place is made with."""
    return {"document": place.document}


class SureForm(forms.Form):
    """Nothing is typed: the button says what happens."""


class PurposeForm(forms.Form):
    """Why oversight opens a document."""

    purpose = GuardedProseField(
        label=_("What you need this document for"),
        max_length=PURPOSE_LENGTH,
        phones=True,
        help_text=_("A sentence is enough. Whoever published it reads it, too. No names, no numbers."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
