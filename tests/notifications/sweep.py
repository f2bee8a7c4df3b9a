"""The rows of notices and deliveries in the sweep. The notices are those that the other rooms caused."""

from access.models import User
from notifications.models import Notice
from tests.sweep import NETWORK, Row, Rows


def first_notice_of(user: User) -> Notice:
    """The oldest notice that somebody was told."""
    return Notice.objects.filter(recipient=user, state=Notice.State.TOLD).order_by("pk")[0]


ROWS = Rows(
    records={
        "notice": Row(
            args=lambda found: (first_notice_of(found.liaison).ref,),
            nowhere=("00000000-0000-4000-8000-000000000000",),
            own={302: "rj_liaison"},
            any_login=True,
        ),
    },
    lists={
        "notices": Row(own={200: NETWORK}),
        "notices_badge": Row(own={200: NETWORK}),
        "notices_read": Row("POST"),
        "api_working_days": Row(own={200: NETWORK}),
    },
    administrator={
        "days": ("GET", 200),
        "deliveries": ("GET", 200),
    },
)
