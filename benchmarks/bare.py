"""What every page is held against: who signed in, one query by an index, 25 rows of one line."""

from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.urls import path

from commitments.models import Commitment

ROWS = 25
_PAGE = (
    "<!doctype html><title>{{ who }}</title><ul>{% for row in rows %}<li>{{ row.what }}</li>{% endfor %}</ul>"
)


def bare(request: HttpRequest) -> HttpResponse:
    """The bare page."""
    rows = Commitment.objects.filter(live=True).order_by("rank", "at", "id")[:ROWS]
    text = _template.render({"rows": rows, "who": str(request.user)})
    return HttpResponse(text)


_template = engines["django"].from_string(_PAGE)
urlpatterns = [path("", bare, name="bare")]
