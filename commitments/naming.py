"""What a notice says of a promise: inside the portal by whom and by when, in an e-mail only which it is."""

import re
from collections.abc import Mapping, Sequence

from django.utils.translation import gettext as _

from commitments.models import Commitment, StageChange
from language.digits import localise
from language.words import day, named
from notifications.kinds import Said
from notifications.models import Notice

# Where a promise was made is frozen as text, which may quote the title of a meeting: of all that an e-mail
# names the number only.
_NUMBER = re.compile(r", item ([0-9]+(?:\.[0-9]+)*)$")


def what_is_promised(notices: Sequence[Notice]) -> Mapping[int, Said]:
    """Return what these notices say of their promises: one query for all of them."""
    wanted = {one.record_id for one in notices}
    found = Commitment.objects.filter(pk__in=wanted).select_related("owner", "committee")
    said = {commitment.pk: _said(commitment) for commitment in found}
    return {one.pk: said[one.record_id] for one in notices if one.record_id in said}


def what_was_to_be_verified(notices: Sequence[Notice]) -> Mapping[int, Said]:
    """Return of which committee's decision these notices are that tell a body it verifies no longer.

    Their occasion ends in the number of the line by which another was named.
    """
    numbers = {one.pk: int(one.occasion.rpartition(":")[2]) for one in notices}
    rows = StageChange.objects.select_related("commitment__owner", "commitment__committee")
    found = rows.in_bulk(list(numbers.values()))
    said = {notice: found[pk].commitment for notice, pk in numbers.items() if pk in found}
    return {notice: _said(commitment) for notice, commitment in said.items()}


def decision_of(commitment: Commitment) -> str:
    """Return "41.3", in the reader's digits; nothing where the meeting had no number."""
    found = _NUMBER.search(commitment.source_text_en)
    return localise(found[1]) if found else ""


def _said(commitment: Commitment) -> Said:
    due = commitment.effective_due
    by_when = _("Due: %(day)s") % {"day": day(due)} if due is not None else ""
    number = decision_of(commitment)
    decision = _("decision %(number)s") % {"number": number} if number else ""
    which = ", ".join(part for part in (named(commitment.committee), decision) if part)
    owner = _("By: %(owner)s") % {"owner": named(commitment.owner)}
    due_in_name = _("due %(day)s") % {"day": day(due)} if due is not None else ""
    return Said(
        named=", ".join(part for part in (which, due_in_name) if part),
        inside=[" · ".join(part for part in (owner, by_when, which) if part)],
        in_mail=[part for part in (which, by_when) if part],
    )
