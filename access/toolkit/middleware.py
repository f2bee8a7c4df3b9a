"""What happens to every request: its language, its viewer, who is let in, and what may be kept."""

from collections.abc import Callable, Iterable
from functools import partial
from http import HTTPStatus
from typing import Any, cast
from urllib.parse import urlsplit, urlunsplit

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import redirect
from django.urls import Resolver404, resolve, reverse
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.utils.http import urlencode
from django.utils.translation.trans_real import parse_accept_lang_header

from access.accounts.device import is_by_script, is_for_another
from access.accounts.mfa import is_owed, is_owed_by_program
from access.accounts.program_accounts import end_left_program
from access.accounts.tokens import end_tokens
from access.api import limits, problems
from access.api.late import keep_late
from access.models import AccessLog, User
from access.rules.engine import RefusedError
from access.rules.log import log_access
from access.rules.viewer import Viewer, viewer_of_request
from access.rules.ways_in import SCHEME, is_by_token, is_for_programs
from access.toolkit.bodies import length_of, most_for
from access.toolkit.handing import is_still_signed_in, while_allowed
from access.toolkit.once import first_answer, keep_answer
from access.toolkit.onward import leads_to_page
from access.toolkit.page_access import ANY_LOGIN, BEFORE_SECOND_FACTOR, OPEN_TO_ALL, has_mark

Answer = Callable[[HttpRequest], HttpResponseBase]


class LanguageMiddleware:
    """The language of the page: the person's own, else the one chosen in this browser, else Bangla.

    A program says in Accept-Language which one it wants; where it does not, it gets its person's.
    """

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        own = request.user.language if request.user.is_authenticated else None
        chosen = own or request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME)
        language = _one_of_ours((_accepted(request) or chosen) if is_for_programs(request) else chosen)
        translation.activate(language)
        request.LANGUAGE_CODE = language
        response = self.get_response(request)
        response.headers.setdefault("Content-Language", language)
        if is_for_programs(request):
            patch_vary_headers(response, ("Accept-Language", "Authorization", "Cookie"))
        if not request.user.is_authenticated:
            patch_vary_headers(response, ("Cookie",))
        return response


class ProgramMiddleware:
    """What is asked of a program before anything is looked up: how often it asks, and how much it sends.

    What carries a token loses its cookies: no session is read then, nor written. Without a session there is
    nothing that another site could use, and no form whose token would have to be compared. So this stands
    before all that reads a cookie.
    """

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if not is_for_programs(request):
            return self.get_response(request)
        if is_by_token(request):
            request.COOKIES = {}
        if settings.SESSION_COOKIE_NAME not in request.COOKIES:
            request._dont_enforce_csrf_checks = True  # type: ignore[attr-defined]
        standing = limits.count(request)
        response = self._refused(request, standing) or self.get_response(request)
        if standing is not None:
            limits.say(standing, response)
        return response

    @staticmethod
    def _refused(request: HttpRequest, standing: limits.Standing | None) -> HttpResponse | None:
        with translation.override(_one_of_ours(_accepted(request))):
            if standing is not None and standing.is_over:
                return limits.too_many(standing).response()
            if _is_without_length(request):
                # Nothing of it would be read: a step would be taken as if nothing had been sent.
                return problems.refuse(problems.Kind.LENGTH)
            if length_of(request) > most_for(request):
                # Before a parser reads it.
                return problems.refuse(problems.Kind.TOO_LARGE)
        return None


class ViewerMiddleware:
    """Gives the request its viewer: the person and the instant every rule is asked about."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        viewer = viewer_of_request(request)
        request.viewer = viewer  # type: ignore[attr-defined]
        request.user = viewer.user
        response = self.get_response(request)
        if isinstance(response, StreamingHttpResponse) and request.user.is_authenticated:
            pieces = cast("Iterable[bytes]", response.streaming_content)
            response.streaming_content = while_allowed(pieces, partial(is_still_signed_in, request))
        return response

    def process_exception(self, request: HttpRequest, exception: Exception) -> None:
        """Note a refusal in the access log, after the action's transaction has ended, so it stays."""
        if isinstance(exception, RefusedError):
            viewer: Viewer = request.viewer  # type: ignore[attr-defined]
            log_access(viewer, AccessLog.Kind.DENIED, exception.record, exception.action)


class GateMiddleware:
    """Sign-in first, then the second factor where it is required, then a place in the network.

    A page leads on to what is missing; a program is told. The answer depends on the address alone, never on
    whether a record is there. A token is asked for no second factor: no program can give one. The session of
    a browser is asked for it wherever it comes.
    """

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        # Before any address is looked up: which ones there are is nobody's to know without a token.
        if is_for_programs(request) and not request.user.is_authenticated and not _is_open(request):
            keep_late(request)
            response = problems.refuse(problems.Kind.SIGN_IN)
            response.headers["WWW-Authenticate"] = f'{SCHEME} realm="{request.get_host()}"'
            return response
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Any, _args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> HttpResponseBase | None:
        """Send on whoever may not open this page yet."""
        if has_mark(view, OPEN_TO_ALL):
            return None
        if is_for_programs(request):
            return self._let_program_in(request, kwargs)
        if is_for_another(request) or not request.user.is_authenticated:
            return _to_sign_in(request)
        viewer: Viewer = request.viewer  # type: ignore[attr-defined]
        if not has_mark(view, BEFORE_SECOND_FACTOR) and is_owed(viewer, request.session):
            return redirect("second_factor")
        if has_mark(view, ANY_LOGIN) or viewer.is_in_network:
            _must_be_text(kwargs)
            return None
        return redirect("accounts" if viewer.keeps_portal else "account")

    @staticmethod
    def _let_program_in(request: HttpRequest, kwargs: dict[str, Any]) -> HttpResponseBase | None:
        viewer: Viewer = request.viewer  # type: ignore[attr-defined]
        by_token = is_by_token(request)
        if is_owed_by_program(viewer) if by_token else is_owed(viewer, request.session):
            return problems.refuse(problems.Kind.SECOND_FACTOR)
        if not viewer.is_in_network:
            keep_late(request)
            if by_token and isinstance(viewer.user, User):
                # It ended with the last place in the network, and no new one brings it back.
                end_tokens(viewer.user)
                end_left_program(viewer.user)
            return problems.refuse(problems.Kind.NETWORK)
        _must_be_text(kwargs)
        return None


class OnceMiddleware:
    """Gives the same sending the answer of the first, and remembers where the first one led."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        keep_answer(request, response)
        return response

    def process_view(self, request: HttpRequest, *_view: Any) -> HttpResponseBase | None:
        """Answer what was sent before, once the gates have let it in."""
        return first_answer(request)


class PrivateMiddleware:
    """Pages of a signed-in person are kept by no cache, on no shared machine."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if request.user.is_authenticated:
            response.headers["Cache-Control"] = "private, no-store"
        return response


def _accepted(request: HttpRequest) -> str | None:
    """The first of our languages that a program says it accepts, where it says any."""
    told = parse_accept_lang_header(request.headers.get("Accept-Language", ""))
    ours = dict(settings.LANGUAGES)
    return next((code for name, _weight in told if (code := name.partition("-")[0]) in ours), None)


def _one_of_ours(language: str | None) -> str:
    return language if language in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE


def _is_without_length(request: HttpRequest) -> bool:
    return "Transfer-Encoding" in request.headers and not request.META.get("CONTENT_LENGTH")


def _is_open(request: HttpRequest) -> bool:
    try:
        return has_mark(resolve(request.path_info).func, OPEN_TO_ALL)
    except Resolver404:
        return False


def _to_sign_in(request: HttpRequest) -> HttpResponseBase:
    if is_by_script(request):
        # The page stays as it is, with all that was typed: it offers to sign in beside it.
        return HttpResponse(status=HTTPStatus.UNAUTHORIZED)
    here = request.get_full_path() if request.method == "GET" else _page_of_form(request)
    return redirect(f"{reverse('sign_in')}?{urlencode({'next': here})}")


def _page_of_form(request: HttpRequest) -> str:
    """The page whose form was sent after the session had ended: its text is offered there again."""
    page = urlsplit(request.headers.get("Referer", ""))
    here = urlunsplit(("", "", page.path, page.query, ""))
    return here if page.netloc == request.get_host() and leads_to_page(here) else "/"


def _must_be_text(kwargs: dict[str, Any]) -> None:
    """No record has a reference with a NUL in it, and the database would not even look for one."""
    if any("\x00" in value for value in kwargs.values() if isinstance(value, str)):
        raise Http404
