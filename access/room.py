"""What this room says of itself."""

from django.utils.translation import gettext_lazy as _

from access.toolkit.rooms import Entry, Reading, RecordKind, Room

ROOM = Room(
    name="access",
    order=50,
    prefix="",
    upkeep=(Entry("accounts", "users", _("Accounts"), order=10),),
    kinds={
        "access.user": RecordKind(_("Account")),
        "access.accountchange": RecordKind(_("Change of an account")),
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
    ),
)
