"""What programs read of requests, and the steps they take: those of the pages, by the same actions."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from django.http import Http404
from django.utils.translation import gettext as _
from rest_framework import serializers

from access.api.declaring import Collection, Make, Own, Single, Step
from access.api.etags import Version
from access.api.fields import Body, Day, OneOf, Ref, Said, Text
from access.models import User
from access.rules.conditions import IsAmong
from access.rules.engine import RefusedError
from access.rules.viewer import Viewer
from access.toolkit.cells import address
from access.toolkit.errors import Mendable
from access.toolkit.versions import said_by
from partners.bodies import OrganisationNamed, OrganisationRef
from partners.models import Office, Organisation, Side
from threads import actions
from threads.access import watches
from threads.bodies import files_sent
from threads.models import Request, RequestStep, Thread
from threads.queries.requests import (
    OF_REQUEST,
    REQUESTS,
    about_as_read,
    find_request,
    offices_of,
    refused_for_persons,
    talks,
    time_as_read,
    time_taken,
)
from threads.request_forms import spoken_for


class OrganisationRequestBody(Body):
    """What one organisation asks of another."""

    ref = serializers.CharField()
    thread = serializers.CharField(source="thread.ref", help_text="The discussion in which its words stand")
    address = serializers.CharField(help_text="The page of it, for people")
    title = serializers.CharField(source="thread.title")
    kind = serializers.ChoiceField(choices=Request.Kind.values)
    state = serializers.ChoiceField(choices=Request.State.values)
    asking = OrganisationNamed()
    asked = OrganisationNamed()
    office = serializers.CharField(
        source="holder_office.ref", default=None, allow_null=True, help_text="Which office has it now"
    )
    asked_at = serializers.DateTimeField()
    due_on = serializers.DateField()
    more_until = serializers.DateField(allow_null=True, help_text="Until when more time is asked")
    first_due_on = serializers.DateField(
        allow_null=True, help_text="By when it was asked to begin with, if more time was granted"
    )
    ended_at = serializers.DateTimeField(allow_null=True)


class RequestStepBody(Body):
    """What happened to it, in whose name, and the post that holds the words."""

    kind = serializers.ChoiceField(choices=RequestStep.Kind.values)
    at = serializers.DateTimeField()
    organisation = OrganisationNamed()
    holder_en = serializers.CharField(help_text="To which office it went")
    holder_bn = serializers.CharField()
    post = serializers.CharField(source="post.ref", default=None, allow_null=True)
    due_on = serializers.DateField(allow_null=True, help_text="Until when more time was asked or granted")


class ResponseTimesBody(Body):
    """Within how many working days half of what a side was asked in a year was answered: of five at least."""

    side = serializers.ChoiceField(choices=Side.values)
    days = serializers.IntegerField()
    answers = serializers.IntegerField()


class OfficeOffered(Body):
    """An office to which it can be passed on."""

    ref = serializers.CharField()
    title_en = serializers.CharField()
    title_bn = serializers.CharField()


class OrganisationRequestInFullBody(OrganisationRequestBody):
    """One request: its words, what happened to it, and the steps its reader may take."""

    question = serializers.CharField()
    why = serializers.CharField(source="why.text")
    about = serializers.CharField(help_text="The discussion it came of; empty unless you read that, too")
    steps = RequestStepBody(many=True)
    response_times = ResponseTimesBody(many=True, help_text="How long each side takes, from five answers on")
    offices = OfficeOffered(many=True, help_text="To which whoever has it can pass it on")
    may = serializers.ListField(child=serializers.CharField(), help_text="The steps you may take now")


class AskBody(Body):
    """What is asked, of whom, why and by when."""

    organisation = OrganisationRef(help_text="Who asks: one that you answer for")
    asked = OrganisationRef()
    kind = OneOf(choices=Request.Kind.values)
    title = Text()
    text = Text(help_text="The question")
    why = Text()
    due_on = Day()
    files = files_sent()
    about = Ref(required=False, help_text="The discussion it came of, if you read it")


class ReplyBody(Body):
    """The answer."""

    text = Text()
    files = files_sent()


class PassOnBody(Body):
    """To which office it goes, and why."""

    office = Ref(help_text="One of `offices`")
    note = Text()


class MoreTimeBody(Body):
    """Until when time is needed, and why."""

    due_on = Day()
    reason = Text()


class WhyNotBody(Body):
    """Why it is not answered."""

    reason = Text()


def request_bodies(_viewer: Viewer, records: Sequence[Thread]) -> Iterable[Said]:
    """Return what a list of requests is written of."""
    rows = Request.objects.filter(IsAmong("thread", [one.pk for one in records]))
    related = ("thread", "asking", "asked", "holder_office")
    found = {one.thread_id: one for one in rows.select_related(*related)}
    return [_said(found[one.pk]) for one in records]


def _said(request: Request, **beside: object) -> Said:
    return Said(request, address=address("thread", request.thread.ref), **beside)


def _in_full(viewer: Viewer, request: Request) -> Any:
    may = {name for name in OF_REQUEST if getattr(request, f"can_{name}")} if request.is_open else set()
    # More time is asked once at a time, and decided once it is asked.
    unasked = {"more-time"} if request.more_until else {"grant-time", "refuse-time"}
    return _said(
        request,
        question=request.thread.posts.get(is_first=True).text,
        about=about.ref if (about := about_as_read(viewer, request)) is not None else "",
        response_times=[
            {"side": side, "days": days, "answers": count} for side, days, count in time_taken(viewer.at)
        ],
        steps=list(request.steps.select_related("organisation", "post")),
        offices=offices_of(request.asked, viewer.at) if "pass_on" in may else [],
        may=[step.name for step in STEPS if step.may in may and step.name not in unasked],
    )


def _may_ask(viewer: Viewer) -> None:
    if not spoken_for(viewer):
        raise RefusedError("ask", Organisation())


def _ask(*, by: User, at: datetime, about: str = "", **typed: Any) -> Request:
    found = talks(Viewer(by, at)).filter(ref=about).first() if about else None
    if about and found is None:
        raise Mendable(_("You do not read the discussion it came of any more."), "about", "gone")
    return actions.ask(by=by, at=at, about=found, **typed)


def _pass_on(*, by: User, request: Request, office: str, **typed: Any) -> Request:
    found = Office.objects.filter(organisation=request.asked, ref=office).first()
    if found is None:
        raise Mendable(_("Choose an office of the organisation that was asked."), "office", "elsewhere")
    return actions.pass_on(by=by, request=request, office=found, **typed)


STEPS = (
    Step("answer", "request_answer", "answer", actions.answer, "Whoever has it answers", ReplyBody),
    Step(
        "pass-on",
        "request_pass_on",
        "pass_on",
        actions.pass_on,
        "Whoever has it passes it on to an office of the same organisation",
        PassOnBody,
        _pass_on,
    ),
    Step(
        "more-time",
        "request_more_time",
        "answer",
        actions.ask_more_time,
        "Whoever has it asks for more time",
        MoreTimeBody,
    ),
    Step(
        "grant-time",
        "request_grant_time",
        "grant_time",
        actions.grant_time,
        "Those who asked grant it",
        needs_version=True,
    ),
    Step(
        "refuse-time",
        "request_refuse_time",
        "grant_time",
        actions.refuse_time,
        "Those who asked do not grant it",
        needs_version=True,
    ),
    Step("decline", "request_decline", "answer", actions.decline, "Whoever has it says why not", WhyNotBody),
    Step("refuse", "request_refuse", "answer", actions.refuse, "Refuse it: it asks for persons"),
    Step("withdraw", "request_withdraw", "withdraw", actions.withdraw, "Those who asked need no answer"),
)
OF_A_REQUEST = Single(
    "requests/<str:ref>/",
    page="request",
    called="request",
    find=find_request,
    says=_in_full,
    body=OrganisationRequestInFullBody,
    summary="One request",
    # What is decided on is the day that was read.
    version=Version(time_as_read, said_by({}, time_as_read)),
    steps=STEPS,
    noted_as=lambda request: request.thread,
)


class RefusedRequestsBody(Body):
    """How many requests were refused because they asked for persons. Which ones, nobody reads here."""

    last_year = serializers.IntegerField(help_text="In the twelve months before now")


def _refused(viewer: Viewer) -> dict[str, int]:
    """The figure of oversight's page, for oversight alone."""
    if not watches(viewer):
        raise Http404
    return {"last_year": refused_for_persons(viewer.at)}


REFUSED = Own(
    "requests-refused/",
    "requests_refused",
    _refused,
    RefusedRequestsBody,
    "For oversight: how many requests asked for persons and were refused",
)
LIST = Collection(
    "requests/",
    REQUESTS,
    OrganisationRequestBody,
    "Requests of your organisations, and to them",
    request_bodies,
    makes=(
        Make(
            "request_new",
            actions.ask,
            "Ask another organisation",
            AskBody,
            OF_A_REQUEST,
            does=_ask,
            asks=_may_ask,
        ),
    ),
    is_noted=True,
)
