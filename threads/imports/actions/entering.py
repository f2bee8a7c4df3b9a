"""A sheet of field updates is read and mapped; nothing is posted by it."""

from collections.abc import Mapping as Map
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from access.choosing.choices import Chosen
from access.models import User
from access.rules.engine import RefusedError, can, require
from access.rules.viewer import Viewer
from access.toolkit.bell import ring
from access.toolkit.errors import Mendable
from access.toolkit.locking import lock_actor, lock_row, share_row
from access.toolkit.texts import guarded
from partners.audiences import OWN
from partners.models import Organisation
from threads.imports.access import SETTLE
from threads.imports.mapping import Mapping, completed, first_mapping, fits
from threads.imports.models import ImportRow, ToolForm, UpdateImport
from threads.imports.models.forms import NAME_LENGTH
from threads.imports.models.imports import KEPT
from threads.imports.ours import CODED, DAY, DISTRICT, FORM_ID, PLACE, TYPE, UPAZILA, choices_of, last_part
from threads.imports.table import Table
from threads.updates.actions.sending_many import must_be_no_other
from threads.updates.models import PEOPLE

State = UpdateImport.State
# Of one person, not forgotten yet; and forms of one organisation.
MOST_IMPORTS, MOST_FORMS = 20, 50
# Of those, forms that nobody has mapped: a tool that sends makes them by itself.
MOST_BY_CALL = 10
AT_ONCE = 1_000


@transaction.atomic
def enter_import(
    *, by: User, organisation: Organisation, table: Table, at: datetime, form: ToolForm | None = None
) -> UpdateImport:
    """Keep what was read. By a form that is mapped already its rows are looked at next; else it is asked.

    It is asked, too, where the columns alone speak for a form that takes all rows as one thing, or whose
    readers are more than the organisation: they would fit what is no row of that form.
    """
    held = share_row(organisation)
    require(lock_actor(by, at), "write_threads", held)
    if form is not None and form.organisation_id != held.pk:
        raise RefusedError("write_threads", held)
    must_have_room(by)
    is_chosen = form is not None
    if form is None:
        form = _form_that_fits(held, table) or _own_form(held, table, at)
    mapping = mapping_for(held, form, table)
    made = UpdateImport.objects.create(
        organisation=held,
        form=form,
        entered_by=by,
        at=at,
        heads=table.heads,
        mapping=mapping.told(),
        above=table.above,
        others=table.others,
        total=len(table.rows),
    )
    ImportRow.objects.bulk_create(
        (ImportRow(update_import=made, number=number, cells=cells) for number, cells in table.rows),
        batch_size=AT_ONCE,
    )
    is_plain = not mapping.one_type and mapping.readers == f"{OWN}:{held.ref}"
    if mapping.of_own_sheet or (made.form is not None and (is_chosen or is_plain)):
        look_at(made)
    return made


def must_have_room(by: User) -> None:
    """Refuse one sheet more of whoever has sent many; asked before a sheet is read, too."""
    if UpdateImport.objects.filter(entered_by=by).count() >= MOST_IMPORTS:
        raise Mendable(_("You have sent many sheets. Take back those that you need no more."), code="many")


def _own_form(organisation: Organisation, table: Table, at: datetime) -> ToolForm | None:
    """The form that the portal gives out: its questions are called as ours are, so nobody is asked."""
    questions = {last_part(head) for head in table.heads}
    if not questions >= {TYPE, DISTRICT, UPAZILA, PLACE, DAY, *PEOPLE}:
        return None
    known = ToolForm.objects.filter(organisation=organisation, identifier=FORM_ID).first()
    return known or new_form(organisation, FORM_ID, at)


def _form_that_fits(organisation: Organisation, table: Table) -> ToolForm | None:
    """The form of the organisation all of whose mapped columns are in the sheet; of several the latest."""
    forms = ToolForm.objects.filter(organisation=organisation).exclude(mapping={}).order_by("-at", "-pk")
    return next((one for one in forms if fits(Mapping.of(one.mapping), table.heads)), None)


def mapping_for(organisation: Organisation, form: ToolForm | None, table: Table) -> Mapping:
    """As the form is mapped already, where its columns are these; else as the columns are called."""
    if form is not None and form.mapping and fits(Mapping.of(form.mapping), table.heads):
        return completed(Mapping.of(form.mapping), table.heads)
    return first_mapping(table.heads, f"{OWN}:{organisation.ref}")


@transaction.atomic
def map_columns(
    *,
    by: User,
    update_import: UpdateImport,
    columns: Map[str, str],
    readers: Chosen,
    at: datetime,
    one_type: str = "",
    called: str = "",
) -> UpdateImport:
    """Say which column is what, and who reads what comes of it. It is kept for the form."""
    held, viewer = _held(update_import, by, at)
    before = Mapping.of(held.mapping)
    must_be_no_other(readers, held.organisation)
    mapping = completed(Mapping(columns, before.values, one_type, readers.values[0]), held.heads)
    if not mapping.is_whole:
        raise Mendable(
            _("Say which column holds the identifier, what it is about, the place and the date."),
            code="columns",
        )
    if not mapping.of_own_sheet:
        # By its form Kobo's own number of a submission is known again.
        held.form = _form(held.organisation, called, at)
    held.mapping = mapping.told()
    _keep(held, viewer, at)
    return held


@transaction.atomic
def map_values(
    *, by: User, update_import: UpdateImport, values: Map[str, Map[str, str]], at: datetime
) -> UpdateImport:
    """Say what their words mean here: which type, which place. It is kept for the form."""
    held, viewer = _held(update_import, by, at)
    before = Mapping.of(held.mapping)
    known = {name: {value for value, _label in choices_of(name)} for name in CODED}
    merged = {name: dict(meant) for name, meant in before.values.items()}
    for name, meant in values.items():
        if name != PLACE and not set(meant.values()) <= known[name]:
            raise Mendable(_("Choose one of those that stand there."), code="value")
        merged.setdefault(name, {}).update(meant)
    held.mapping = Mapping(before.columns, merged, before.one_type, before.readers).told()
    _keep(held, viewer, at)
    return held


@transaction.atomic
def take_back_import(*, by: User, update_import: UpdateImport, at: datetime) -> bool:
    """Forget a sheet and its rows; what was posted by it stands."""
    viewer = lock_actor(by, at)
    held = lock_row(update_import)
    must_be_own(held, viewer)
    if held.is_at_work:
        raise Mendable(_("This sheet is at work. Wait until it is done."), code="state")
    held.delete()
    return True


def forget_imports(*, at: datetime) -> int:
    """Take away sheets that have lain for their time."""
    old = UpdateImport.objects.filter(at__lt=at - KEPT).exclude(state=State.RUNNING)
    return sum(one.delete()[0] for one in old)


def may_have(viewer: Viewer, held: UpdateImport) -> bool:
    """Whether this person may use a sheet of theirs still: what a tool sent by call asks for more."""
    return can(viewer, SETTLE if held.of_calls else "write_threads", held.organisation)


def must_be_own(held: UpdateImport, viewer: Viewer) -> None:
    """Refuse somebody else's, and one's own of an organisation that one serves so no more."""
    if held.entered_by_id != viewer.user.pk or not may_have(viewer, held):
        raise RefusedError("write_threads", held.organisation)


def _held(update_import: UpdateImport, by: User, at: datetime) -> tuple[UpdateImport, Viewer]:
    viewer = lock_actor(by, at)
    held = lock_row(update_import)
    must_be_own(held, viewer)
    if held.state not in (State.READ, State.JUDGED, State.BROKEN):
        raise Mendable(_("This sheet is at work, or was carried out. Send it again."), code="state")
    return held, viewer


def _form(organisation: Organisation, called: str, at: datetime) -> ToolForm:
    name = guarded(called, field="called", longest=NAME_LENGTH, required=True)
    known = ToolForm.objects.filter(organisation=organisation, identifier=name).first()
    return known or new_form(organisation, name, at)


def new_form(organisation: Organisation, identifier: str, at: datetime) -> ToolForm:
    """Make known a form of an organisation; there is an end to them."""
    if ToolForm.objects.filter(organisation=organisation).exclude(mapped_by=None).count() >= MOST_FORMS:
        raise Mendable(_("Your organisation has many forms here. Use one of them."), "called", "many")
    return ToolForm.objects.create(organisation=organisation, identifier=identifier, at=at)


def _keep(held: UpdateImport, viewer: Viewer, at: datetime) -> None:
    """Keep the mapping for the form, too, and have the rows looked at anew.

    What a colleague said of the form stands: they change it, and those who answer for the organisation.
    """
    if held.form is not None:
        form = lock_row(held.form)
        is_theirs = not form.mapping or form.mapped_by_id == viewer.user.pk
        if is_theirs or can(viewer, SETTLE, held.organisation):
            ToolForm.objects.filter(pk=form.pk).update(mapping=held.mapping, mapped_by=viewer.user.pk, at=at)
    look_at(held)


def look_at(held: UpdateImport) -> None:
    """Have the worker look at the rows, once it is said which column is what."""
    if Mapping.of(held.mapping).is_whole:
        held.state, held.reached, held.alive_at, held.tries = State.JUDGING, 0, None, 0
        transaction.on_commit(ring_for_imports)
    held.save()


def ring_for_imports() -> None:
    """Have the worker look; when the bell is broken, the sweep does."""
    from threads.tasks import carry_on_imports

    ring(carry_on_imports)
