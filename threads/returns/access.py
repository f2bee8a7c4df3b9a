"""Who may read a monthly return and who may move it; nothing else decides that.

Read: the office that sends it (or its successor) and the one that receives it, and nobody else: oversight
neither, unless it is the receiver.
Move: whoever answers for the sending office, its head, and those whom the head lets act, send and correct.
The receiver's desk accepts or asks, and gives more time: whoever answers for the receiver, and the
secretariat where it keeps one.
"""

from access.models import Via
from access.rules.audiences import add_audience
from access.rules.engine import add_rule
from access.rules.log import keep_out_of_log
from access.rules.readers import ReadBy
from access.rules.relations import belongs, in_audience
from access.rules.viewer import Viewer
from partners.models import Organisation
from threads.returns.kinds import all_kinds
from threads.returns.models import MonthlyReturn

SENDERS = belongs("keeper__liaison_party") | belongs("keeper__acting_party") | belongs("keeper__head_party")
DESK = belongs("desk_party") | belongs("receiver__liaison_party") | belongs("receiver__acting_party")
READERS = (
    ReadBy(Via.OWNER, "keeper__all_party"),
    ReadBy(Via.SUPPORT, "receiver__all_party"),
    ReadBy(Via.SUPPORT, "desk_party"),
)
_ORGANISATION, _ALL = "organisation:", ":all"


def deals_with_returns(viewer: Viewer) -> bool:
    """Whether somebody serves an office that a form names, told without asking the database."""
    codes = [
        code.removeprefix(_ORGANISATION).removesuffix(_ALL)
        for code in viewer.party_codes
        if code.startswith(_ORGANISATION) and code.endswith(_ALL)
    ]
    return any(_is_named(code) for code in codes)


def _is_named(code: str) -> bool:
    return any(code == kind.receiver or kind.is_sent_by(code) for kind in all_kinds().values())


def register_rules() -> None:
    """Tell the engine who may do what with a return."""
    add_rule(MonthlyReturn, "view", in_audience())
    for action in ("send", "stand_by", "ask_for_time"):
        add_rule(MonthlyReturn, action, SENDERS)
    for action in ("accept", "ask", "give_time"):
        add_rule(MonthlyReturn, action, DESK)
    # A receiver says from which month its returns are asked for; a sender finds a month of its own.
    speaks = belongs("liaison_party") | belongs("acting_party") | belongs("head_party")
    add_rule(Organisation, "order_returns", speaks)
    add_rule(Organisation, "send_returns", speaks)
    add_audience(MonthlyReturn, reads=READERS)
    # Who reads whose figures when is known to nobody besides the two.
    keep_out_of_log(MonthlyReturn, lambda _monthly: True)
