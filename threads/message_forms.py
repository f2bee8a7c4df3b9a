"""The forms of a key message: first who reads it, then both texts, its places and its period."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from access.choosing.field import ReadersField, ReadersForm
from access.markdown.guard import MarkdownField
from access.rules.viewer import Viewer
from access.toolkit.fields import GuardedLineField
from access.toolkit.versions import VersionedForm
from language.fields import DayField
from partners.fields import PlacesField
from partners.models import Organisation, Place
from threads.access import OF_MESSAGES
from threads.forms import NO_NAMES, PostFilesField, VoiceField, send_files_of
from threads.models import Post, Thread
from threads.models.posts import TEXT_LENGTH
from threads.models.threads import TITLE_LENGTH


def _text(label: Any, language: str) -> MarkdownField:
    return MarkdownField(
        label=label,
        max_length=TEXT_LENGTH,
        phones=True,
        help_text=NO_NAMES,
        widget=forms.Textarea(attrs={"rows": 6, "data-markdown": "", "lang": language}),
    )


class LeafletField(PostFilesField):
    """What goes with a message: a leaflet, in one language or in both."""

    def __init__(self) -> None:
        super().__init__()
        self.label = _("Leaflet")


def _title(label: Any, language: str, hint: Any = "") -> GuardedLineField:
    return GuardedLineField(
        label=label,
        max_length=TITLE_LENGTH,
        phones=True,
        help_text=hint,
        widget=forms.TextInput({"lang": language}),
    )


class _MessageFields(forms.Form):
    """What a message says, where and how long."""

    title_bn = _title(_("Title in Bangla"), "bn", _("Everybody's list calls it in the reader's language."))
    title_en = _title(_("Title in English"), "en")
    text_bn = _text(_("The message in Bangla"), "bn")
    text_en = _text(_("The message in English"), "en")
    places = PlacesField(
        label=pgettext_lazy("key message", "Places"),
        required=False,
        help_text=_(
            "Districts and upazilas, one a line: “Jashore” or “Sharsha, Jashore”. Empty: the whole country."
        ),
    )
    files = LeafletField()  # type: ignore[assignment]
    from_on = DayField(label=_("From"), help_text=_("For example 22/11/2026, in either digits."))
    until_on = DayField(
        label=_("Until"),
        help_text=_("After this day nobody is asked to acknowledge it any more. It is read as before."),
    )


class MessageForm(ReadersForm, _MessageFields):
    """A key message that is issued."""

    readers = ReadersField(OF_MESSAGES)
    organisation = VoiceField()
    field_order = (
        "readers", "organisation", "title_bn", "title_en", "text_bn", "text_en", "places", "files", "from_on",
        "until_on",
    )  # fmt: skip

    def __init__(self, *args: Any, viewer: Viewer, own: list[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, viewer=viewer, **kwargs)
        field = self.fields["organisation"]
        assert isinstance(field, VoiceField)
        field.queryset = Organisation.objects.filter(pk__in=[one.pk for one in own]).order_by("name_en")
        if len(own) == 1:
            field.initial, field.widget = own[0].ref, forms.HiddenInput()
        send_files_of(self, viewer)


class ChangeMessageForm(VersionedForm, _MessageFields):
    """A key message, as it should read. A leaflet that is sent stands beside those there are."""

    def __init__(self, *args: Any, viewer: Viewer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        send_files_of(self, viewer)


def message_as_shown(thread: Thread) -> dict[str, Any]:
    """What the form of a key message is made with."""
    message = thread.key_message
    return {
        "title_en": thread.title,
        "title_bn": thread.title_bn,
        "text_bn": message.bangla.text,
        "text_en": Post.objects.get(thread=thread, is_first=True).text,
        "places": places_of(thread),
        "from_on": message.from_on,
        "until_on": message.until_on,
    }


def places_of(thread: Thread) -> list[Place]:
    """The places a message is for, in the order of the country."""
    return list(thread.key_message.places.select_related("parent").order_by("path"))
