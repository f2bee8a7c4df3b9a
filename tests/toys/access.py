"""Who may do what in the toy world: each way of building a rule appears once."""

from django.db.models import Q

from access.choosing.choices import Use, add_use
from access.models import Role, Via
from access.rules.audiences import add_audience, strongest
from access.rules.engine import add_rule
from access.rules.relations import belongs, everyone, in_audience
from tests.toys.models import Club, Letter, Note, Paper

# What audiences of the toy world are chosen for.
TOYS = Use("toys")


def paper_audience(paper: Paper) -> dict[int, Via]:
    keeper = paper.club.keeper_party_id if paper.club else None
    return strongest([(keeper, Via.COMMITTEE), (paper.author_party_id, Via.OWNER)])


def register_rules() -> None:
    add_use(TOYS)
    add_rule(Club, "view", everyone(), whole={Role.OVERSIGHT})
    add_rule(Club, "keep", belongs("keeper_party"))

    add_rule(Paper, "view", in_audience(), whole={Role.NATIONAL_SECRETARIAT})
    add_rule(Paper, "edit", belongs("author_party"))
    add_rule(Paper, "sign", in_audience() & belongs("club__keeper_party"))
    add_rule(Paper, "comment", belongs("author_party") | belongs("club__keeper_party"))
    add_rule(Paper, "close", belongs("author_party"), whole={Role.NATIONAL_SECRETARIAT})
    add_audience(Paper, paper_audience, related=("club",))

    add_rule(Note, "view", in_audience("paper"))
    add_rule(Note, "answer", belongs("paper__author_party"))

    add_rule(Letter, "view", in_audience(), whole={Role.OVERSIGHT}, whole_when=Q(is_confirmed=True))
