"""Refuses, before the portal starts, a rule the engine could not answer well."""

from collections.abc import Iterator
from typing import Any

from django.core.checks import CheckMessage, Error
from django.core.exceptions import FieldDoesNotExist
from django.db.models import Model, Q

from access.rules.engine import VIEW, Rule, all_rules
from access.rules.relations import audience_model, filters_lists


def check_rules(**_kwargs: Any) -> list[CheckMessage]:
    """Every rule stands on columns the database can answer, every list on its audience."""
    return [fault for rule in all_rules() for fault in check_rule(rule)]


def check_rule(rule: Rule) -> Iterator[CheckMessage]:
    """What is wrong with one rule."""
    name = f"{rule.model._meta.label} {rule.action}"
    for fault in rule.relation.faults():
        yield Error(f"{name}: {fault}", id="access.E001")
    if rule.whole_when is not None and any("__" in column for column in _columns(rule.whole_when)):
        yield Error(f"{name}: whole_when may ask the record's own columns only", id="access.E002")
    if rule.action == VIEW:
        if not filters_lists(rule.relation):
            yield Error(
                f"{name}: only in_audience() (or everyone()) may filter a whole list",
                hint="Put the party into the record's audience instead.",
                id="access.E003",
            )
        yield from _check_listed(rule.model)


def _check_listed(model: type[Model]) -> Iterator[CheckMessage]:
    try:
        audience_model(model)
    except LookupError:
        return
    for column in ("rank", "at", "live", "ref"):
        try:
            model._meta.get_field(column)
        except FieldDoesNotExist:
            yield Error(f"{model._meta.label} has an audience but no column {column}", id="access.E004")
    indexes = {(tuple(index.fields), index.condition) for index in model._meta.indexes}
    for wanted in (("rank", "at", "id"), None), (("rank", "at", "id"), Q(live=True)):
        if wanted not in indexes:
            yield Error(
                f"{model._meta.label} has no index on (rank, at, id)" + (" where live" if wanted[1] else ""),
                hint="Those who read the whole type walk this index.",
                id="access.E005",
            )


def _columns(condition: Q) -> Iterator[str]:
    for child in condition.children:
        if isinstance(child, Q):
            yield from _columns(child)
        elif isinstance(child, tuple):
            yield str(child[0]).removesuffix("__in")
