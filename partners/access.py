"""Who may read the directory and who keeps it. Every signed-in partner reads all of it."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from access.accounts.changes import party_of_account
from access.models import Party, Role, User, Via
from access.rules.audiences import add_audience, strongest
from access.rules.engine import RefusedError, add_rule, allowed, can
from access.rules.relations import belongs, everyone, having, in_audience
from access.rules.viewer import Viewer
from access.toolkit.locking import lock_actor, lock_container, lock_row
from access.toolkit.versions import compare
from partners.acting import heads
from partners.models import (
    Committee,
    Introduction,
    Office,
    OfficeChange,
    OfficeKind,
    Organisation,
    Place,
    Presence,
    Program,
    Seat,
)
from partners.parties import NATIONAL_COMMITTEE
from partners.queries import uplines

# Who decides on an entry, and its own person once they have come.
add_rule(Introduction, "view", in_audience(), whole={Role.NATIONAL_SECRETARIAT})
add_rule(Introduction, "decide", belongs("party"), whole={Role.NATIONAL_SECRETARIAT})

for _model in (Place, Organisation, Office, OfficeKind, Committee, Seat, Presence):
    add_rule(_model, "view", everyone(), whole={Role.OVERSIGHT})

_NATION = {Role.NATIONAL_SECRETARIAT}
# Parties whose people an entry about an office can concern.
_CONCERNED = {Party.Kind.COMMITTEE_SECRETARIAT, Party.Kind.ORGANISATION_LIAISON, Party.Kind.OFFICE}

# People and names of an organisation are its head's and liaison officers' to keep.
add_rule(Organisation, "manage", belongs("liaison_party"), whole=_NATION)
# Where it works is its own to say: what it says makes it one of those who verify there.
add_rule(Organisation, "keep_presence", belongs("liaison_party"))
# Which of its systems read and act here is theirs alone to say: nobody above lets one in for it.
add_rule(Organisation, "run_programs", belongs("liaison_party"))
add_rule(Program, "view", in_audience())
add_rule(Program, "end", belongs("organisation__liaison_party") | belongs("answerable_party"))
add_rule(Program, "name_answerable", belongs("organisation__liaison_party"))
add_rule(Program, "make_tokens", belongs("answerable_party"))
# It ends or passes to another only by the body above it.
add_rule(Organisation, "succeed", belongs("parent__liaison_party"), whole=_NATION)
# Seats, holders and delegations of a committee are its secretariat's to keep; when a
# predecessor has gone without a word, the secretariat above does it.
add_rule(
    Committee, "manage", belongs("secretariat_party") | belongs("parent__secretariat_party"), whole=_NATION
)
# Who chairs it, and who is its member secretary, is said from above: a secretariat that could say so
# of its own committee would make itself the chair. The national one has nobody above it.
add_rule(Committee, "name_leaders", belongs("parent__secretariat_party"), whole=_NATION)
add_rule(Committee, "delegate", belongs("secretariat_party"))
# Which local offices every place has, the Ministry of Home Affairs says for the whole country.
add_rule(Committee, "keep_office_kinds", belongs("secretariat_party") & having(Q(code=NATIONAL_COMMITTEE)))
# And which ports, camps and other places lie in the districts beside those that the maps have.
add_rule(Committee, "keep_points", belongs("secretariat_party") & having(Q(code=NATIONAL_COMMITTEE)))
# Of which offices it enters the holders is asked of each office: see `appointing`.
add_rule(Committee, "list_officers", belongs("secretariat_party"))
add_rule(Committee, "move", belongs("parent__secretariat_party"), whole=_NATION)
# Named as the container permission that guardian documents.
add_rule(Committee, "take_minutes", belongs("secretariat_party") | belongs("minute_takers_party"))
# Who drafts speaks for nobody: this a minute-taker may only where the delegation says so.
add_rule(Committee, "call_meeting", belongs("secretariat_party") | belongs("callers_party"))
# What was held on paper also the tier above enters, for a committee that has nobody to do it.
add_rule(
    Committee,
    "enter_past",
    belongs("secretariat_party") | belongs("callers_party") | belongs("parent__secretariat_party"),
)
# Of all committees below one at once: what each of them held.
add_rule(Committee, "enter_below", belongs("secretariat_party"))
# A new holder does this first, and takes it off the own desk.
add_rule(Committee, "begin", belongs("secretariat_party"))
# What its meetings should discuss is proposed by whoever holds a seat of it.
add_rule(Committee, "propose_item", belongs("members_party"))
# By right the holder of an office is named by its body, by the body above, and by the Ministry of Home
# Affairs where the office heads a body or is the ministry's own. Whoever else enters an order: see below.
_MINISTRY = Organisation.objects.filter(convenes__code=NATIONAL_COMMITTEE)
add_rule(
    Office,
    "appoint",
    belongs("organisation__liaison_party") | belongs("organisation__parent__liaison_party"),
    whole=_NATION,
    whole_when=Q(heads=True) | Q(organisation__in=_MINISTRY.values("pk")),
)
# Those whom an entry by a secretariat concerns, and the secretariat above, which decides.
add_rule(OfficeChange, "view", in_audience(), whole=_NATION)
add_rule(
    OfficeChange,
    "object",
    belongs("outgoing_party")
    | belongs("office__organisation__liaison_party")
    | belongs("office__organisation__parent__liaison_party"),
)
add_rule(OfficeChange, "decide", belongs("deciding_party"))


def audience_of_introduction(introduction: Introduction) -> Mapping[int, Via]:
    """Return who reads that somebody was entered: the side that did, and whoever claims the entry."""
    claimed = introduction.claimed_by
    own = party_of_account(claimed).pk if claimed is not None else None
    return strongest([(introduction.party_id, Via.OWNER), (own, Via.SUPPORT)])


def audience_of_change(change: OfficeChange) -> Mapping[int, Via]:
    """Return who reads an entry: both secretariats, both holders, the body and the one above it."""
    body = change.office.organisation
    above = body.parent if body is not None else None
    return strongest(
        [
            (change.deciding_party_id, Via.OWNER),
            (change.entered_for.secretariat_party_id, Via.OWNER),
            (change.outgoing_party_id, Via.SUPPORT),
            (change.incoming_party_id, Via.SUPPORT),
            (body.liaison_party_id if body is not None else None, Via.SUPPORT),
            (above.liaison_party_id if above is not None else None, Via.UPLINE),
        ]
    )


def audience_of_program(program: Program) -> Mapping[int, Via]:
    """Return who reads of a program: everybody in its organisation."""
    return {program.organisation.all_party_id: Via.OWNER}


def register_audiences() -> None:
    """Tell the engine who reads the records of this room; called once when the portal starts."""
    add_audience(Introduction, audience_of_introduction)
    add_audience(Program, audience_of_program, related=("organisation",))
    add_audience(OfficeChange, audience_of_change, related=("office__organisation__parent", "entered_for"))


@dataclass(frozen=True)
class Appointing:
    """By what somebody says who holds an office: by right, or for a secretariat that enters an order."""

    entered_for: Committee | None = None

    @property
    def is_entry(self) -> bool:
        """Whether it needs an order, is told, and can be objected to."""
        return self.entered_for is not None


def may_appoint(viewer: Viewer, office: Office) -> bool:
    """Whether this person may say who holds the office, by right or by entering an order."""
    return appointing(viewer, office) is not None


def appointing(viewer: Viewer, office: Office) -> Appointing | None:
    """Return by what this person says who holds the office; None: they do not.

    By right: its body, the body above, the Ministry of Home Affairs. For an office that chairs a
    committee the secretariat of the committee above counts as the body above. Any other secretariat in
    whose committee the office sits enters what an order says. It must keep all of the committees: that
    of an upazila names nobody into the committee of the district. Of an office that leads a committee an
    order is entered from above, as its seat is given: a member secretary does not hand the chair over.
    """
    if can(viewer, "appoint", office):
        return Appointing()
    seats = list(
        Seat.objects.filter(office=office, until=None, committee__ended_on=None).select_related(
            "committee__parent__parent__parent"
        )
    )
    sits_in = Committee.objects.filter(pk__in=[seat.committee_id for seat in seats])
    kept, led = (
        set(sits_in.filter(allowed(viewer, Committee, action)).values_list("pk", flat=True))
        for action in ("manage", "name_leaders")
    )
    if not seats or any(seat.committee_id not in (led if _leads(seat) else kept) for seat in seats):
        return None
    if any(seat.role == Seat.Role.CHAIR for seat in seats):
        return Appointing()
    return Appointing(entered_for=_secretariat_entering(viewer, seats))


def _leads(seat: Seat) -> bool:
    return seat.role in Seat.LEADING


def _secretariat_entering(viewer: Viewer, seats: Iterable[Seat]) -> Committee:
    """The highest committee for whose secretariat this person enters it; the nation's enters anywhere."""
    own = [
        committee
        for seat in seats
        for committee in (None if _leads(seat) else seat.committee, seat.committee.parent)
        if committee is not None and viewer.belongs_to(committee.secretariat_party_id)
    ]
    if own:
        return min(own, key=lambda committee: len(uplines(committee)))
    return Committee.objects.get(code=NATIONAL_COMMITTEE)


def hears_of_changes(viewer: Viewer) -> bool:
    """Whether entries about offices can concern this person: a secretariat, a body's liaison or a holder."""
    return not viewer.roles.isdisjoint(_NATION) or not viewer.party_kinds.isdisjoint(_CONCERNED)


def secretariat_above(committee: Committee) -> Party:
    """Return who decides on what a committee's secretariat entered.

    Above a committee that reports to none is the Ministry of Home Affairs; so an entry of the national
    committee's own secretariat is decided by that secretariat, though never by whoever made it.
    """
    if committee.parent is not None:
        return committee.parent.secretariat_party
    return Party.objects.role(Role.NATIONAL_SECRETARIAT)


def may_decide(viewer: Viewer, change: OfficeChange) -> bool:
    """Whether this person decides on an objection: of the secretariat above, and no party to it."""
    return can(viewer, "decide", change) and not is_party_to(viewer, change)


def is_party_to(viewer: Viewer, change: OfficeChange) -> bool:
    """Whether this person entered it, objects to it, or gains or loses the office by it."""
    holders = (change.outgoing_party_id, change.incoming_party_id)
    return viewer.user.pk in (change.entered_by_id, change.objected_by_id) or any(
        viewer.belongs_to(party) for party in holders
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


@dataclass(frozen=True)
class HeldOffice:
    """An office that is held until the transaction ends, and by what its holder is changed."""

    office: Office
    entered_for: Committee | None


def may_let_assist(viewer: Viewer, office: Office) -> bool:
    """Whether this person lets others type or act for its holder: by right, or as the head themselves."""
    if office.heads and heads(viewer.user, office.organisation, viewer.at):
        return True
    found = appointing(viewer, office)
    return found is not None and not found.is_entry


def hold_for_assistant(office: Office, *, by: User | None, at: datetime) -> Office:
    """Hold the office for whoever says who types or acts for its holder; no secretariat does by an order."""
    held = lock_row(office)
    if by is None:
        return held
    if not may_let_assist(lock_actor(by, at, moves_people=True), held):
        raise RefusedError("appoint", held)
    compare(held)
    return held


def hold_entry(
    *, office: Office | None, organisation: Organisation | None, by: User | None, at: datetime
) -> Viewer | None:
    """Hold the office or body somebody is entered into, and let those go on who may enter."""
    if office is not None:
        hold_office(office, by=by, at=at)
    elif organisation is not None:
        lock_container(organisation, by=by, action="manage", at=at)
    return Viewer(by, at) if by is not None else None


def hold_office(office: Office, *, by: User | None, at: datetime, only_by_right: bool = False) -> HeldOffice:
    """Hold the office and let whoever says who holds it go on. `by` is None for papers that are loaded.

    Refused is never "not found": the directory is open. `only_by_right`: no order says it, so no secretariat
    enters it.
    """
    held = lock_row(office)
    if by is None:
        return HeldOffice(held, None)
    found = appointing(lock_actor(by, at, moves_people=True), held)
    if found is None or (only_by_right and found.is_entry):
        raise RefusedError("appoint", held)
    compare(held)
    return HeldOffice(held, found.entered_for)
