"""What a list gives back: the rows that were not done as a sheet, and the codes as slips to hand out."""

from collections.abc import Collection
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import override

from access.accounts.invitations import Issued
from access.toolkit.cells import Kind
from language.digits import localise
from language.words import day, named
from library.paper.cards import Card, Cards, printed_cards
from library.paper.content import Fact, Language
from library.paper.leaving import portal_address
from library.sheets.at_once import written
from library.sheets.writing import Form, Head
from partners.models import Introduction, OfficerList, OfficerRow
from partners.officers.columns import DATED, EMAIL, HEADS, MOBILE, OFFICE, ORDER, PLACE, POST
from partners.officers.words import file_rows

State = OfficerRow.State
BAD = (State.HELD, State.ASKED, State.REFUSED)
_COLUMNS = (OFFICE, POST, PLACE, MOBILE, EMAIL, ORDER, DATED)


def bad_rows(officers: OfficerList) -> list[OfficerRow]:
    """The rows that nothing came of, in their order."""
    return list(officers.rows.filter(state__in=BAD))


def bad_rows_file(rows: Collection[OfficerRow], form: Form) -> bytes:
    """These rows as a sheet that can be mended and sent again: with the reason, numbers and codes as text."""
    used = [name for name in _COLUMNS if any(row.typed.get(name) for row in rows)] or [OFFICE, POST, MOBILE]
    heads = [
        Head(_("Row"), Kind.NUMBER),
        *(Head(str(HEADS[name]), Kind.CODE) for name in used),
        Head(_("What stands in the way")),
    ]
    return written(file_rows(list(rows), used), heads, form, title=_("Rows to mend"))


def code_slips(printed: Collection[tuple[Introduction, Issued]], language: Language) -> bytes:
    """The codes as slips, eight to an A4 page: for whom, what to type, and until when it opens anything."""
    with override(language):
        cards = [_card(entry, issued, language) for entry, issued in printed]
        return printed_cards(
            Cards(
                language,
                _("One-time codes to hand out"),
                _("Your one-time code"),
                (
                    _("Open the address, choose “I have a printed code”, type the number and the code."),
                    _("Choose a password that only you know, then destroy this slip."),
                ),
                cards,
            )
        )


def _card(entry: Introduction, issued: Issued, language: Language) -> Card:
    assert entry.office is not None
    until: date = issued.invitation.expires_at.date()
    number = issued.invitation.mobile.removeprefix("+88")
    return Card(
        named(entry.office, "title"),
        _("Shomonnoy, the coordination portal against human trafficking"),
        (
            Fact(_("Address of the portal"), portal_address("invitation_code")),
            Fact(_("Mobile number"), localise(number, language)),
        ),
        issued.code,
        _("Works once, until %(day)s. Hand it to the officer in person, against signature.")
        % {"day": day(until)},
    )
