"""The reminder letter (তাগিদপত্র) as the paper that whoever grants signs and sends."""

from datetime import date, datetime

from django.utils.translation import gettext as _
from django.utils.translation import override, pgettext

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
from partners.letterhead import dated, head_of_seat, leading_seat, numbered, signed_by, title_of_seat
from partners.models import Committee, Organisation, Seat
from partners.queries import uplines

CHAIR, SECRETARY = Seat.Role.CHAIR, Seat.Role.MEMBER_SECRETARY


def reminder_paper(commitment: Commitment, at: datetime, language: Language) -> Paper:
    """Return the letter of this day about a commitment that is late."""
    today = local_day(at)
    with override(language):
        committee = _granting(commitment)
        source = named(commitment, "source_text")
        return Paper(
            language=language,
            title=_("Reminder letter"),
            head=_head(commitment, committee, at),
            memo=Memo("", dated(today)),
            label=_("Reminder letter"),
            subject=_("Carrying out what was decided"),
            references=(source,) if source else (),
            status=_("Reminder letter, made by the portal on %(day)s") % {"day": day(today)},
            code=_("Read it in the portal: %(address)s")
            % {"address": portal_address("commitment", commitment.ref)},
            parts=_parts(commitment, today),
            signature=_signature(committee, at),
            addressee=named(commitment.owner),
            copies=_copies(committee, at),
        )


def reminder_file(commitment: Commitment, language: Language, today: date) -> FileName:
    """Return what the file is called."""
    with override(language):
        own = f"{_('Reminder letter')}, {named(commitment.owner)}, {day(today)}"
        return FileName(own[:150], f"reminder-letter-{today.isoformat()}")


def _granting(commitment: Commitment) -> Committee | None:
    """Return for which committee the letter is signed: its own, or the one above that grants."""
    committee = commitment.committee
    if committee is None:
        return None
    chain = [committee, *uplines(committee)]
    grants = commitment.granting_party_id
    return next((one for one in chain if one.secretariat_party_id == grants), committee)


def _head(commitment: Commitment, committee: Committee | None, at: datetime) -> Head:
    if committee is not None:
        return head_of_seat(leading_seat(committee, at, CHAIR, SECRETARY), named(committee))
    # A promise of a meeting that a body called itself: the letter is that body's.
    body = Organisation.objects.filter(liaison_party=commitment.granting_party_id).order_by("pk").first()
    return Head(office=named(body) or _("Shomonnoy"))


def _parts(commitment: Commitment, today: date) -> tuple[Part, ...]:
    due = due_words(commitment, today)
    effective = commitment.effective_due
    table = Table(
        (pgettext("column", "No"), _("What was to be done"), _("Due"), _("How it stands")),
        (0, 4, 2, 2),
        ((numbered(1), commitment.what, day(effective), str(due.words)),),
    )
    said = _(
        "With reference to the above: your organisation was named to carry out the following. "
        "No evidence of it has been received so far:"
    )
    asked = _(
        "You are requested to carry it out without delay and send evidence, or to ask for more time "
        "with the reason."
    )
    return (Part(text=said, table=table), Part(text=asked))


def _signature(committee: Committee | None, at: datetime) -> Signature:
    if committee is None:
        return Signature((_("Signature and seal"),))
    return signed_by(leading_seat(committee, at, CHAIR, SECRETARY), named(committee))


def _copies(committee: Committee | None, at: datetime) -> Copies:
    to = [_("Office copy")]
    if committee is not None:
        seat = leading_seat(committee, at, SECRETARY)
        if seat is not None:
            to.insert(0, f"{title_of_seat(seat)}, {named(committee)}")
    return Copies(_("Copy for information:"), tuple(to))
