"""A sheet of field updates: sent, mapped, looked at row by row, carried out, taken back."""

from functools import partial

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from access.api.limits import is_within
from access.rules.viewer import ViewerRequest
from access.toolkit.answers import answer, form_page, result_of, sent, sent_files, try_it, was_done
from access.toolkit.errors import Mendable
from access.toolkit.page_access import takes_files
from access.toolkit.row_pages import counts_of, row_page
from language.words import local_day
from library.sheets.answers import handed
from library.sheets.writing import Form
from partners.queries import organisations_of
from threads.imports import actions
from threads.imports.forms import ColumnsForm, SheetForm, ValuesForm
from threads.imports.mapping import Mapping, Reader
from threads.imports.models import ImportRow, UpdateImport
from threads.imports.own import IMPORTS, find_import, forms_of, settles_for, threads_to_read
from threads.imports.places import Places
from threads.imports.questions import questions_of
from threads.imports.sending_back import bad_rows_file
from threads.imports.understood import taken_as, types_of
from threads.imports.words import counted, said_of

# So many of one person are read within a minute: each may take some seconds of the machine.
READ_A_MINUTE = 5
State = UpdateImport.State


@require_safe
def imports(request: ViewerRequest) -> HttpResponse:
    """The sheets one sent, newest first; and where a form to download and what the tools send is found."""
    asked = IMPORTS.asked(request)
    context = {"asked": asked, "settles": list(settles_for(request.viewer).order_by("name_en")[:10])}
    return answer(request, "threads/imports/list.html", "", context, asked.status)


@takes_files
@form_page
def new(request: ViewerRequest) -> HttpResponse:
    """Send a sheet; the next pages ask which column is what, and say what would become of each row."""
    organisations = organisations_of(request.viewer)
    form = SheetForm(
        sent(request), sent_files(request), organisations=organisations, known=forms_of(request.viewer)
    )

    def do() -> UpdateImport:
        organisation = form.cleaned_data.get("organisation") or next(iter(organisations), None)
        if organisation is None:
            raise Mendable(
                _("A field update is sent in the name of an organisation."), "organisation", "required"
            )
        actions.must_have_room(request.user)
        if not is_within("sheets", str(request.user.pk), READ_A_MINUTE):
            raise Mendable(
                _("You have sent several sheets within a minute. Wait a little, then send this one."),
                "file",
                "wait",
            )
        return actions.enter_import(
            by=request.user,
            organisation=organisation,
            form=form.cleaned_data.get("form"),
            table=form.read(),
            at=request.viewer.at,
        )

    made = result_of(request, form, do)
    if made is not None:
        return redirect("update_import" if made.is_at_work else "update_import_columns", made.ref)
    context = {"form": form}
    return answer(request, "threads/imports/new.html", "", context, 422 if form.errors else 200)


@require_safe
def one(request: ViewerRequest, ref: str) -> HttpResponse:
    """One sheet: what would become or became of each row, and what can be done next."""
    held = find_import(request.viewer, ref)
    counts, rows = counts_of(held.rows.all()), held.rows.select_related("update__thread")
    page = row_page(request, rows, ImportRow.State, counts, _("All rows"))
    open_to_reader = threads_to_read(request.viewer, page.rows)
    mapping = Mapping.of(held.mapping)
    reader = Reader(mapping, held.heads)
    context = {
        "import": held,
        "counts": counted(counts),
        "to_do": sum(counts.get(one, 0) for one in ImportRow.TO_DO),
        "doubts": counts.get(ImportRow.State.DOUBT, 0),
        "bad": sum(counts.get(one, 0) for one in ImportRow.BAD),
        "is_open": held.state in (State.READ, State.JUDGED),
        "questions": len(questions_of(held)) if held.state == State.JUDGED else 0,
        "rows": [said_of(one, reader, open_to_reader) for one in page.rows],
        "chips": page.chips,
        "next_url": page.next_url,
        "taken_as": taken_as(request.viewer, mapping),
        "types": types_of(held) if held.state == State.JUDGED else [],
    }
    return answer(request, "threads/imports/import.html", "progress", context)


@form_page
def columns(request: ViewerRequest, ref: str) -> HttpResponse:
    """Say which column is what, and who reads what comes of it."""
    held = find_import(request.viewer, ref)
    form = ColumnsForm(sent(request), held=held, viewer=request.viewer)
    do = partial(actions.map_columns, by=request.user, update_import=held, at=request.viewer.at)
    if was_done(request, form, lambda: do(**form.cleaned_data)):
        return redirect("update_import", ref)
    context = {"import": held, "form": form, "examples": _examples(held)}
    return answer(request, "threads/imports/columns.html", "", context, 422 if form.errors else 200)


def _examples(held: UpdateImport) -> list[tuple[str, str]]:
    """Each column with what stands in it first."""
    rows = [row.cells for row in held.rows.order_by("pk")[:20]]
    return [
        (head, next((cells[place] for cells in rows if place < len(cells) and cells[place]), ""))
        for place, head in enumerate(held.heads)
        if head
    ]


@form_page
def values(request: ViewerRequest, ref: str) -> HttpResponse:
    """Say what their words mean here."""
    held = find_import(request.viewer, ref)
    form = ValuesForm(sent(request), questions=questions_of(held), places=Places())
    do = partial(actions.map_values, by=request.user, update_import=held, at=request.viewer.at)
    if was_done(request, form, lambda: do(values=form.meant)):
        return redirect("update_import", ref)
    context = {"import": held, "form": form}
    return answer(request, "threads/imports/values.html", "", context, 422 if form.errors else 200)


@require_POST
def carry_out(request: ViewerRequest, ref: str) -> HttpResponse:
    """Have the rows posted that can be."""
    held = find_import(request.viewer, ref)
    do = partial(actions.carry_out_import, update_import=held, is_sure=request.POST.get("sure") == "on")
    done = _("It is being carried out, row by row. You may close this page and come back.")
    return try_it(request, do, done, "update_import", ref)


@require_POST
def take_back(request: ViewerRequest, ref: str) -> HttpResponse:
    """Forget the sheet."""
    do = partial(actions.take_back_import, update_import=find_import(request.viewer, ref))
    done = _("The sheet is taken back. What was posted by it stays posted.")
    return try_it(request, do, done, "update_imports")


@require_safe
def rows_to_mend(request: ViewerRequest, ref: str, form: str) -> HttpResponse:
    """The rows that nothing came of, as a file with the reasons, to be mended and sent again."""
    held, wanted = find_import(request.viewer, ref), Form(form)
    on = local_day(request.viewer.at)
    return handed(bad_rows_file(held, wanted), "field-updates", _("Rows to mend"), on, wanted)
