"""What programs send and read here: documents; and files, before they stand on a record. Where they stand,
its room hands them out.
"""

from access.api.declaring import Api, Single, Step, Upload
from access.rules.viewer import Viewer
from library import actions
from library.documents.api import LISTS, OF_A_DOCUMENT, WITHOUT
from library.files.access import find_own
from library.files.bodies import FileBody as FileBody
from library.files.bodies import OwnFileBody
from library.files.rows import FileRow, own_row
from library.models import StoredFile


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
    lists=LISTS,
    records=(OWN_FILE, OF_A_DOCUMENT),
    without={actions.ask_for_sheet: _OF_A_PERSON, actions.sheet_at_once: _OF_A_PERSON, **WITHOUT},
)
