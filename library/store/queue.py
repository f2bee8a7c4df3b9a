"""What a page with a queued form answers a phone that sends what it kept."""

from django import forms
from django.http import HttpRequest, JsonResponse

# A phone that sends what it kept says so, and reads a receipt instead of a page.
QUEUED = "X-Queued"


def is_queued(request: HttpRequest) -> bool:
    """Whether a phone sends what it kept."""
    return request.headers.get(QUEUED) == "1"


def refused(form: forms.BaseForm) -> JsonResponse:
    """Say by field what is wrong; the phone keeps it, to be changed."""
    wrong = {name: [str(one) for one in said] for name, said in form.errors.items()}
    return JsonResponse({"receipt": None, "errors": wrong}, status=422)
