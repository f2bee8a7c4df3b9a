from access.models import Role, Via
from access.rules.audiences import add_audience, strongest
from access.rules.engine import add_rule
from access.rules.relations import in_audience
from tests.notifications.toys.models import Promise


def promise_audience(promise: Promise) -> dict[int, Via]:
    return strongest(
        [
            (promise.body_party_id, Via.OWNER),
            (promise.verifier_party_id, Via.SUPPORT),
            (promise.secretariat_party_id, Via.COMMITTEE),
        ]
    )


def register_rules() -> None:
    add_rule(Promise, "view", in_audience(), whole={Role.OVERSIGHT})
    add_audience(Promise, promise_audience)
