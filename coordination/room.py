"""What the pages that join the rooms say of themselves."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from access.api.declaring import NoApi
from access.toolkit.rooms import Entry, Reading, Room
from coordination.covers.queries import COVERS
from coordination.erasing.access import may_sign
from coordination.erasing.queries import ERASURES
from coordination.oversight.access import may_read_log
from coordination.oversight.queries import LOG, UNCONFIRMED
from coordination.search import NO_RECORDS

ROOM = Room(
    name="coordination",
    order=60,
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
)
