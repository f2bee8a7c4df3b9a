"""A file as programs read it."""

from rest_framework import serializers

from access.api.fields import Body


class FileBody(Body):
    """A file: to its readers once it is open, to its author how far it has come."""

    ref = serializers.CharField()
    name = serializers.CharField()
    kind = serializers.CharField()
    size = serializers.IntegerField()
    sha256 = serializers.CharField()
    state = serializers.CharField(help_text="In the reader's language")
    is_open = serializers.BooleanField(help_text="Whether it can be taken")
    at = serializers.DateTimeField()
    remarks = serializers.ListField(child=serializers.CharField())


class OwnFileBody(FileBody):
    """A file one sent oneself, and why it is refused where it is."""

    is_refused = serializers.BooleanField()
    why = serializers.CharField()
