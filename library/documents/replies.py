"""A document as programs read it, and what they send with each of its steps."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rest_framework import serializers

from access.api.fields import Body, Day, ListOf, Named, OneOf, Ref, Said, Text, Whether
from access.models import Party
from access.rules.viewer import Viewer
from access.toolkit.cells import address
from library.documents.covering import open_link
from library.documents.queries.opened import DocumentShown
from library.files.bodies import FileBody
from library.models import Document


def document_bodies(_viewer: Viewer, records: Sequence[Document]) -> Iterable[Said]:
    """Return what a list of documents is written of."""
    return [said(one) for one in records]


def said(document: Document, **beside: object) -> Said:
    return Said(
        document,
        address=address("document", document.ref),
        published_by=_named(document.publisher),
        link=open_link(document),
        **beside,
    )


def _named(party: Party) -> dict[str, str]:
    return {"ref": party.ref, "name_en": party.label_en, "name_bn": party.label_bn}


def received_of(shown: DocumentShown) -> list[dict[str, object]]:
    """Return who is asked for a receipt of the file that stands, and since when each has given it."""
    done = shown.received
    if done is None:
        return []
    have: list[dict[str, object]] = [{"body": _named(party), "at": one.at} for party, one in done.have]
    missing: list[dict[str, object]] = [{"body": _named(party), "at": None} for party in done.have_not]
    return have + missing


class DocumentBody(Body):
    """A document of the library."""

    ref = serializers.CharField()
    address = serializers.CharField(help_text="The page of it, for people")
    title_en = serializers.CharField()
    title_bn = serializers.CharField()
    description = serializers.CharField()
    category = serializers.ChoiceField(choices=Document.Category.values)
    languages = serializers.ListField(child=serializers.ChoiceField(choices=Document.Tongue.values))
    dated_on = serializers.DateField(allow_null=True, help_text="The day that stands on it")
    valid_from = serializers.DateField(allow_null=True)
    valid_until = serializers.DateField(allow_null=True)
    link = serializers.CharField(help_text="Where it was published first")
    published_by = Named()
    state = serializers.ChoiceField(choices=Document.State.values)
    since = serializers.DateTimeField(source="at", help_text="When the file that stands came to its readers")
    is_internal = serializers.BooleanField(help_text="Read by the organisation alone in whose name it is")
    is_illustrative = serializers.BooleanField()


class VersionBody(Body):
    """One file a document has been."""

    number = serializers.IntegerField()
    words = serializers.CharField(help_text="What is different")
    is_current = serializers.BooleanField()
    file = FileBody()


class ReceiptBody(Body):
    """A body that is asked to confirm, and when it did for the file that stands."""

    body = Named()
    at = serializers.DateTimeField(allow_null=True)


class DocumentInFullBody(DocumentBody):
    """One document: who reads it, its files, who received it, and the steps its reader may take."""

    read_by = serializers.CharField(help_text="Who reads it, in words with numbers")
    readers = serializers.ListField(
        child=serializers.CharField(),
        help_text="The same, as it is chosen; who was named as a person, to whoever keeps it alone",
    )
    versions = serializers.ListField(
        child=VersionBody(), help_text="The files you may open, the latest first"
    )
    received = serializers.ListField(child=ReceiptBody())
    may = serializers.ListField(child=serializers.CharField(), help_text="The steps you may take now")


class StandingPlaceBody(Body):
    """A standing place, and what stands there for whoever asks."""

    code = serializers.CharField()
    name = serializers.CharField(help_text="In the reader's language")
    belongs = serializers.CharField(help_text="What belongs there, in the reader's language")
    validity = serializers.CharField(help_text="In the reader's language")
    has_run_out = serializers.BooleanField()
    taken_from = serializers.CharField(source="source", help_text="In the reader's language")
    document = serializers.CharField(source="document_ref", help_text="Empty: not uploaded yet")


class AboutBody(Body):
    """What a document is, as it should read."""

    title_en = Text(required=False)
    title_bn = Text(required=False)
    description = Text(required=False)
    category = OneOf(choices=Document.Category.values)
    languages = ListOf(child=OneOf(choices=Document.Tongue.values), max_length=3)
    dated_on = Day(required=False, allow_null=True)
    valid_from = Day(required=False, allow_null=True)
    valid_until = Day(required=False, allow_null=True)
    link = Text(required=False)


class PublishBody(AboutBody):
    """Who reads it, its file, which was sent to `files/` before, and what it is."""

    readers = ListOf(
        child=Text(max_length=100),
        max_length=100,
        help_text="“everyone”, “committee:<ref>”, “organisation:<ref>”, “person:<ref>”, or “own:<ref>” alone",
    )
    file = Ref()
    publisher = Ref(required=False, help_text="The body in whose name, for whoever serves several")
    asks_receipt = Whether(required=False)


class ReplaceBody(Body):
    """The file that takes the place, which was sent to `files/` before."""

    file = Ref()
    words = Text(required=False)


class ReceiptAskBody(Body):
    """The organisations and committees that are asked, by reference."""

    bodies = ListOf(child=Ref(), max_length=100)
