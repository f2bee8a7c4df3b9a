"""What this room says of itself."""

from django.utils.translation import gettext_lazy as _

from access.api.declaring import NoApi
from access.toolkit.rooms import NoPassages, Reading, RecordKind, Room
from access.toolkit.searching import NoSearch
from library.exports import KIND

ROOM = Room(
    name="library",
    order=45,
    prefix="sheets/",
    kinds={KIND: RecordKind(_("Sheet of a list"))},
    readings=(
        Reading(
            _("Sheets of lists (XLSX, CSV)"),
            _("Only whoever makes one, with the rows that person may read on the page of the list."),
            _("The portal, of what stands in the list at that moment."),
            _("Who made one of which list, and how many rows it had: in the access log."),
            of=(KIND,),
        ),
    ),
    search=NoSearch("a sheet holds the rows of a list, and these are found by themselves"),
    api=NoApi("a sheet is a list taken out by a person; a program reads the list"),
    passages=NoPassages(
        "a sheet holds the rows of a list; one that waits to be fetched ends when a passage of them goes"
    ),
)
