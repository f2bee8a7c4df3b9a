"""Pages of the files one sent oneself: how far they are, and what can be done about one that is refused."""

from functools import partial

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from access.rules.viewer import ViewerRequest
from access.toolkit.answers import form_page, sent, sent_files, try_it, was_done
from access.toolkit.page_access import takes_files
from library.files import actions
from library.files.access import find_own, unattached
from library.files.forms import FilesForm
from library.files.rows import own_row


@takes_files
@form_page
def own_files(request: ViewerRequest) -> HttpResponse:
    """The files one sent that stand on nothing, or were refused; more can be sent."""
    by, at = request.user, request.viewer.at
    form = FilesForm(sent(request), sent_files(request), by=by, at=at)
    if was_done(request, form, lambda: None):
        return redirect("own_files")
    rows = [own_row(one) for one in unattached(request.viewer)]
    return render(
        request, "library/own_files.html", {"form": form, "rows": rows}, status=422 if form.errors else 200
    )


@require_safe
def own_file(request: ViewerRequest, ref: str) -> HttpResponse:
    """One of them: why it is refused, and what its author can say or do."""
    found = find_own(request.viewer, ref)
    return render(request, "library/own_file.html", {"file": found, "row": own_row(found)})


@require_POST
def say_office(request: ViewerRequest, ref: str) -> HttpResponse:
    """The numbers in it are an office's."""
    do = partial(actions.say_office, file=find_own(request.viewer, ref))
    return try_it(request, do, _("Noted. The file is checked again."), "own_file", ref)


@require_POST
def take_back(request: ViewerRequest, ref: str) -> HttpResponse:
    """It goes."""
    do = partial(actions.take_back, file=find_own(request.viewer, ref))
    return try_it(request, do, _("Nothing of the file is kept."), "own_files")
