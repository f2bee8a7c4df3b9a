"""Who reads a request: said, in words and head counts, before it is sent."""

from datetime import datetime

from django.utils.translation import gettext as _

from access.choosing.choices import Chosen
from access.choosing.words import ReadersSaid, listed, readers_stand
from access.rules.members import parties_with_people
from language.words import named
from partners.models import Organisation
from threads.access import OF_REQUEST


def readers_of_request(asking: Organisation, asked: Organisation, at: datetime) -> ReadersSaid:
    """Say who will read what one organisation asks of another."""
    parties = [asking.liaison_party_id, asked.liaison_party_id]
    said = readers_stand(Chosen(), parties, OF_REQUEST, at, is_internal=False)
    who = _(
        "Those who answer for %(bodies)s: their head and liaison officers; and each office to which it is "
        "passed on."
    ) % {"bodies": listed([named(asking), named(asked)])}
    more = [who, *said.more]
    if asked.liaison_party_id not in parties_with_people({asked.liaison_party_id}, at):
        more.append(
            _("Nobody answers for %(body)s here yet: it waits until somebody does.") % {"body": named(asked)}
        )
    return ReadersSaid(said.total, said.head, more)


def seen_of(asking: Organisation, asked: Organisation) -> str:
    """What tells from another the choice whose readers somebody has read."""
    return f"{asking.ref}.{asked.ref}"
