"""What a choice of readers says while somebody makes it: asked by the page, and nothing is changed."""

import re

from django.http import Http404, HttpResponse
from django.views.decorators.http import require_safe

from access.choosing.choices import USES
from access.choosing.field import drawn_choice, given, held
from access.rules.viewer import ViewerRequest

_FIELD = re.compile(r"[a-z][a-z_-]{0,40}")


@require_safe
def readers_said(request: ViewerRequest) -> HttpResponse:
    """Draw the choice anew, with who it makes."""
    meant, name = USES.get(request.GET.get("use", "")), request.GET.get("field", "")
    if meant is None or not _FIELD.fullmatch(name):
        raise Http404
    return HttpResponse(
        drawn_choice(name, held(request.viewer, meant, given(request.GET, name, meant)), meant, {})
    )
