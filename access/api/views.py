"""How an address of programs answers: made of what a room declared, and read from top to bottom.

Who asks, and whether they may, was settled before: by the gate for the address, by the rule for the record.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import AbstractContextManager
from hashlib import sha256
from http import HTTPStatus
from typing import Any, ClassVar, NoReturn

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _
from rest_framework.authentication import BaseAuthentication
from rest_framework.exceptions import ErrorDetail, ParseError, ValidationError
from rest_framework.negotiation import BaseContentNegotiation
from rest_framework.parsers import JSONParser, MultiPartParser
from rest_framework.renderers import JSONRenderer
from rest_framework.request import Request
from rest_framework.utils import json
from rest_framework.views import APIView

from access.accounts.tokens import Carried
from access.api.declaring import Collection, Download, Inbox, Make, Own, Part, Single, Step, Upload
from access.api.etags import as_program_read, is_unchanged, tag_of
from access.api.fields import Body, writer_of
from access.api.keys import Done, claim
from access.api.problems import Kind, Problem, problem_of, showable
from access.api.reading import FIELDS, Listed, fields_asked, refuse_unknown
from access.api.taken import note_list, note_record
from access.models import User
from access.rules.engine import VIEW
from access.rules.viewer import Viewer, ViewerRequest
from access.rules.ways_in import token_of
from access.toolkit.errors import Mendable

JSON = "application/json"
Names = frozenset[str] | None


class AsFound(BaseAuthentication):
    """Whoever the request was found to be of, by the ways in that the pages go through too."""

    def authenticate(self, request: Request) -> tuple[User, object] | None:
        """Return the person, and the token where one was carried."""
        user = request._request.user
        return (user, user.carried) if isinstance(user, User) else None


class OnlyJson(BaseContentNegotiation):
    """Everything is answered in JSON, whatever a program says that it accepts."""

    def select_parser(self, request: Request, parsers: Any) -> Any:
        """The parser of what was sent, if there is one."""
        kind = (request.content_type or "").partition(";")[0].strip().lower()
        return next((one for one in parsers if one.media_type == kind), None)

    def select_renderer(self, request: Request, renderers: Any, format_suffix: str | None = None) -> Any:
        """The one renderer."""
        return renderers[0], renderers[0].media_type


class Json(JSONParser):
    """JSON, and nothing that is only nearly so."""

    def parse(self, stream: Any, media_type: str | None = None, parser_context: Any = None) -> Any:
        """Read it; brackets within brackets without end are no more readable than none."""
        try:
            text = stream.read().decode()
            return json.loads(text, parse_constant=json.strict_constant, object_pairs_hook=_each_once)
        except (ValueError, RecursionError) as error:
            raise ParseError from error


def _each_once(pairs: Iterable[tuple[str, Any]]) -> dict[str, Any]:
    """The fields of an object; one that stands there twice says two things."""
    told: dict[str, Any] = {}
    for name, value in pairs:
        if name in told:
            words = _("“%(name)s” stands twice in one object. Send it once.")
            raise Problem(Kind.UNREADABLE, words=words % {"name": showable(name)})
        told[name] = value
    return told


class ProgramView(APIView):
    """What every address of programs does the same way."""

    authentication_classes = (AsFound,)
    permission_classes = ()
    throttle_classes = ()
    parser_classes = (Json,)
    renderer_classes = (JSONRenderer,)
    content_negotiation_class = OnlyJson
    metadata_class = None
    http_method_names = ["get", "head", "post"]

    @classmethod
    def as_view(cls, **initkwargs: Any) -> Any:
        """Return the view. A browser's session has to show that a page of ours sends, as on pages."""
        view = super().as_view(**initkwargs)
        view.csrf_exempt = False
        return view

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        """Refuse to write by a token that only reads."""
        super().initial(request, *args, **kwargs)
        token = request.auth
        if isinstance(token, Carried) and not token.may_write and request.method == "POST":
            raise Problem(Kind.SCOPE)
        by_program = isinstance(request.user, User) and request.user.is_program
        if by_program and request.method == "POST" and not self.is_open_to_programs():
            raise PermissionDenied

    @classmethod
    def is_open_to_programs(cls) -> bool:
        """Whether a program of an organisation may send here at all; its rule is asked as well."""
        return False

    def handle_exception(self, exc: Exception) -> Any:
        """Answer a refusal with its document. What is hidden or forbidden the portal answers as anywhere."""
        if isinstance(exc, Http404 | PermissionDenied):
            raise exc
        problem = problem_of(exc)
        if problem is None:
            raise exc
        return problem.response()

    def http_method_not_allowed(self, request: HttpRequest, *args: Any, **kwargs: Any) -> NoReturn:
        """Name the ways in which this address is asked."""
        raise Problem(Kind.METHOD, headers={"Allow": ", ".join(self.allowed_methods)})


class OwnView(ProgramView):
    """Something of whoever asks."""

    declared: ClassVar[Own]

    def get(self, request: ViewerRequest) -> HttpResponse:
        """What it is today."""
        declared = self.declared
        refuse_unknown(request.GET, (FIELDS,))
        writer = writer_of(declared.body, fields_asked(request.GET, declared.body))
        return as_json(writer.to_representation(declared.says(request.viewer)))


class ListView(ProgramView):
    """A list of a room."""

    declared: ClassVar[Collection]

    def get(self, request: ViewerRequest) -> HttpResponse:
        """One page of it, with where it goes on."""
        declared, viewer = self.declared, request.viewer
        if not declared.listing.opens_to(viewer):
            raise Http404
        listed = Listed.of(declared, request)
        told = listed.answer(declared.lines(viewer, listed.page.records))
        if declared.is_noted:
            note_list(request, declared.listing.url_name)
        return as_json(told)


class MakeView(ProgramView):
    """Where a record of a room is made."""

    make: ClassVar[Make]

    def post(self, request: ViewerRequest) -> HttpResponse:
        """Make it once, and answer with it."""
        make, body = self.make, sent(request)
        if make.asks is not None:
            make.asks(request.viewer)
        refuse_unknown(request.GET, ())
        with transaction.atomic():
            held = claim(request, body)
            done = held.before or held.note(self._make(request, body))
        record = make.made.find(Viewer(request.user, request.viewer.at), done.ref, VIEW)
        response = record_answer(request, make.made, record)
        response.status_code = done.status
        response.headers["Location"] = reverse(make.made.url_name, args=[done.ref])
        return response

    def _make(self, request: ViewerRequest, body: Any) -> Done:
        typed = read(self.make.takes, body)
        do = self.make.does or self.make.action
        record = do(by=request.user, at=request.viewer.at, **typed)
        return Done(HTTPStatus.CREATED.value, record.ref)


class MakingListView(ListView, MakeView):
    """A list, at whose address its records are made."""


class UploadView(ProgramView):
    """Where a file is sent."""

    parser_classes = (MultiPartParser,)  # type: ignore[assignment]
    upload: ClassVar[Upload]

    def post(self, request: ViewerRequest) -> HttpResponse:
        """Take it once, and answer with how far it is."""
        declared, file = self.upload, _file_of(request)
        refuse_unknown(request.GET, ())
        with transaction.atomic():
            held = claim(request, {"name": file.name, "sha256": sha256(b"".join(file.chunks())).hexdigest()})
            done = held.before or held.note(self._take(request, file))
        record = declared.made.find(Viewer(request.user, request.viewer.at), done.ref, VIEW)
        response = record_answer(request, declared.made, record)
        response.status_code = done.status
        response.headers["Location"] = reverse(declared.made.url_name, args=[done.ref])
        return response

    def _take(self, request: ViewerRequest, file: Any) -> Done:
        try:
            made = self.upload.action(by=request.user, upload=file, at=request.viewer.at)
        except Mendable as mendable:
            raise Mendable(mendable.message, "file", mendable.code) from mendable
        return Done(HTTPStatus.CREATED.value, made.ref)


def _file_of(request: HttpRequest) -> Any:
    """The one part that is a file; a program that sent none, or more beside it, is told so."""
    sent_parts = {*request.data, *request.FILES}  # type: ignore[attr-defined]
    if unknown := sorted(sent_parts - {"file"}):
        words = _("There is no such field here.")
        raise ValidationError({showable(name): [ErrorDetail(words, "unknown")] for name in unknown})
    files = request.FILES.getlist("file")
    if len(files) != 1:
        raise ValidationError({"file": [ErrorDetail(_("Send one file here."), "required")]})
    return files[0]


class InboxView(ProgramView):
    """Where a tool sends by itself."""

    inbox: ClassVar[Inbox]

    @classmethod
    def is_open_to_programs(cls) -> bool:
        """For programs alone; the action asks for whom one sends."""
        return True

    def post(self, request: ViewerRequest) -> HttpResponse:
        """Take it, and answer so that the tool knows whether to send it again."""
        if not request.viewer.is_program or not isinstance(request.auth, Carried):  # type: ignore[attr-defined]
            raise PermissionDenied
        body = sent(request)
        refuse_unknown(request.GET, ("form",))
        said, status = self.inbox.take(request.viewer, token_of(request), body, request.GET.get("form", ""))
        response = as_json(writer_of(self.inbox.body, None).to_representation(said))
        response.status_code = status
        return response


class DownloadView(ProgramView):
    """A file of a record."""

    declared: ClassVar[Single]
    download: ClassVar[Download]

    def get(self, request: ViewerRequest, ref: str, file: str, **inside: str) -> HttpResponseBase:
        """The file, for whoever reads the record."""
        record = self.declared.find(request.viewer, ref, VIEW, **inside)
        refuse_unknown(request.GET, ())
        return self.download.serve(request.viewer, record, file)


class RecordView(ProgramView):
    """A record of a room."""

    declared: ClassVar[Single]

    def get(self, request: ViewerRequest, ref: str, **inside: str) -> HttpResponse:
        """The record as this person may read it, and its version."""
        declared = self.declared
        record = declared.find(request.viewer, ref, VIEW, **inside)
        refuse_unknown(request.GET, (FIELDS,))
        return record_answer(request, declared, record, names=fields_asked(request.GET, declared.body))


class PartView(ProgramView):
    """A part of a record, read by itself."""

    declared: ClassVar[Single]
    part: ClassVar[Part]

    def get(self, request: ViewerRequest, ref: str, **inside: str) -> HttpResponse:
        """The part, for whoever reads the record."""
        part, viewer = self.part, request.viewer
        record = self.declared.find(viewer, ref, VIEW, **inside)
        if part.collection is not None:
            listed = Listed.of(part.collection, request, ref)
            told = listed.answer(part.says(viewer, listed.page.records))
            _note(request, self.declared, record)
            return as_json(told)
        refuse_unknown(request.GET, (FIELDS,))
        writer = writer_of(part.body, fields_asked(request.GET, part.body))
        said = part.says(viewer, record)
        _note(request, self.declared, record)
        if not part.many:
            return as_json(writer.to_representation(said))
        return as_json({"results": [writer.to_representation(one) for one in said]})


class StepView(ProgramView):
    """A step of a record: what the button of its page does."""

    declared: ClassVar[Single]
    step: ClassVar[Step]

    @classmethod
    def is_open_to_programs(cls) -> bool:
        """What a step may do is said by its rule; to view is no leave to do anything."""
        return cls.step.may != VIEW

    def post(self, request: ViewerRequest, **named: Any) -> HttpResponse:
        """Take the step once, and answer with the record as it is now."""
        body = sent(request)
        found = {name: value for name, value in named.items() if f":{name}>" in self.declared.path}
        within = {name: value for name, value in named.items() if name not in found}
        with transaction.atomic():
            held = claim(request, body)
            if held.before is None:
                held.note(self._take(request, found, within, body))
        return self._taken(request, found, is_first=held.before is None)

    def _take(
        self, request: ViewerRequest, found: Mapping[str, str], within: Mapping[str, Any], body: Any
    ) -> Done:
        step, viewer = self.step, request.viewer
        record = self.declared.find(viewer, action=step.may, **found)
        takes: Mapping[str, Any] = {self.declared.called: record}
        if step.inside is not None:
            takes = step.inside.find(viewer, record, **within)
        refuse_unknown(request.GET, ())
        typed = read(step.takes, body)
        do = step.does or step.action
        with self._as_read(request, record, body):
            do(by=request.user, at=viewer.at, **takes, **typed)
        return Done(HTTPStatus.OK.value, found["ref"])

    def _as_read(self, request: ViewerRequest, record: Any, body: Any) -> AbstractContextManager[None]:
        needed = self.step.needs_version
        return as_program_read(request, record, self.declared.version, body, is_needed=needed)

    def _taken(self, request: ViewerRequest, found: Mapping[str, str], *, is_first: bool) -> HttpResponse:
        """The record; nothing of it where this very step took it from whoever took the step."""
        viewer = Viewer(request.user, request.viewer.at)
        try:
            record = self.declared.find(viewer, action=VIEW, **found)
        except Http404:
            if not is_first:
                raise
            return HttpResponse(status=HTTPStatus.NO_CONTENT)
        return record_answer(request, self.declared, record)


def sent(request: HttpRequest) -> Any:
    """What a program sent: nothing is an object without fields."""
    data = request.data  # type: ignore[attr-defined]
    return {} if data in (None, "") or (isinstance(data, Mapping) and not data) else data


def read(takes: type[Body] | None, body: Any) -> dict[str, Any]:
    """Return what was sent as the action takes it, or refuse it field by field."""
    wanted = (takes or Body)(data=body)
    wanted.is_valid(raise_exception=True)
    return dict(wanted.validated_data)


def record_answer(request: ViewerRequest, declared: Single, record: Any, names: Names = None) -> HttpResponse:
    """Answer with a record, and with the version that a program sends back to change it."""
    said = declared.says(request.viewer, record)
    response = as_json(writer_of(declared.body, names).to_representation(said))
    if declared.version is not None:
        tag = tag_of(record, said, declared.version, response.content)
        response.headers["ETag"] = tag
        if request.method in ("GET", "HEAD") and is_unchanged(request, tag):
            unchanged = HttpResponse(status=304)
            unchanged.headers["ETag"] = tag
            return unchanged
    _note(request, declared, record)
    return response


def _note(request: ViewerRequest, declared: Single, record: Any) -> None:
    if declared.noted_as is not None:
        note_record(request, declared.noted_as(record))


def as_json(told: Any) -> HttpResponse:
    """Answer with this."""
    return HttpResponse(JSONRenderer().render(told), content_type=JSON)
