"""Forms of threads. Every one that writes begins with who reads it."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.http import QueryDict
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from access.choosing.choices import behind
from access.choosing.field import ReadersField, ReadersForm
from access.choosing.words import readers_stand
from access.markdown.guard import MarkdownField
from access.models import User
from access.models.openings import PURPOSE_LENGTH
from access.rules.viewer import Viewer
from access.toolkit.fields import GuardedLineField, GuardedProseField
from access.toolkit.versions import VersionedForm
from language.words import named
from library.files.fields import FilesField
from partners.models import Cooperation, Organisation
from partners.queries import organisations_of
from threads.access import AUDIENCE, MORE_READERS, audience_of
from threads.attached import MOST_FILES
from threads.models import Post, Thread
from threads.models.posts import TEXT_LENGTH
from threads.models.threads import TITLE_LENGTH
from threads.sides import request_of, sides_of

ALERTS = {
    Thread.About.METHOD.value: _("Alert about a method"),
    Thread.About.ROUTE.value: _("Alert about a route"),
}
NO_NAMES = _(
    "No names, telephone numbers, addresses or photographs of people. Write about the work, never about a "
    "case."
)


class VoiceField(forms.ModelChoiceField):  # type: ignore[type-arg]
    """In whose name somebody writes who serves several bodies."""

    def __init__(self) -> None:
        super().__init__(
            Organisation.objects.all(), to_field_name="ref", label=_("In the name of"), required=True
        )

    def label_from_instance(self, obj: Organisation) -> str:
        """Call it as its reader's language does."""
        return named(obj)


def ask_in_whose_name(form: forms.Form, own: Sequence[Organisation]) -> None:
    """Leave the field out where there is nothing to choose."""
    if len(own) < 2:
        del form.fields["organisation"]
        return
    field = form.fields["organisation"]
    assert isinstance(field, VoiceField)
    field.queryset = Organisation.objects.filter(pk__in=[one.pk for one in own]).order_by("name_en")


class MentioningText(forms.Textarea):
    """A text in which those who read its thread are offered behind an "@", once there is a thread."""

    thread: Thread | None = None

    def render(
        self, name: str, value: Any, attrs: dict[str, Any] | None = None, renderer: Any = None
    ) -> SafeString:
        text = super().render(name, value, attrs, renderer)
        if self.thread is None:
            return text
        return render_to_string("threads/mentioning.html", {"text": text, "thread": self.thread})


def _offer_mentions(form: forms.Form, thread: Thread) -> None:
    widget = form.fields["text"].widget
    assert isinstance(widget, MentioningText)
    widget.thread = thread


def text_field(label: Any, rows: int = 6, hint: Any = NO_NAMES) -> MarkdownField:
    """A text of a discussion, which names nobody."""
    return MarkdownField(
        label=label,
        max_length=TEXT_LENGTH,
        phones=True,
        help_text=hint,
        widget=MentioningText(attrs={"rows": rows, "data-markdown": ""}),
    )


class PostFilesField(FilesField):
    """The files of a post: read by whoever reads the post."""

    def __init__(self) -> None:
        super().__init__(
            most=MOST_FILES,
            help_text=_(
                "Pictures, PDF, DOCX or XLSX, at most 25 MB each and five at once. No lists of people, no "
                "photographs of survivors. Those who read the text read a file once it has been checked."
            ),
        )


def send_files_of(form: forms.Form, viewer: Viewer) -> None:
    """Say in a form that takes files whose they are."""
    field = form.fields["files"]
    assert isinstance(field, FilesField) and isinstance(viewer.user, User)
    field.sent_by(viewer.user, viewer.at)


class StartForm(ReadersForm):
    """Something new: for whom first, then what."""

    readers = ReadersField(AUDIENCE)
    organisation = VoiceField()
    kind = forms.ChoiceField(
        label=_("What is it?"),
        choices=[
            (Thread.Kind.DISCUSSION.value, Thread.Kind.DISCUSSION.label),
            *((f"{Thread.Kind.ALERT}:{about}", said) for about, said in ALERTS.items()),
        ],
        initial=Thread.Kind.DISCUSSION,
        widget=forms.RadioSelect,
        help_text=_(
            "An alert is about a method or a route, never about a person: neither a survivor nor a suspect."
        ),
    )
    title = GuardedLineField(label=_("Title"), max_length=TITLE_LENGTH, phones=True)
    text = text_field(_("What you write"), rows=8)
    files = PostFilesField()  # type: ignore[assignment]
    asks_acknowledgement = forms.BooleanField(
        label=_("Ask the organisations to acknowledge it"), required=False
    )
    cooperation = forms.ChoiceField(
        label=_("Mode of cooperation"),
        required=False,
        choices=[("", _("As usual for what it is")), *Cooperation.choices],
    )

    def __init__(self, *args: Any, viewer: Viewer, **kwargs: Any) -> None:
        super().__init__(*args, viewer=viewer, **kwargs)
        ask_in_whose_name(self, organisations_of(viewer))
        send_files_of(self, viewer)

    def clean(self) -> dict[str, Any]:
        """Tell apart that it is an alert, and what it is about."""
        typed = super().clean() or self.cleaned_data
        kind, _colon, about = str(typed.get("kind", "")).partition(":")
        return typed | {"kind": kind, "about": about} if kind else typed


def as_shown(thread: Thread) -> dict[str, Any]:
    """What the form of a thread is made with."""
    return {"title": thread.title, "text": Post.objects.get(thread=thread, is_first=True).text}


def post_as_shown(post: Post) -> dict[str, Any]:
    """What the form of a post is made with."""
    return {"text": post.text}


def readers_as_shown(thread: Thread) -> dict[str, Any]:
    """Who read it when the form of an answer was made: whoever writes to them knows of no others."""
    standing = thread.readers.filter(until=None).order_by("party").values_list("party_id", flat=True)
    return {"readers": ".".join(map(str, standing))}


def readers_in_words(viewer: Viewer) -> Any:
    """Return what says who reads a thread now."""

    def say(thread: Thread) -> Mapping[str, tuple[str, str]]:
        parties: Sequence[int] = list(thread.readers.filter(until=None).values_list("party_id", flat=True))
        use = audience_of(thread)
        said = readers_stand(behind(parties), parties, use, viewer.at, is_internal=thread.is_internal)
        return {"readers": (str(use.label), str(said))}

    return say


class PostForm(VersionedForm):
    """An answer, to those who read the thread."""

    quoted = forms.ModelChoiceField(
        Post.objects.none(), to_field_name="ref", required=False, widget=forms.HiddenInput
    )
    organisation = VoiceField()
    text = text_field(_("Your reply"), rows=4)
    files = PostFilesField()  # type: ignore[assignment]

    def __init__(self, *args: Any, thread: Thread, viewer: Viewer, **kwargs: Any) -> None:
        super().__init__(
            *args, record=thread, facts=readers_as_shown, words=readers_in_words(viewer), **kwargs
        )
        _offer_mentions(self, thread)
        quoted = self.fields["quoted"]
        assert isinstance(quoted, forms.ModelChoiceField)
        quoted.queryset = Post.objects.filter(thread=thread, state=Post.State.STANDS)
        quoted.error_messages["invalid_choice"] = _("The post you answer is not there any more.")
        is_request = thread.kind == Thread.Kind.REQUEST
        ask_in_whose_name(
            self, sides_of(viewer, request_of(thread)) if is_request else organisations_of(viewer)
        )
        if thread.kind == Thread.Kind.FIELD_UPDATE:
            # With an answer to a field update goes no file: see `threads.actions.posting`.
            del self.fields["files"]
        else:
            send_files_of(self, viewer)

    def add_error(self, field: str | None, error: Any) -> None:
        """Let go of a post that cannot be answered any more: sent again, the text answers none."""
        super().add_error(field, error)
        if field == "quoted":
            assert isinstance(self.data, QueryDict)
            kept = self.data.copy()
            kept[self.add_prefix("quoted")] = ""
            self.data = kept


class EditForm(VersionedForm):
    """The title and the first text of a thread, as they should read."""

    title = GuardedLineField(label=_("Title"), max_length=TITLE_LENGTH, phones=True)
    text = text_field(_("What you write"), rows=8)

    def __init__(self, *args: Any, record: Thread, **kwargs: Any) -> None:
        super().__init__(*args, record=record, **kwargs)
        _offer_mentions(self, record)


class EditPostForm(VersionedForm):
    """A post, as it should read."""

    text = text_field(_("What you write"))

    def __init__(self, *args: Any, record: Post, **kwargs: Any) -> None:
        super().__init__(*args, record=record, **kwargs)
        _offer_mentions(self, record.thread)


class WidenForm(ReadersForm):
    """Who else is to read a thread."""

    readers = ReadersField(MORE_READERS)


class PurposeForm(forms.Form):
    """Why a thread is opened."""

    purpose = GuardedProseField(
        label=_("What you need this discussion for"),
        max_length=PURPOSE_LENGTH,
        phones=True,
        help_text=_("A sentence is enough. Its author reads it too. No names, no numbers."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class SureForm(forms.Form):
    """Nothing is typed: the button says what happens."""
