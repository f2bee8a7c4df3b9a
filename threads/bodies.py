"""A thread as programs read it, and what they send with each of its steps."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rest_framework import serializers

from access.api.fields import Body, ListOf, OneOf, Ref, Said, Text, Whether
from access.rules.viewer import Viewer
from access.toolkit.cells import address
from library.api import FileBody
from partners.bodies import OrganisationNamed, OrganisationRef
from partners.models import Cooperation
from threads.actions.starting import OFFERED
from threads.attached import MOST_FILES
from threads.models import Post, Thread


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
    title = serializers.CharField(help_text="Empty where its author took it back")
    state = serializers.ChoiceField(choices=Thread.State.values)
    is_internal = serializers.BooleanField(help_text="Read by the organisation alone in whose name it is")
    cooperation = serializers.ChoiceField(choices=Cooperation.values)
    asks_acknowledgement = serializers.BooleanField()
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


class ThreadInFullBody(ThreadBody):
    """One thread: who reads it, what opens it, and the steps its reader may take."""

    text = serializers.CharField(help_text="Of the post that opens it")
    read_by = serializers.CharField(help_text="Who reads it, in words with numbers")
    readers = serializers.ListField(
        child=serializers.CharField(),
        help_text="The same, as it is chosen; who was named as a person, to its author alone",
    )
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
    organisation = OrganisationRef(required=False)
    asks_acknowledgement = Whether(required=False)
    cooperation = OneOf(choices=Cooperation.values, required=False)
    files = files_sent()


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
