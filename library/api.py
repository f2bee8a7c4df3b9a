"""What programs send and read here: files, before they stand on a record. Where they stand, its room hands
them out.
"""

from rest_framework import serializers

from access.api.declaring import Api, Single, Step, Upload
from access.api.fields import Body
from access.rules.viewer import Viewer
from library import actions
from library.files.access import find_own
from library.files.rows import FileRow, own_row
from library.models import StoredFile


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


def _own(_viewer: Viewer, file: StoredFile) -> FileRow:
    return own_row(file)


OWN_FILE = Single(
    "files/<str:ref>/",
    page="own_file",
    called="file",
    find=find_own,
    says=_own,
    body=OwnFileBody,
    summary="A file one sent oneself: how far it has come",
    steps=(
        Step(
            "office",
            "own_file_office",
            "",
            actions.say_office,
            "Its author says that the numbers in it are an office's",
        ),
        Step("take-back", "own_file_take_back", "", actions.take_back, "Its author takes it away"),
    ),
)
_OF_A_PERSON = "a sheet is a list taken out by a person; a program reads the list"
API = Api(
    uploads=(Upload("files/", "own_files", actions.receive, "Send a file", OWN_FILE),),
    records=(OWN_FILE,),
    without={actions.ask_for_sheet: _OF_A_PERSON, actions.sheet_at_once: _OF_A_PERSON},
)
