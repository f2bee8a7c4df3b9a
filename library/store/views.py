"""What a phone asks for: the worker, the manifest, the page of what waits, forms, and who is here now."""

from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_safe

from access.accounts.device import PERSON_HEADER
from access.models import User
from access.rules.viewer import ViewerRequest
from access.toolkit.own_script import must_be_own_script
from access.toolkit.page_access import any_login, open_to_all
from library.store.build import build, worker_script
from library.store.declared import forms_of
from library.store.keys import pair_of, pairs_of

# Shells say for whom they are: a phone keeps no page that somebody else's session, or no portal, answered.
FOR_HEADER = "X-Phone-For"
ICONS = (("built/icon-192.png", 192, "any"), ("built/icon-512.png", 512, "any maskable"))


@open_to_all
@require_safe
def worker(request: HttpRequest) -> HttpResponse:
    """The script that answers for pages when there is no connection. It serves the whole portal: `/`."""
    response = HttpResponse(worker_script(), content_type="text/javascript; charset=utf-8")
    response.headers["Cache-Control"] = "no-cache"
    response.headers["Service-Worker-Allowed"] = "/"
    return response


@open_to_all
@require_safe
def manifest(request: HttpRequest, language: str) -> HttpResponse:
    """What the portal is called, and looks like, among the other things on a phone."""
    if language not in dict(settings.LANGUAGES):
        raise Http404
    with translation.override(language):
        told = {
            "id": "/",
            "name": _("Shomonnoy"),
            "short_name": _("Shomonnoy"),
            "description": _("Shomonnoy means coordination"),
            "lang": language,
            "dir": "ltr",
            "start_url": "/",
            "scope": "/",
            "display": "standalone",
            "background_color": "#f7f6f2",
            "theme_color": "#06291f",
            "icons": [
                {"src": static("images/mark.svg"), "sizes": "any", "type": "image/svg+xml"},
                *(
                    {"src": static(name), "sizes": f"{size}x{size}", "type": "image/png", "purpose": purpose}
                    for name, size, purpose in ICONS
                ),
            ],
        }
    response = JsonResponse(told, json_dumps_params={"ensure_ascii": False})
    response.headers["Content-Type"] = "application/manifest+json; charset=utf-8"
    return response


@any_login
@require_GET
def state(request: ViewerRequest) -> HttpResponse:
    """Who is here, what opens what waits, which forms they may send, the time, the build, and a fresh token.

    It answers a script of a page alone: whoever types the address at somebody's open desk reads no key.
    """
    must_be_own_script(request, PERSON_HEADER)
    user = request.user
    told = {
        "person": user.ref,
        "now": int(request.viewer.at.timestamp() * 1000),
        "token": get_token(request),
        "seals": pair_of(user).name,
        "keys": {pair.name: pair.opens for pair in pairs_of(user)},
        "forms": {
            form.name: [form.page_url, reverse("phone_form", args=[form.name])]
            for form in forms_of(request.viewer)
        },
        "home": reverse("phone"),
        "build": build(),
    }
    response = JsonResponse(told)
    response.headers["Cross-Origin-Resource-Policy"] = "same-origin"
    return response


@any_login
@require_safe
def phone(request: ViewerRequest) -> HttpResponse:
    """What waits on this phone and what was sent from it, which the phone itself fills in."""
    return _shell(request, "store/outbox.html", {})


@require_safe
def form(request: ViewerRequest, name: str) -> HttpResponse:
    """A form as a phone keeps it: in a frame without a name, a count or a token."""
    found = next((one for one in forms_of(request.viewer) if one.name == name), None)
    if found is None:
        raise Http404
    return _shell(request, "store/form.html", {"form_kept": found, **found.context(request.viewer)})


def _shell(request: ViewerRequest, template: str, context: dict[str, Any]) -> HttpResponse:
    # Without the request: no token, no notices and nobody's name get into what is kept.
    told = {"LANGUAGE_CODE": translation.get_language(), **store_of(request.user), **context}
    told["forms_kept"] = forms_of(request.viewer)
    response = HttpResponse(render_to_string(template, told))
    response.headers[FOR_HEADER] = request.user.ref
    return response


def store_of(user: User) -> dict[str, Any]:
    """What a page with such a form needs beside it (`store/line.html`)."""
    return {"store_person": user.ref, "store_key": pair_of(user)}
