"""For the operators' monitor: is the process alive, and can it do its work."""

from collections.abc import Callable
from http import HTTPStatus

from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.utils import DatabaseError
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.urls import resolve
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from access.toolkit.page_access import open_to_all
from coordination.checks import can_search_bangla, is_too_mighty
from notifications.queries import last_scan_at

# The worker scans each minute. A quarter of an hour without a scan is an outage.
OLDEST_SCAN_SECONDS = 900


class ProbeMiddleware:
    """Answers the monitor whatever host it names: it asks by the address of the machine."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        probe = PROBES.get(request.path_info)
        if probe is None:
            return self.get_response(request)
        request.resolver_match = resolve(request.path_info)
        return probe(request)


@open_to_all
@never_cache
@require_safe
def alive(request: HttpRequest) -> HttpResponse:
    """The process answers. Asks nothing of the database."""
    return HttpResponse("ok", content_type="text/plain")


@open_to_all
@never_cache
@require_safe
def ready(request: HttpRequest) -> JsonResponse:
    """The database answers, is migrated, searches Bangla and keeps its log from us; the worker scans."""
    found: dict[str, str | int | None] = {}
    well = True
    questions = (
        ("database", _answers),
        ("migrations", _is_migrated),
        ("bangla_search", _finds),
        ("database_role", _is_held_back),
    )
    for name, question in questions:
        try:
            holds = question()
        except DatabaseError:
            holds = False
        found[name] = "ok" if holds else "failed"
        well = well and holds
        if not holds:
            break
    if well:
        found["seconds_since_scan"] = age = _seconds_since_scan()
        # A portal that has just started has not scanned yet: that alone is no fault.
        well = age is None or age <= OLDEST_SCAN_SECONDS
    return JsonResponse(found, status=HTTPStatus.OK if well else HTTPStatus.SERVICE_UNAVAILABLE)


PROBES: dict[str, Callable[[HttpRequest], HttpResponseBase]] = {"/healthz": alive, "/readyz": ready}


def _answers() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        return bool(cursor.fetchone()[0])


def _is_migrated() -> bool:
    executor = MigrationExecutor(connection)
    return not executor.migration_plan(executor.loader.graph.leaf_nodes())


def _finds() -> bool:
    return can_search_bangla(connection)


def _is_held_back() -> bool:
    return not is_too_mighty(connection)


def _seconds_since_scan() -> int | None:
    last = last_scan_at()
    return None if last is None else max(0, int((timezone.now() - last).total_seconds()))
