"""What the pages of a person ask while they are open: the key to their unsent texts, and to send again."""

from django.http import HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.views.decorators.http import require_GET

from access.accounts.device import device_key
from access.rules.viewer import ViewerRequest
from access.toolkit.own_script import must_be_own_script
from access.toolkit.page_access import any_login


@any_login
@require_GET
def device(request: ViewerRequest) -> HttpResponse:
    """Who is signed in, the key to what they left unsent in this browser, and a fresh token for forms.

    It answers a script of a page alone: whoever types the address at somebody's open desk reads no key.
    """
    must_be_own_script(request)
    user = request.user
    response = JsonResponse({"person": user.ref, "key": device_key(user), "token": get_token(request)})
    response.headers["Cross-Origin-Resource-Policy"] = "same-origin"
    return response


@any_login
@require_GET
def signed_in_again(request: ViewerRequest) -> HttpResponse:
    """Where one arrives who signed in beside a page whose session had ended."""
    return render(request, "access/signed_in_again.html")
