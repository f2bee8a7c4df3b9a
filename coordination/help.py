"""Help and helplines: whom to call in danger, whom to ask about the portal, and how to move in it."""

from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from access.toolkit.page_access import open_to_all


@dataclass(frozen=True)
class Helpline:
    """A number to call, as the ministry has entered it in the settings."""

    number: str
    name_en: str
    name_bn: str


def helplines() -> list[Helpline]:
    """Numbers beside 999. None is built in: a wrong number costs somebody their only call."""
    return [
        Helpline(str(line["number"]), str(line.get("name_en", "")), str(line.get("name_bn", "")))
        for line in settings.HELPLINES
    ]


@open_to_all
@require_GET
def help_page(request: HttpRequest) -> HttpResponse:
    """Answer before sign-in too: somebody locked out needs it most."""
    return render(request, "coordination/help.html", {"helplines": helplines()})
