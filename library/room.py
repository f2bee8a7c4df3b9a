"""What this room says of itself."""

from django.utils.translation import gettext_lazy as _

from access.toolkit.rooms import NoPassages, Reading, RecordKind, Room
from access.toolkit.searching import NoSearch
from library.api import API
from library.exports import KIND

FILE = "library.storedfile"

ROOM = Room(
    name="library",
    order=45,
    prefix="",
    kinds={
        KIND: RecordKind(_("Sheet of a list")),
        FILE: RecordKind(_("File")),
    },
    readings=(
        Reading(
            _("Sheets of lists (XLSX, CSV)"),
            _("Only whoever makes one, with the rows that person may read on the page of the list."),
            _("The portal, of what stands in the list at that moment."),
            _("Who made one of which list, and how many rows it had: in the access log."),
            of=(KIND,),
        ),
        Reading(
            _("Files (pictures, PDF, DOCX, XLSX)"),
            _("Whoever reads the record a file stands on; before it was checked, its author alone."),
            _("Its author, until it stands on a record. Then it is covered or erased as any passage."),
            _("Who took which, and who said that numbers in one are an office's: in the access log."),
            of=(FILE,),
        ),
    ),
    search=NoSearch("a sheet holds rows of a list, and a file is found by the record it stands on"),
    api=API,
    passages=NoPassages(
        "a sheet ends when a passage of its rows goes; a file is covered and erased on its record"
    ),
)
