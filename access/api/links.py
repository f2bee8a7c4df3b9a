"""Where the references of an answer lead, as OpenAPI says it: its links, made of what the rooms declare.

A list leads to its records, a record to what lies below it, to its steps and to the records it names, and
whatever makes or changes a record to that record. So a program finds its way by the schema alone, and a test
that knows nothing of the portal walks from answer to answer as a person walks from page to page.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from access.api.declaring import Api, Collection, Found, Make, Single
from access.api.fields import Body, Named, RefTo, writer_of

READ, MADE = "200", "201"
FIRST = "$response.body#/results/0/{name}"
INSIDE = "$response.body#/{name}"
ASKED = "$request.path.{name}"
ETAG = "$response.header.ETag"


@dataclass(frozen=True)
class Link:
    """That an answer with this status holds what another operation is asked with."""

    source: str
    status: str
    target: str
    parameters: Mapping[str, str]
    body: Mapping[str, str] = field(default_factory=dict)
    # Of several to the same operation, by which field of the answer.
    by: str = ""

    @property
    def name(self) -> str:
        """What it is called among those of the answer."""
        return f"{self.target}_by_{self.by}" if self.by else self.target

    def told(self) -> dict[str, Any]:
        """Return it as the schema holds it."""
        told: dict[str, Any] = {"operationId": self.target}
        if self.parameters:
            told["parameters"] = dict(self.parameters)
        if self.body:
            told["requestBody"] = dict(self.body)
        return told


def add_links(built: dict[str, Any], apis: Sequence[Api]) -> None:
    """Write all links into a schema."""
    answers = {
        told["operationId"]: told["responses"]
        for methods in built["paths"].values()
        for told in methods.values()
    }
    for link in links_of(apis):
        answers[link.source][link.status].setdefault("links", {})[link.name] = link.told()


def links_of(apis: Sequence[Api]) -> Iterator[Link]:
    """Give every link that follows from what the rooms declare."""
    lists = [one for api in apis for one in api.lists]
    records = [one for api in apis for one in api.records]
    for one in lists:
        yield from _of_list(one, records)
        for make in one.makes:
            yield from _of_make(one, make, records)
    for sent in (one for api in apis for one in api.uploads):
        made = {"ref": INSIDE.format(name="ref")}
        yield Link(f"{sent.url_name[4:]}_send", MADE, sent.made.operation, made)
    for record in records:
        yield from _of_record(record)
        yield from _beside(record, records)
        yield from _named(record, records)


def _of_list(declared: Collection, records: Iterable[Single]) -> Iterator[Link]:
    for record in records:
        if record.path == f"{declared.path}<str:ref>/":
            yield Link(declared.operation, READ, record.operation, {"ref": FIRST.format(name="ref")})


def _of_make(declared: Collection, make: Make, records: Iterable[Single]) -> Iterator[Link]:
    """From what was made to its record; and from a record that can be named when one is made."""
    yield Link(make.page, MADE, make.made.operation, {"ref": INSIDE.format(name="ref")})
    for name, taken in make.takes().fields.items():
        for record in records:
            if isinstance(taken, RefTo) and _is_called(record, taken.of):
                sent = {name: INSIDE.format(name="ref")}
                yield Link(record.operation, READ, make.page, {}, sent, by=name)


def _of_record(record: Single) -> Iterator[Link]:
    """From a record to what lies below it and to its steps, and from each step back to it."""
    here = {name: ASKED.format(name=name) for name in record.names}
    for part in record.parts:
        yield Link(record.operation, READ, record.operation_of(part), here)
    for step in record.steps:
        read = {**here, "If-Match": ETAG} if record.version is not None else here
        if step.inside is None:
            yield Link(record.operation, READ, step.operation, read)
        elif step.inside.found is not None:
            line = {step.inside.name: FIRST.format(name=step.inside.found.name)}
            yield Link(_source(record, step.inside.found), READ, step.operation, {**here, **line})
        yield Link(step.operation, READ, record.operation, here)
        for name, found in step.found.items():
            sent = {name: FIRST.format(name=found.name)}
            yield Link(_source(record, found), READ, step.operation, here, sent)


def _beside(record: Single, records: Iterable[Single]) -> Iterator[Link]:
    """From a record to those that lie below its address, or that a part of it names."""
    parts = {part.name for part in record.parts}
    for other in records:
        here = {name: ASKED.format(name=name) for name in other.names if name not in other.found}
        if other is not record and other.path.startswith(record.path) and not other.found:
            yield Link(record.operation, READ, other.operation, here)
        for name, found in other.found.items():
            if found.part in parts:
                line = {name: FIRST.format(name=found.name)}
                yield Link(_source(record, found), READ, other.operation, {**here, **line})


def _named(record: Single, records: Iterable[Single]) -> Iterator[Link]:
    """From a record to the others that it names."""
    for name, said in writer_of(record.body).fields.items():
        for other in records:
            if isinstance(said, Named) and _is_called(other, type(said)):
                ref = {"ref": INSIDE.format(name=f"{name}/ref")}
                yield Link(record.operation, READ, other.operation, ref, by=name)


def _is_called(record: Single, named: type[Body]) -> bool:
    """Whether this is how other records name such a one: its own body begins with the same."""
    return named in record.body.__mro__[1:]


def _source(record: Single, found: Found) -> str:
    return next(record.operation_of(part) for part in record.parts if part.name == found.part)
