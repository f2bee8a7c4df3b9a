"""A thread as programs read it, and what they send with each of its steps."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rest_framework import serializers

from access.api.fields import Body, Day, ListOf, OneOf, Ref, Said, Text, Whether
from access.rules.viewer import Viewer
from access.toolkit.cells import address
from library.api import FileBody
from partners.bodies import OrganisationNamed, OrganisationRef, PlaceNamed, PlaceRef
from partners.models import Cooperation
from threads.actions.starting import OFFERED
from threads.attached import MOST_FILES
from threads.models import Post, StoryConsent, Thread
from threads.updates.bodies import UpdateFactsBody


def thread_bodies(_viewer: Viewer, records: Sequence[Thread]) -> Iterable[Said]:
    """Return what a list of threads is written of."""
    return [said(one) for one in records]


def said(thread: Thread, **beside: object) -> Said:
    """Return one of them."""
    return Said(thread, address=address("thread", thread.ref), **beside)


class ThreadBody(Body):
    """Something that is talked about."""

    ref = serializers.CharField()
    address = serializers.CharField(help_text="The page of it, for people")
    kind = serializers.ChoiceField(choices=Thread.Kind.values)
    title = serializers.CharField(
        help_text="Empty where its author took it back; of a key message in English"
    )
    title_bn = serializers.CharField(help_text="Of a key message and a field update")
    state = serializers.ChoiceField(choices=Thread.State.values)
    is_internal = serializers.BooleanField(help_text="Read by the organisation alone in whose name it is")
    cooperation = serializers.ChoiceField(choices=Cooperation.values)
    asks_acknowledgement = serializers.BooleanField()
    about = serializers.ChoiceField(
        choices=[*Thread.About.values, ""], help_text="Of an alert: a method or a route, never a person"
    )
    organisation = OrganisationNamed(allow_null=True, help_text="In whose name it was written")
    office_en = serializers.CharField()
    office_bn = serializers.CharField()
    started_at = serializers.DateTimeField()
    last_post_at = serializers.DateTimeField(source="at")
    is_illustrative = serializers.BooleanField()


class PostBody(Body):
    """What somebody wrote. One that was taken back or deleted has no text."""

    ref = serializers.CharField()
    text = serializers.CharField()
    at = serializers.DateTimeField()
    state = serializers.ChoiceField(choices=Post.State.values)
    version = serializers.IntegerField()
    changed_at = serializers.DateTimeField(allow_null=True)
    is_first = serializers.BooleanField(help_text="The one that opens the discussion")
    quoted = serializers.CharField(source="quoted.ref", default=None, allow_null=True)
    organisation = OrganisationNamed(allow_null=True)
    office_en = serializers.CharField()
    office_bn = serializers.CharField()
    files = FileBody(many=True, help_text="Those that are open; of one's own, how far the others have come")


class PostWordingBody(Body):
    """How a post read until it was changed."""

    number = serializers.IntegerField(help_text="Which of its versions it was")
    text = serializers.CharField()
    title = serializers.CharField(help_text="Of a post that opens a discussion, as that was called then")
    replaced_at = serializers.DateTimeField()


class AcknowledgedBody(OrganisationNamed):
    """An organisation that has acknowledged the text that stands."""


class NotAcknowledgedBody(OrganisationNamed):
    """An organisation that is asked to acknowledge it, and has not."""


class MessageBody(Body):
    """A key message: both texts, its places and its period."""

    text_en = serializers.CharField()
    text_bn = serializers.CharField()
    places = PlaceNamed(many=True, help_text="None: the whole country")
    from_on = serializers.DateField()
    until_on = serializers.DateField(help_text="After this day nobody is asked to acknowledge it")


class ConsentBody(Body):
    """What the consent to a success story allows; it names nobody."""

    ref = serializers.CharField()
    purpose = serializers.ChoiceField(choices=StoryConsent.Purpose.values)
    reach = serializers.ChoiceField(choices=StoryConsent.Reach.values)
    given_on = serializers.DateField()
    until_on = serializers.DateField(help_text="After this day nobody reads the story")
    keeper = OrganisationNamed(help_text="Which organisation keeps the signed consent")


class ConsentInFullBody(ConsentBody):
    """The same, with whether it stands, for whoever may withdraw it."""

    address = serializers.CharField(help_text="The page of it, for people")
    thread = serializers.CharField(source="thread.ref", help_text="The story, while it is read")
    end = serializers.ChoiceField(choices=[*StoryConsent.End.values, ""], help_text="Empty while it stands")
    ended_at = serializers.DateTimeField(allow_null=True)


class ThreadInFullBody(ThreadBody):
    """One thread: who reads it, what opens it, and the steps its reader may take."""

    text = serializers.CharField(help_text="Of the post that opens it")
    read_by = serializers.CharField(help_text="Who reads it, in words with numbers")
    readers = serializers.ListField(
        child=serializers.CharField(),
        help_text="The same, as it is chosen; who was named as a person, to its author alone",
    )
    key_message = MessageBody(allow_null=True, help_text="What a key message holds beside")
    field_update = UpdateFactsBody(allow_null=True, help_text="What a field update says beside its words")
    consent = ConsentBody(allow_null=True, help_text="Of a success story: what its consent allows")
    may = serializers.ListField(child=serializers.CharField(), help_text="The steps you may take now")


def files_sent() -> ListOf:
    """Files that go with a text."""
    told = "References of files that were sent before, at files/"
    return ListOf(child=Ref(), required=False, max_length=MOST_FILES, help_text=told)


class StartBody(Body):
    """Who reads it, and what it is."""

    readers = ListOf(
        child=Text(max_length=100),
        max_length=100,
        help_text="“everyone”, “committee:<ref>”, “organisation:<ref>”, “person:<ref>”, or “own:<ref>” alone",
    )
    title = Text()
    text = Text()
    kind = OneOf(choices=[kind.value for kind in OFFERED], required=False)
    about = OneOf(choices=Thread.About.values, required=False, help_text="Of an alert, and of nothing else")
    organisation = OrganisationRef(required=False)
    asks_acknowledgement = Whether(required=False)
    cooperation = OneOf(choices=Cooperation.values, required=False)
    files = files_sent()


class MessageTextBody(Body):
    """A key message, as it should read: both languages are obligatory."""

    title_en = Text()
    title_bn = Text()
    text_en = Text()
    text_bn = Text()
    from_on = Day()
    until_on = Day()
    places = ListOf(child=PlaceRef(), max_length=70, required=False, help_text="Districts and upazilas")
    files = files_sent()


class IssueBody(MessageTextBody):
    """A key message, in whose name it is issued, and who reads it."""

    readers = ListOf(
        child=Text(max_length=100),
        max_length=100,
        help_text="“everyone”, “committee:<ref>”, “organisation:<ref>” or “person:<ref>”",
    )
    organisation = OrganisationRef(help_text="A government body that you answer for")


class StoryBody(Body):
    """A success story: who reads it, what the consent on record allows, and what is told."""

    readers = ListOf(
        child=Text(max_length=100),
        max_length=100,
        help_text="“everyone”, “committee:<ref>”, “organisation:<ref>”, “person:<ref>”, or “own:<ref>” alone",
    )
    title = Text()
    text = Text()
    purpose = OneOf(choices=StoryConsent.Purpose.values)
    reach = OneOf(choices=StoryConsent.Reach.values, help_text="Nobody beyond that can be chosen")
    given_on = Day()
    until_on = Day()
    keeper = OrganisationRef(help_text="Which organisation keeps the signed consent")
    nobody_recognisable = Whether(help_text="Whoever tells it says that nobody can be recognised in it")
    organisation = OrganisationRef(required=False)


class PostTextBody(Body):
    """What is answered; in whose name, for whoever serves several bodies; and to which post."""

    text = Text()
    files = files_sent()
    organisation = OrganisationRef(required=False)
    quoted = Ref(required=False)


class EditBody(Body):
    """Title and text, as they should read."""

    title = Text()
    text = Text()


class EditPostBody(Body):
    """The text, as it should read."""

    text = Text()
