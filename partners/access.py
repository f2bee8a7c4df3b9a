"""Who may read the directory and who keeps it. Every signed-in partner reads all of it."""

from access.models import Role
from access.relations import belongs, everyone
from access.rules import register
from partners.models import Committee, Office, Organisation, Place, Seat

for _model in (Place, Organisation, Office, Committee, Seat):
    register(_model, "view", everyone())

register(Organisation, "manage", belongs("liaison_party"), whole={Role.NATIONAL_SECRETARIAT})
# Holders, seats and delegations of a committee are its secretariat's to keep.
register(Committee, "manage", belongs("secretariat_party"), whole={Role.NATIONAL_SECRETARIAT})
register(Committee, "delegate", belongs("secretariat_party"))
register(Committee, "take_minutes", belongs("secretariat_party") | belongs("minute_takers_party"))
