"""What this room says of itself."""

from django.utils.translation import gettext_lazy as _

from access.toolkit.rooms import Entry, Passages, Reading, RecordKind, Room
from language.words import named
from library.api import API
from library.documents.access import watches
from library.documents.covering import COVERABLE
from library.documents.erasable import ERASABLE
from library.documents.queries import DOCUMENTS, STANDING_PLACES
from library.documents.queries.known import KNOWN_DOCUMENTS
from library.documents.search import SOURCES
from library.exports import KIND
from library.models import Document, FileRefusal, StandingPlace
from library.store.declared import uses_store

FILE, REFUSAL = "library.storedfile", "library.filerefusal"

ROOM = Room(
    name="library",
    order=45,
    prefix="",
    main=(Entry("documents", "books", _("Library"), order=45, besides=("/sheets/documents/",)),),
    foot=(
        Entry("phone", "device-mobile-share", _("On this phone"), order=34, shows=uses_store),
        Entry("documents_known", "eye", _("Documents that exist"), order=36, shows=watches),
    ),
    kinds={
        "library.document": RecordKind(_("Document"), Document.objects.get_queryset, lambda one: one.called),
        "library.standingplace": RecordKind(_("Standing place"), StandingPlace.objects.get_queryset, named),
        "library.documentopening": RecordKind(_("Opening of a document by oversight")),
        KIND: RecordKind(_("Sheet of a list")),
        FILE: RecordKind(_("File")),
        REFUSAL: RecordKind(
            _("Refused file"), FileRefusal.objects.get_queryset, lambda one: one.file.full_name
        ),
    },
    readings=(
        Reading(
            _("Document of the library"),
            _(
                "Those to whom it was published, whoever published it, and those who answer for the body in "
                "whose name it is. One of an organisation alone is read by that organisation and nobody else."
            ),
            _("Whoever published it, and those who answer for that body."),
            _(
                "That they exist, of what sort, of which body and when; opening one takes a purpose, is "
                "logged and told to whoever published it. Of those of an organisation alone nothing."
            ),
            of=("library.document", "library.documentopening"),
        ),
        Reading(
            _("Standing places of the library"),
            _("Everybody in the network; a document that stands there, those to whom it was published."),
            _("The secretariat of the national committee."),
            _("It reads them, as everybody else does."),
            of=("library.standingplace",),
        ),
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
            of=(FILE, REFUSAL),
        ),
    ),
    lists=(DOCUMENTS, STANDING_PLACES, KNOWN_DOCUMENTS),
    search=SOURCES,
    api=API,
    # A sheet ends when a passage of its rows goes; a file on a record is covered and erased there.
    passages=Passages(COVERABLE, [ERASABLE]),
)
