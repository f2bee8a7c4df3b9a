"""What an outgoing holder hands over, as a paper both sign: as far as whoever takes it may read."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import override, pgettext

from access.rules.viewer import Viewer
from commitments.models import Commitment
from commitments.queries import due_words
from language.words import day, local_day, named
from library.paper import (
    Copies,
    FileName,
    Head,
    Language,
    Memo,
    Paper,
    Part,
    Signature,
    Table,
    portal_address,
)
from meetings.models import Meeting
from partners.directory import seats_of_office
from partners.letterhead import dated, numbered
from partners.models import Office, Seat

# Beyond these the list in the portal is the better paper; the letter says that there are more.
MOST_PROMISES, MOST_MEETINGS = 100, 50


def promises_of(viewer: Viewer, office: Office) -> list[Commitment]:
    """Return the open promises of an office, or of the body that it heads: at most one too many."""
    of_office = Q(speaks_for__office=office)
    if office.heads and office.organisation_id:
        of_office |= Q(owner=office.organisation_id)
    found = Commitment.objects.permitted(viewer).filter(of_office, live=True).order_by("rank", "at", "pk")
    return list(found[: MOST_PROMISES + 1])


def handover_paper(
    viewer: Viewer, office: Office, promises: Sequence[Commitment], language: Language
) -> Paper:
    """Return the letter of this day about an office, with these of its promises."""
    with override(language):
        on, title = local_day(viewer.at), named(office, "title")
        seats = seats_of_office(office)
        body = office.organisation
        return Paper(
            language=language,
            title=_("Handover of charge: %(office)s") % {"office": title},
            head=_head(office, title),
            memo=Memo("", dated(on)),
            subject=_("Handover of charge: %(office)s") % {"office": title},
            status=_("Handover letter, made by the portal on %(day)s") % {"day": day(on)},
            code=_("Read it in the portal: %(address)s")
            % {"address": portal_address("organisation", body.ref)}
            if body is not None
            else "",
            parts=(
                Part(text=_said(title)),
                _seats(seats),
                _promises(promises, on),
                _meetings(viewer, seats),
                Part(text=_("Charge taken over by (signature and seal):") + "\n\n\n" + "…" * 30),
            ),
            signature=Signature((_("Charge handed over by"), title)),
            copies=Copies(_("Copy for information:"), tuple(_copies(office, seats))),
        )


def handover_file(office: Office, language: Language, at: datetime) -> FileName:
    """Return what the file is called."""
    on = local_day(at)
    with override(language):
        own = f"{_('Handover letter')}, {named(office, 'title')}, {day(on)}"
        return FileName(own[:150], f"handover-{on.isoformat()}")


def _head(office: Office, title: str) -> Head:
    above = _("Government of the People's Republic of Bangladesh") if _is_of_government(office) else ""
    return Head(office=named(office.organisation) or title, above=above)


def _is_of_government(office: Office) -> bool:
    return office.organisation is None or office.organisation.side == "government"


def _said(title: str) -> str:
    return _(
        "The charge of %(office)s is handed over with the seats, promises and meetings below. Whoever takes "
        "it over reads in the portal what the office could read; whoever hands it over reads it no longer."
    ) % {"office": title}


def _seats(seats: Sequence[Seat]) -> Part:
    rows = [(named(seat.committee), str(seat.get_role_display())) for seat in seats]
    return _listed(
        _("Seats in committees"), (_("Committee"), _("Role")), rows, _("The office sits in no committee.")
    )


def _promises(promises: Sequence[Commitment], today: date) -> Part:
    rows = []
    for one in promises[:MOST_PROMISES]:
        due = due_words(one, today)
        rows.append((one.what, named(one, "source_text"), f"{day(one.effective_due)}\n{due.words}".strip()))
    return _listed(
        _("Promises that are open"),
        (_("What is promised"), _("Source"), _("Due")),
        rows,
        _("No promise is open."),
        has_more=len(promises) > MOST_PROMISES,
    )


def _meetings(viewer: Viewer, seats: Sequence[Seat]) -> Part:
    committees = [seat.committee_id for seat in seats]
    coming = Meeting.objects.permitted(viewer).filter(
        lead_committee__in=committees,
        at__gte=viewer.at,
        state__in=(Meeting.State.PLANNED, Meeting.State.NOTICE_SENT),
    )
    found = list(
        coming.select_related("lead_committee")
        .prefetch_related("sittings")
        .order_by("at", "pk")[: MOST_MEETINGS + 1]
    )
    rows = [(day(one.on_date), named(one.lead_committee), one.title) for one in found[:MOST_MEETINGS]]
    return _listed(
        _("Meetings to come"),
        (_("Date"), _("Committee"), _("Meeting")),
        rows,
        _("No meeting is called."),
        has_more=len(found) > MOST_MEETINGS,
    )


def _listed(
    heading: str,
    columns: tuple[str, ...],
    rows: Sequence[tuple[str, ...]],
    none: str,
    *,
    has_more: bool = False,
) -> Part:
    if not rows:
        return Part(heading=heading, text=none)
    text = _("There are more: see the portal.") if has_more else ""
    lines = tuple((numbered(place), *row) for place, row in enumerate(rows, start=1))
    widths = (0, 3, *(2 for _column in columns[1:]))
    return Part(heading=heading, text=text, table=Table((pgettext("column", "No"), *columns), widths, lines))


def _copies(office: Office, seats: Sequence[Seat]) -> list[str]:
    body = office.organisation
    above = named(body.parent) if body is not None and body.parent is not None else ""
    secretariats = [_("Secretariat, %(committee)s") % {"committee": named(seat.committee)} for seat in seats]
    return [one for one in (above, *secretariats, _("Office copy")) if one]
