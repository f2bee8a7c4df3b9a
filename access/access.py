"""Who reads what was done to an account, and who decides whether a covered passage is shown again.

Its person does. Where the account held a secretariat seat or a role, the secretariat of the national
committee and independent oversight do as well. A cover is decided by the secretariat of its record and by
oversight; whoever asked for it, and those who took the text away, read that it is covered. A request to
erase is read by its two sides alone, the same two.
"""

from collections.abc import Mapping

from access.models import AccountChange, Cover, Erasure, Party, Role, Via
from access.rules.audiences import add_audience, strongest
from access.rules.engine import add_rule
from access.rules.relations import belongs, in_audience


def audience_of_change(change: AccountChange) -> Mapping[int, Via]:
    """Return who reads that an account was given a new way in."""
    watching = [Party.objects.role(role).pk for role in Role] if change.is_watched else []
    return strongest([(change.account_party_id, Via.OWNER), *((party, Via.UPLINE) for party in watching)])


def audience_of_cover(cover: Cover) -> Mapping[int, Via]:
    """Return who reads that a passage is covered: the two who decide, who asked, who took it away."""
    taken = cover.took_away.values_list("pk", flat=True)
    return strongest(
        [
            (cover.secretariat_party_id, Via.OWNER),
            (cover.oversight_party_id, Via.OWNER),
            (cover.asker_party_id, Via.SUPPORT),
            *((party, Via.SHARED) for party in taken),
        ]
    )


def audience_of_erasure(erasure: Erasure) -> Mapping[int, Via]:
    """Return who reads that something is to be erased: the two sides that sign."""
    return strongest([(erasure.secretariat_party_id, Via.OWNER), (erasure.oversight_party_id, Via.UPLINE)])


def register_rules() -> None:
    """Tell the engine the rules of this room; called once when the portal starts."""
    add_rule(AccountChange, "view", in_audience())
    add_audience(AccountChange, audience_of_change)
    add_rule(Cover, "view", in_audience())
    # Both: who asked, and for what. Neither decides without the other.
    add_rule(Cover, "answer_for_secretariat", belongs("secretariat_party"))
    add_rule(Cover, "answer_for_oversight", belongs("oversight_party"))
    add_audience(Cover, audience_of_cover)
    add_rule(Erasure, "view", in_audience())
    # The same two ask that a reason be erased, which is a text, too.
    both_sides = belongs("secretariat_party") | belongs("oversight_party")
    add_rule(Erasure, "answer", both_sides)
    add_rule(Erasure, "erase", both_sides)
    add_audience(Erasure, audience_of_erasure)
