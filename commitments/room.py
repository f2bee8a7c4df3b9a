"""What this room says of itself."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from access.toolkit.rooms import Entry, Figure, Passages, Reading, RecordKind, Room
from commitments.api import API
from commitments.covering import COVERABLE
from commitments.erasable import ERASABLE
from commitments.models import Commitment
from commitments.queries import COMMITMENTS, LATE_OF_OWN
from commitments.search import SOURCES

ROOM = Room(
    name="commitments",
    order=30,
    prefix="commitments/",
    main=(
        Entry(
            "commitments",
            "checklist",
            _("Commitments"),
            pgettext_lazy("tab", "Commitments"),
            order=20,
            besides=("/sheets/commitments/",),
            figure=Figure(LATE_OF_OWN, pgettext_lazy("count", "late"), is_hot=True),
        ),
    ),
    kinds={
        "commitments.commitment": RecordKind(
            _("Commitment"), Commitment.objects.get_queryset, lambda one: one.what
        ),
    },
    readings=(
        Reading(
            _("Commitment"),
            _(
                "The implementing body, those who support it, its verifier, the committee it was agreed in, "
                "and the secretariats of the committees above."
            ),
            _(
                "The implementing body and the verifier, each its part; the secretariat grants dates and "
                "drops."
            ),
            _("All commitments."),
            of=("commitments.commitment",),
        ),
    ),
    no_sheets={
        "commitments/group.html": "its parts leave in the sheet of the list of commitments",
    },
    lists=(COMMITMENTS,),
    search=SOURCES,
    api=API,
    passages=Passages(COVERABLE, [ERASABLE]),
)
