"""The rows of sheets in the sweep, and the long sheet they ask for."""

from library import actions
from library.sheets.reading import Wanted
from library.sheets.writing import Form
from tests.cast import NOW
from tests.library.made_files import checked_file
from tests.sweep import NETWORK, NO_REF, District, Row, Rows

NO_LIST = "no-such-list"

# Before a list leaves the portal its reader gives the password once more.
ROWS = Rows(
    records={
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
        "own_file": Row(args=lambda found: (found.loose.ref,), nowhere=(NO_REF,), own={200: "rj_liaison"}),
        "own_file_office": Row(
            "POST", args=lambda found: (found.loose.ref,), nowhere=(NO_REF,), own={302: "rj_liaison"}
        ),
        "own_file_take_back": Row(
            "POST", args=lambda found: (found.loose.ref,), nowhere=(NO_REF,), own={302: "rj_liaison"}
        ),
    },
    lists={"own_files": Row(own={200: NETWORK})},
)


def prepare(here: District) -> None:
    """A long sheet that the liaison officer of the district asked for, and a file they sent."""
    here.loose = checked_file(here.liaison, f"{here.mark} loose")
    wanted = Wanted("commitments")
    here.long_sheet = actions.ask_for_sheet(
        by=here.liaison, wanted=wanted, form=Form.XLSX, tagged=False, at=NOW
    )
