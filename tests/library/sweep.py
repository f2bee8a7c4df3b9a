"""The rows of documents, sheets and files in the sweep, and the records they ask for."""

from django.utils import timezone

from library import actions
from library.documents import actions as documents
from library.sheets.reading import Wanted
from library.sheets.writing import Form
from tests.cast import NOW
from tests.library.documents import published
from tests.library.made_files import checked_file
from tests.sweep import COMMITTEE, NATION, NETWORK, NO_REF, District, Row, Rows, without

NO_LIST = "no-such-list"

# Whoever published it, of an organisation with a seat in the committee to which it was published.
KEEPER = "rj_liaison"
_KNOWN = {200: "oversight"}
_PLACE = {200: NATION, 403: without(NETWORK, NATION)}


def _of_document(method: str, status: int, may: str = COMMITTEE) -> Row:
    own = {status: may} | ({403: without(COMMITTEE, may)} if may != COMMITTEE else {})
    return Row(method, lambda found: (found.document.ref,), (NO_REF,), own)


# Before a list leaves the portal its reader gives the password once more.
ROWS = Rows(
    records={
        "document": _of_document("GET", 200),
        "document_readers": _of_document("GET", 200),
        "document_edit": _of_document("GET", 200, KEEPER),
        "document_replace": _of_document("GET", 200, KEEPER),
        "document_withdraw": _of_document("GET", 200, KEEPER),
        "document_widen": _of_document("GET", 200, KEEPER),
        "document_narrow": _of_document("POST", 302, KEEPER),
        "document_ask": _of_document("GET", 200, KEEPER),
        "document_confirm": _of_document("POST", 302),
        "document_file": Row(
            args=lambda found: (found.document.ref, found.document.current.file.ref),
            nowhere=(NO_REF, NO_REF),
            own={200: COMMITTEE},
            inside=lambda found: (found.document.ref, NO_REF),
            reads_around={"own": COMMITTEE, "other": ""},
        ),
        "document_known": Row("GET", lambda found: (found.document.ref,), (NO_REF,), _KNOWN, _KNOWN),
        "document_opened": Row("GET", lambda found: (found.document_opening.ref,), (NO_REF,), _KNOWN, _KNOWN),
        "opened_document_file": Row(
            "GET",
            lambda found: (found.document_opening.ref, found.document.current.file.ref),
            (NO_REF, NO_REF),
            _KNOWN,
            _KNOWN,
        ),
        "standing_place_fill": Row(
            args=lambda _found: ("national-plan",), nowhere=("no-such-place",), own=_PLACE, other=_PLACE
        ),
        "sheet": Row(
            args=lambda _found: ("commitments",),
            nowhere=(NO_LIST,),
            own={302: NETWORK},
            other={302: NETWORK},
        ),
        "sheet (of the access log)": Row(
            args=lambda _found: ("access_log",),
            nowhere=(NO_LIST,),
            own={302: "oversight"},
            other={302: "oversight"},
        ),
        "sheet_file": Row(
            args=lambda _found: ("commitments",),
            nowhere=(NO_LIST,),
            own={302: NETWORK},
            other={302: NETWORK},
        ),
        "long_sheet": Row(
            args=lambda found: (found.long_sheet.ref,), nowhere=(NO_REF,), own={200: "rj_liaison"}
        ),
        "long_sheet_file": Row(
            args=lambda found: (found.long_sheet.ref,), nowhere=(NO_REF,), own={302: "rj_liaison"}
        ),
        # No room has such a form yet: there is none for anybody.
        "phone_form": Row(args=lambda _found: ("no-form",), nowhere=("no-such-form",)),
        "own_file": Row(args=lambda found: (found.loose.ref,), nowhere=(NO_REF,), own={200: "rj_liaison"}),
        "own_file_office": Row(
            "POST", args=lambda found: (found.loose.ref,), nowhere=(NO_REF,), own={302: "rj_liaison"}
        ),
        "own_file_take_back": Row(
            "POST", args=lambda found: (found.loose.ref,), nowhere=(NO_REF,), own={302: "rj_liaison"}
        ),
    },
    every_login={"phone": ("GET", 200), "phone_state": ("GET", 404)},
    open={"phone_worker": ("GET", (), 200, 200), "manifest": ("GET", ("bn",), 200, 200)},
    lists={
        "own_files": Row(own={200: NETWORK}),
        "documents": Row(own={200: NETWORK}),
        "documents_known": Row(own=_KNOWN | {404: without(NETWORK, "oversight")}),
        "document_new": Row(own={200: NETWORK}),
        "standing_places": Row(own={200: NETWORK}),
    },
)


def prepare(here: District) -> None:
    """A document of the committee and one within an organisation; a long sheet, and a file on no record."""
    to_committee = f"committee:{here.committee.ref}"
    here.document = published(
        here.liaison, to_committee, name=f"{here.mark} form", title_en=f"{here.mark} document"
    )
    within = f"own:{here.organisation.ref}"
    # Pages go by the clock of the day, and an hour is soon over.
    here.document_opening = documents.open_document(
        by=here.oversight,
        document=here.document,
        purpose="A concern was raised about this document",
        at=timezone.now(),
    )
    here.document_within = published(here.liaison, within, title_en=f"{here.mark} within")
    here.loose = checked_file(here.liaison, f"{here.mark} loose")
    wanted = Wanted("commitments")
    here.long_sheet = actions.ask_for_sheet(
        by=here.liaison, wanted=wanted, form=Form.XLSX, tagged=False, at=NOW
    )
