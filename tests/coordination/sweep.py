"""The rows of the desk, of help, health and oversight in the sweep. What they open the rooms have made."""

from tests.sweep import NETWORK, NO_REF, Row, Rows

ROWS = Rows(
    records={
        "oversight_draft": Row(
            args=lambda found: (found.draft.ref,),
            nowhere=(NO_REF,),
            own={200: "oversight"},
            other={200: "oversight"},
        ),
        "oversight_opened": Row(
            args=lambda found: (found.opened.ref,),
            nowhere=(NO_REF,),
            own={200: "oversight"},
            other={200: "oversight"},
        ),
    },
    lists={
        "desk": Row(own={200: NETWORK}),
        "who_can_see_what": Row(own={200: NETWORK}),
        "calendar": Row(own={200: NETWORK}),
        "access_log": Row(own={200: "oversight"}),
        "oversight_drafts": Row(own={200: "oversight"}),
    },
    open={
        "alive": ("GET", (), 200, 200),
        "ready": ("GET", (), 200, 200),
        "outbox": ("GET", (), 200, 200),
        "outbox_letter": ("GET", ("no-such-letter",), 404, 404),
        "help": ("GET", (), 200, 200),
        "calendar_feed": ("GET", ("no-such-token",), 404, 404),
    },
)
