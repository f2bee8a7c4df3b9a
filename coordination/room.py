"""What the pages that join the rooms say of themselves."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from access.api.declaring import NoApi
from access.toolkit.rooms import Entry, Passages, Reading, Room
from coordination.covers.queries import COVERS
from coordination.erasing.access import may_sign
from coordination.erasing.erasable import ERASABLE
from coordination.erasing.queries import ERASURES
from coordination.oversight.access import may_read_log
from coordination.oversight.queries import LOG, UNCONFIRMED
from coordination.search import NO_RECORDS

ROOM = Room(
    name="coordination",
    order=60,
    no_sheets={
        "calendar/month.html": "a calendar leaves the portal as a feed",
        "coordination/developers.html": "it says what programs may ask, and holds no records",
        "coordination/outbox.html": "mail on the embedded default alone, for trying the portal",
        "coordination/who_can_see_what.html": "it says how the portal is made, and holds no records",
        "desk/promises.html": "its lines are those of the commitments, whose list gives the sheet",
        "handover/letter.html": "a charge is handed over by an official paper",
        "oversight/opened.html": "a draft that oversight opens for an hour leaves the portal in no form",
    },
    search=NO_RECORDS,
    api=NoApi("its pages join what the other rooms give; oversight and the two who erase act in person"),
    main=(Entry("desk", "home", _("My desk"), pgettext_lazy("tab", "Desk"), order=0),),
    foot=(
        Entry(
            "oversight_drafts",
            "file-text",
            _("Minutes not confirmed yet"),
            order=10,
            shows=may_read_log,
            besides=("/oversight/opened/",),
        ),
        Entry("covers", "eye-off", _("Covered passages"), order=15, shows=may_read_log),
        Entry("erasures", "eraser", _("Passages to be erased"), order=17, shows=may_sign),
        Entry("access_log", "list-search", _("Access log"), order=20, shows=may_read_log),
        Entry("who_can_see_what", "eye", _("Who can see what"), order=80),
        Entry("help", "lifebuoy", _("Help and helplines"), order=90, is_open=True),
    ),
    readings=(
        Reading(
            _("The private address of a calendar"),
            _("Whoever has it, without signing in: no more than an e-mail says."),
            _("Its person, who makes, replaces and stops it."),
            _("That it was made or stopped; never the address."),
        ),
        Reading(
            _("Access log"),
            _("Independent oversight."),
            _("The portal; no line can be changed or taken out."),
            _("All of it."),
        ),
    ),
    lists=(LOG, UNCONFIRMED, COVERS, ERASURES),
    # Nothing of an erasure is covered: those who decide read it whole.
    passages=Passages({}, [ERASABLE]),
)
