"""What a room for programs would add: a kind of token, and addresses that answer in JSON."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import path

from access.models import User
from access.rules.engine import RefusedError, can, get_permitted
from access.rules.viewer import ViewerRequest, find_signed_in
from access.toolkit.page_access import open_to_all
from coordination.urls import handler400, handler403, handler404, handler500
from coordination.urls import urlpatterns as portal
from tests.toys.models import Paper

__all__ = ["handler400", "handler403", "handler404", "handler500", "urlpatterns"]


def by_toy_token(token: str) -> User | None:
    """A toy token names its account: no token of the portal would."""
    kind, _, ref = token.partition("-")
    found = User.objects.filter(ref=ref).values_list("pk", flat=True).first() if kind == "toy" else None
    return find_signed_in(found) if found is not None else None


def one_paper(request: ViewerRequest, ref: str) -> HttpResponse:
    paper = get_permitted(request.viewer, Paper, ref)
    if request.method == "POST" and not can(request.viewer, "edit", paper):
        raise RefusedError("edit", paper)
    return JsonResponse({"title": paper.title, "by": request.method, "cookies": len(request.COOKIES)})


@open_to_all
def about(request: HttpRequest) -> HttpResponse:
    return JsonResponse({"signed_in": request.user.is_authenticated})


urlpatterns = [path("api/papers/<str:ref>/", one_paper), path("api/about/", about), *portal]
