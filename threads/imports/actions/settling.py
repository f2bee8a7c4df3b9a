"""Those who answer for an organisation open a form to its tool, and settle what could not be taken in."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from access.models import User
from access.toolkit.errors import Mendable
from access.toolkit.locking import lock_permitted, lock_row
from access.toolkit.versions import compare
from partners.models import Organisation, Program
from partners.programs import is_running
from threads.imports.access import SETTLE
from threads.imports.actions.entering import AT_ONCE, look_at, mapping_for, must_have_room
from threads.imports.forgetting import forget
from threads.imports.mapping import Mapping
from threads.imports.models import ImportRow, KeptSubmission, ToolForm, UpdateImport
from threads.imports.models.kept import KEPT_ASIDE, LATE
from threads.imports.ours import ID
from threads.imports.table import MOST, Table


@transaction.atomic
def open_form(*, by: User, form: ToolForm, program: Program, at: datetime) -> ToolForm:
    """Let a program send what is filled in with this form; it is posted in the name of whoever opens it.

    That is the person who answers for the program, and nobody else. What is sent is read as the form is
    mapped now: who maps it anew opens it anew.
    """
    held = _held(form, by, at)
    compare(held)
    found = Program.objects.select_related("answerable").get(pk=lock_row(program).pk)
    if found.organisation_id != held.organisation_id or not is_running(found, at):
        raise Mendable(_("This program does not send for your organisation any more."), "program", "gone")
    if found.answerable.user_id != by.pk:
        raise Mendable(
            _("Somebody else answers for this program. They open it: what it sends is posted in their name."),
            "program",
            "answerable",
        )
    mapping = Mapping.of(held.mapping)
    if not mapping.is_whole or ID not in mapping.columns:
        raise Mendable(
            _("Say first which column is what: send a sheet of this form, or settle a call."), code="columns"
        )
    held.program, held.opened_by, held.opened_mapping = found, by, held.mapping
    held.save()
    return held


@transaction.atomic
def close_form(*, by: User, form: ToolForm, at: datetime) -> ToolForm:
    """Nothing more is taken in of this form by call; what comes is kept aside."""
    held = _held(form, by, at)
    held.program, held.opened_by = None, None
    held.save()
    return held


@transaction.atomic
def settle_kept(*, by: User, form: ToolForm, at: datetime, is_late: bool = False) -> UpdateImport:
    """Make a sheet of what waits of a form: it is mapped, looked at and carried out like any other.

    What came with a token that had ended, whoever may have sent it, is a sheet by itself.
    """
    held = _held(form, by, at)
    must_have_room(by)
    waiting = KeptSubmission.objects.filter(form=held).order_by("at", "pk")
    kept, heads = _together(list(waiting.filter(why=LATE) if is_late else waiting.exclude(why=LATE)))
    if not kept:
        raise Mendable(_("Nothing of this form waits any more."), code="none")
    table = Table(
        heads,
        [
            (number, [str(one.payload.get(head, "")) for head in heads])
            for number, one in enumerate(kept, start=1)
        ],
    )
    made = UpdateImport.objects.create(
        organisation=held.organisation,
        form=held,
        entered_by=by,
        of_calls=True,
        at=at,
        heads=heads,
        mapping=mapping_for(held.organisation, held, table).told(),
        total=len(kept),
    )
    ImportRow.objects.bulk_create(
        (
            ImportRow(update_import=made, number=number, cells=cells, kept=one)
            for one, (number, cells) in zip(kept, table.rows, strict=True)
        ),
        batch_size=AT_ONCE,
    )
    look_at(made)
    return made


@transaction.atomic
def drop_kept(*, by: User, kept: KeptSubmission, at: datetime) -> bool:
    """Forget what waits: it is posted nowhere."""
    _must_settle(kept.form.organisation, by, at)
    return forget(KeptSubmission.objects.filter(pk=lock_row(kept).pk)) > 0


@transaction.atomic
def drop_form(*, by: User, form: ToolForm, at: datetime) -> bool:
    """Delete a form that is used no more, with what waits of it; what was posted by it stands."""
    held = _held(form, by, at)
    if held.program_id is not None:
        raise Mendable(_("This form is open to calls. Close it first."), code="open")
    if UpdateImport.objects.filter(form=held).exists():
        raise Mendable(_("Sheets of this form are here still. They go after 14 days."), code="used")
    forget(KeptSubmission.objects.filter(form=held))
    held.delete()
    return True


def forget_kept(*, at: datetime) -> int:
    """Take away what has waited for its time."""
    return forget(KeptSubmission.objects.filter(at__lt=at - KEPT_ASIDE))


def _together(waiting: list[KeptSubmission]) -> tuple[list[KeptSubmission], list[str]]:
    """As many as have no more questions together than a sheet has columns; the rest is the next sheet."""
    heads: dict[str, None] = {}
    for number, one in enumerate(waiting):
        wider = heads | dict.fromkeys(one.payload)
        if len(wider) > MOST.columns and number:
            return waiting[:number], list(heads)
        heads = wider
    return waiting, list(heads)


def _held(form: ToolForm, by: User, at: datetime) -> ToolForm:
    _must_settle(form.organisation, by, at)
    return lock_row(form)


def _must_settle(organisation: Organisation, by: User, at: datetime) -> None:
    lock_permitted(organisation, by=by, action=SETTLE, at=at)
