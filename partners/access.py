"""Who may read the directory and who keeps it. Every signed-in partner reads all of it."""

from collections.abc import Iterator, Mapping
from datetime import datetime

from access.account_changes import party_of_account
from access.audiences import register_audience, strongest
from access.locking import lock_actor, lock_container, lock_row
from access.models import Party, Role, User, Via
from access.relations import belongs, everyone, in_audience
from access.rules import RefusedError, allowed, can, register
from access.viewer import Viewer
from partners.models import Committee, Introduction, Office, Organisation, Place, Seat

# Who decides on an entry, and its own person once they have come.
register(Introduction, "view", in_audience(), whole={Role.NATIONAL_SECRETARIAT})
register(Introduction, "decide", belongs("party"), whole={Role.NATIONAL_SECRETARIAT})

for _model in (Place, Organisation, Office, Committee, Seat):
    register(_model, "view", everyone(), whole={Role.OVERSIGHT})

_NATION = {Role.NATIONAL_SECRETARIAT}

# People and names of an organisation are its head's and liaison officers' to keep.
register(Organisation, "manage", belongs("liaison_party"), whole=_NATION)
# It ends or passes to another only by the body above it.
register(Organisation, "succeed", belongs("parent__liaison_party"), whole=_NATION)
# Seats, holders and delegations of a committee are its secretariat's to keep; when a
# predecessor has gone without a word, the secretariat above does it.
register(
    Committee, "manage", belongs("secretariat_party") | belongs("parent__secretariat_party"), whole=_NATION
)
# Who chairs it, and who is its member secretary, is said from above: a secretariat that could say so
# of its own committee would make itself the chair. The national one has nobody above it.
register(Committee, "name_leaders", belongs("parent__secretariat_party"), whole=_NATION)
register(Committee, "delegate", belongs("secretariat_party"))
register(Committee, "move", belongs("parent__secretariat_party"), whole=_NATION)
# Named as the container permission that guardian documents.
register(Committee, "take_minutes", belongs("secretariat_party") | belongs("minute_takers_party"))
# Who drafts speaks for nobody: this a minute-taker may only where the delegation says so.
register(Committee, "call_meeting", belongs("secretariat_party") | belongs("callers_party"))
# The body an office belongs to, and the one above it, say who holds the office.
register(
    Office,
    "appoint",
    belongs("organisation__liaison_party") | belongs("organisation__parent__liaison_party"),
    whole=_NATION,
)


def audience_of_introduction(introduction: Introduction) -> Mapping[int, Via]:
    """Return who reads that somebody was entered: the side that did, and whoever claims the entry."""
    claimed = introduction.claimed_by
    own = party_of_account(claimed).pk if claimed is not None else None
    return strongest([(introduction.party_id, Via.OWNER), (own, Via.SUPPORT)])


def register_audiences() -> None:
    """Tell the engine who reads the records of this room; called once when the portal starts."""
    register_audience(Introduction, audience_of_introduction)


def may_appoint(viewer: Viewer, office: Office) -> bool:
    """Whether this person may say who holds the office: its body, or a secretariat it sits with.

    An office that sits in several committees is given by a secretariat that keeps all of them: that
    of an upazila names nobody into the committee of the district. One that leads a committee is given
    from above, as its seat is: a member secretary does not hand the chair over.
    """
    if can(viewer, "appoint", office):
        return True
    seats = Seat.objects.filter(office=office, until=None, committee__ended_on=None)
    seated = list(seats.values_list("committee_id", "role"))
    sits_in = Committee.objects.filter(pk__in=[committee for committee, _role in seated])
    kept, led = (
        set(sits_in.filter(allowed(viewer, Committee, action)).values_list("pk", flat=True))
        for action in ("manage", "name_leaders")
    )
    return bool(seated) and all(
        committee in (led if role in Seat.LEADING else kept) for committee, role in seated
    )


def deciding_party(
    viewer: Viewer | None, *, office: Office | None, organisation: Organisation | None
) -> Party:
    """Return the side for which somebody enters a person: it is told and decides who the person is.

    Whoever enters acts for one of several: the body itself, the body above it, or a secretariat in whose
    committee the office sits. The secretariat of the nation acts for whoever it likes.
    """
    candidates = list(_keepers_of(office, organisation))
    for party in candidates:
        if viewer is not None and viewer.belongs_to(party.pk):
            return party
    return Party.objects.role(Role.NATIONAL_SECRETARIAT)


def _keepers_of(office: Office | None, organisation: Organisation | None) -> Iterator[Party]:
    body = organisation or (office.organisation if office is not None else None)
    if body is not None:
        yield body.liaison_party
        if office is not None and body.parent is not None:
            yield body.parent.liaison_party
    if office is None:
        return
    for seat in Seat.objects.filter(office=office, until=None).select_related("committee__parent"):
        yield seat.committee.secretariat_party
        if seat.committee.parent is not None:
            yield seat.committee.parent.secretariat_party


def hold_entry(
    *, office: Office | None, organisation: Organisation | None, by: User | None, at: datetime
) -> Viewer | None:
    """Hold the office or body somebody is entered into, and let those go on who may enter."""
    if office is not None:
        hold_office(office, by=by, at=at)
    elif organisation is not None:
        lock_container(organisation, by=by, action="manage", at=at)
    return Viewer(by, at) if by is not None else None


def hold_office(office: Office, *, by: User | None, at: datetime) -> Office:
    """Hold the office and let whoever says who holds it go on. `by` is None for papers that are loaded."""
    held = lock_row(office)
    if by is not None:
        require_appoint(lock_actor(by, at, moves_people=True), held)
    return held


def require_appoint(viewer: Viewer, office: Office) -> None:
    """Let the action go on, or refuse: the directory is open, so this is never "not found"."""
    if not may_appoint(viewer, office):
        raise RefusedError("appoint", office)
