"""Whatever the schema allows, and whatever it does not, is answered as it says: by two people and by nobody.

What is sent is made up from the schema, half of it for records that are there; it is undone afterwards. And
whoever follows the links of the schema walks from lists to records, from these to their steps and back.
"""

from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest
import schemathesis
from django.core import signals
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections, transaction
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.core.result import Ok
from schemathesis.generation.stateful.control import TransitionController
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    ensure_resource_availability,
    negative_data_rejection,
    response_schema_conformance,
    status_code_conformance,
)

from access.api.schema import build
from tests import budgets
from tests.cast import Cast
from tests.notifications.sweep import first_notice_of
from tests.programs import Program
from tests.sweep import District

pytestmark = pytest.mark.django_db
CHECKS = (
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
    negative_data_rejection,
)
# By whom it is asked, each time anew; and by nobody.
PEOPLE = ("rj_liaison", "dd_women_jashore", "")
EXAMPLES = budgets.budget(4, 200)
# Nobody is turned away before what is sent is looked at.
OF_NOBODY = budgets.budget(1, 200)
# A reading that keeps to the schema; 401 is for nobody's, 403 for a part that goes with a step.
READ = (200, 401, 403, 404)
WALKS, STEPS, FOLLOWED = budgets.budget(6, 1_000), 30, budgets.budget(8, 40)

# Days as they are written into minutes; of no other year would a meeting be held.
DAYS = st.one_of(
    st.dates(timezone.localdate() - timedelta(days=400), timezone.localdate() + timedelta(days=400)),
    st.dates(date(1900, 1, 1), date(2200, 12, 31)),
)
schemathesis.openapi.format("date", DAYS.map(str))


def known(path: str, world: dict[str, District]) -> list[dict[str, str]]:
    """The records of the sweep that an address of this shape may name."""
    here = world["jashore"]
    if "/minutes/corrections/{correction}/" in path:
        return [{"ref": here.circulated.meeting.ref, "correction": here.correction.ref}]
    if "/agenda/{item}/" in path:
        return [{"ref": here.planned.ref, "item": here.planned.agenda.first().ref}]
    of_draft = {
        "item": here.draft_item.ref,
        "line": here.guest.ref,
        "place": "1",
        "point": here.point.ref,
        "commitment": here.agreed.ref,
    }
    if inside := {name: value for name, value in of_draft.items() if f"{{{name}}}" in path}:
        return [{"ref": here.draft.meeting.ref, **inside}]
    if "/item-proposals/{ref}" in path:
        return [{"ref": here.proposal.ref}]
    if "/members/{membership}/" in path:
        return [{"ref": here.organisation.ref, "membership": here.membership.ref}]
    if "/offices/{office}/" in path:
        return [{"ref": here.office.organisation.ref, "office": here.office.ref}]
    of_committee = {"seat": here.seat.ref, "delegation": here.delegation.ref}
    if inside := {name: value for name, value in of_committee.items() if f"{{{name}}}" in path}:
        return [{"ref": here.committee.ref, **inside}]
    if "/notices/" in path:
        return [{"ref": str(first_notice_of(here.liaison).ref)}]
    if "/joint-requests/" in path:
        return [{"ref": here.joint.ref}]
    if "/meetings/" in path:
        of_minutes = [here.draft, here.with_chair, here.approved, here.circulated]
        return [{"ref": one.ref} for one in (here.planned, here.told, *(one.meeting for one in of_minutes))]
    if "/commitments/" in path:
        made = (here.agreed, here.proposed, here.accepted, here.asked, here.evidence)
        return [{"ref": one.ref} for one in made]
    if "/committees/" in path:
        return [{"ref": here.committee.ref}]
    return [{"ref": here.organisation.ref}]


@pytest.fixture(autouse=True)
def one_connection() -> Iterator[None]:
    """Every request is answered within the transaction of the test."""
    kinds = (signals.request_started, signals.request_finished)
    for kind in kinds:
        kind.disconnect(close_old_connections)
    yield
    for kind in kinds:
        kind.connect(close_old_connections)


def operations() -> Iterator[Any]:
    schema = schemathesis.openapi.from_dict(build())
    schema.app = get_wsgi_application()
    for found in schema.get_all_operations():
        assert isinstance(found, Ok), found
        yield found.ok()


@pytest.mark.parametrize("key", PEOPLE, ids=["the owner", "the secretariat", "nobody"])
def test_whatever_is_sent_is_answered_as_the_schema_says(
    cast: Cast, swept: dict[str, District], key: str, settings: Any
) -> None:
    settings.API_REQUESTS_FROM_ADDRESS = settings.API_REQUESTS_WITH_TOKEN = 10**9
    headers = {"Accept-Language": "en", "Accept-Encoding": "identity"}
    if key:
        headers["Authorization"] = f"Bearer {Program(cast[key].user).token}"
    wrong: list[str] = []
    answered: Counter[int] = Counter()
    for operation in operations():
        try:
            ask(operation, headers, swept, answered)
        except (Exception, BaseExceptionGroup) as fault:
            wrong.append(f"{operation.label}: {_said(fault)}")
    assert not wrong, "\n\n".join(wrong)
    # Much is done and much refused: else nothing was tried.
    assert answered.keys() >= {200, 400, 404, 422} if key else answered.keys() == {401}


def ask(operation: Any, headers: dict[str, str], world: dict[str, District], answered: Counter[int]) -> None:
    records = known(operation.path, world)
    cases = st.one_of([operation.as_strategy(generation_mode=mode) for mode in GenerationMode])

    examples = EXAMPLES if "Authorization" in headers else OF_NOBODY

    @settings(max_examples=examples, deadline=None, database=None, suppress_health_check=list(HealthCheck))
    @given(case=cases, is_known=st.booleans(), place=st.integers(0, 9))
    def send(case: Any, is_known: bool, place: int) -> None:
        if is_known and case.path_parameters:
            case.path_parameters.update(records[place % len(records)])
        case.headers.update(headers)
        with transaction.atomic():
            answer = case.call()
            transaction.set_rollback(True)
        answered[answer.status_code] += 1
        case.validate_response(answer, checks=list(CHECKS))

    send()


@pytest.mark.parametrize("key", PEOPLE, ids=["the owner", "the secretariat", "nobody"])
def test_wherever_a_link_leads_is_answered_as_the_schema_says(
    cast: Cast, swept: dict[str, District], key: str, settings: Any
) -> None:
    settings.API_REQUESTS_FROM_ADDRESS = settings.API_REQUESTS_WITH_TOKEN = 10**9
    headers = {"Accept-Language": "en", "Accept-Encoding": "identity"}
    if key:
        headers["Authorization"] = f"Bearer {Program(cast[key].user).token}"
    answered, followed = walk(headers)
    # Records were found, and what lies below them; nobody's walk ends at every door.
    assert len(followed) >= FOLLOWED if key else answered.keys() == {401}


class FromLists(TransitionController):
    """A walk begins where no record has to be known, and goes on by links alone."""

    def allow_root_transition(self, source: str, bundles: Any) -> bool:
        return "{" not in source and super().allow_root_transition(source, bundles)


def walk(headers: dict[str, str]) -> tuple[Counter[int], Counter[str]]:
    """Walk from answer to answer, each walk in a world as it was; how it was answered, and by which links."""
    answered: Counter[int] = Counter()
    followed: Counter[str] = Counter()
    schema = schemathesis.openapi.from_dict(with_every_line(build()))
    schema.app = get_wsgi_application()
    schema.config.phases.stateful.inference.algorithms = []

    class Walk(schema.as_state_machine()):  # type: ignore[misc]
        def setup(self) -> None:
            self.control = FromLists(self._transitions, [one for one in self._root_labels if "{" not in one])
            self.undone = transaction.atomic()
            self.undone.__enter__()

        def teardown(self) -> None:
            transaction.set_rollback(True)
            self.undone.__exit__(None, None, None)

        def before_call(self, case: Any) -> None:
            case.headers.update(headers)

        def validate_response(self, response: Any, case: Any, **more: Any) -> None:
            answered[response.status_code] += 1
            link = self.recorder.cases[case.id].transition
            if link is not None and response.status_code in (200, 201, 204):
                followed[link.id] += 1
            case.validate_response(response, checks=[*CHECKS, *OF_WALKS])

    Walk.run(
        settings=settings(
            max_examples=WALKS,
            stateful_step_count=STEPS,
            deadline=None,
            database=None,
            suppress_health_check=list(HealthCheck),
        )
    )
    return answered, followed


def what_is_declared_is_read(_context: Any, response: Any, case: Any) -> None:
    """What keeps to the schema is answered or hidden where it is read, and no fault of whoever asks."""
    is_right = case.method == "GET" and case.meta.generation.mode.is_positive
    assert not is_right or response.status_code in READ, response.json()


OF_WALKS = (ensure_resource_availability, what_is_declared_is_read)


def with_every_line(built: dict[str, Any]) -> dict[str, Any]:
    """The schema with links from any line of a list, not from its first alone.

    Without the parameters that are any text: where these say nothing, a list is refused and leads nowhere.
    """
    for methods in built["paths"].values():
        for told in methods.values():
            told["parameters"] = [one for one in told.get("parameters", []) if not _is_any_text(one)]
            for answer in told["responses"].values():
                for link in answer.get("links", {}).values():
                    _widen(link)
    return built


def _is_any_text(parameter: dict[str, Any]) -> bool:
    return bool(parameter["in"] == "query" and parameter["schema"] == {"type": "string"})


def _widen(link: dict[str, Any]) -> None:
    first, every = "/results/0/", "/results/*/"
    for place in ("parameters", "requestBody"):
        if place in link:
            link[place] = {name: said.replace(first, every) for name, said in link[place].items()}
    link["x-schemathesis"] = {"is_inferred": True}


def _said(fault: BaseException) -> str:
    inside = getattr(fault, "exceptions", ())
    return "; ".join(_said(one) for one in inside) if inside else f"{type(fault).__name__}: {fault}"
