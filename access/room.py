"""What this room says of itself."""

from django.utils.translation import gettext_lazy as _

from access.accounts.programs import API
from access.accounts.views.accounts import ACCOUNTS
from access.toolkit.rooms import Entry, NoPassages, Reading, RecordKind, Room
from access.toolkit.searching import NoSearch

ROOM = Room(
    name="access",
    order=50,
    prefix="",
    upkeep=(Entry("accounts", "users", _("Accounts"), order=10),),
    kinds={
        "access.user": RecordKind(_("Account")),
        "access.accountchange": RecordKind(_("Change of an account")),
        "access.cover": RecordKind(_("Covered passage")),
        "access.erasure": RecordKind(_("Passage to be erased")),
        "access.accesstoken": RecordKind(_("Token of a program")),
    },
    readings=(
        Reading(
            _("A new way into an account, given by the technical administrator"),
            _("Its person; of a secretariat or a role also the secretariat of the national committee."),
            _(
                "The portal, when a code is printed, a second factor removed, or a closed account opened "
                "again."
            ),
            _("Those of accounts of a secretariat or with a role."),
            of=("access.accountchange",),
        ),
        Reading(
            _("A covered passage"),
            _(
                "The secretariat of the record and independent oversight: the passage and who asked. Whoever "
                "asked, and who took the text away: that it is covered."
            ),
            _("Any reader of the record covers; the secretariat and oversight decide together."),
            _("All of them: it decides."),
            of=("access.cover",),
        ),
        Reading(
            _("A passage to be erased"),
            _("The secretariat of the record, and independent oversight."),
            _("The same two: both sign, two persons; then the operator erases it."),
            _("All of them; the words only where it reads the record."),
            of=("access.erasure",),
        ),
    ),
    lists=(ACCOUNTS,),
    no_sheets={
        "access/account_sessions.html": "where one is signed in stands on one's own page alone",
        "access/tokens.html": "the keys that somebody gave to programs stand on one's own page alone",
    },
    search=NoSearch("accounts are found in their own list, by those who keep them"),
    api=API,
    passages=NoPassages("an account holds no words about others; a passage that goes is one of its record"),
)
