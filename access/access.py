"""Who reads what was done to an account; nothing else of this room is read by a rule.

Its person does. Where the account held a secretariat seat or a role, the secretariat of the national
committee and independent oversight do as well.
"""

from collections.abc import Mapping

from access.models import AccountChange, Party, Role, Via
from access.rules.audiences import add_audience, strongest
from access.rules.engine import add_rule
from access.rules.relations import in_audience


def audience_of_change(change: AccountChange) -> Mapping[int, Via]:
    """Return who reads that an account was given a new way in."""
    watching = [Party.objects.role(role).pk for role in Role] if change.is_watched else []
    return strongest([(change.account_party_id, Via.OWNER), *((party, Via.UPLINE) for party in watching)])


def register_rules() -> None:
    """Tell the engine the rule of this room; called once when the portal starts."""
    add_rule(AccountChange, "view", in_audience())
    add_audience(AccountChange, audience_of_change)
