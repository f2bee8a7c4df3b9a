"""Nobody decides by what they type where another person's browser goes: one function reads that."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
ROOMS = (
    "access",
    "commitments",
    "coordination",
    "language",
    "meetings",
    "notifications",
    "partners",
    "threads",
)
ASKS = "safe_next"
# What a browser sends, and what a form made of it.
TYPED = {"GET", "POST", "META", "COOKIES", "headers", "body", "cleaned_data", "data"}
LEADS = {
    "redirect",
    "resolve_url",
    "HttpResponseRedirect",
    "HttpResponsePermanentRedirect",
    "HttpResponseClientRedirect",
    "HttpResponseLocation",
}
HEADERS = {"location", "hx-redirect", "hx-location", "refresh"}


def faults(source: str, file: str = "") -> Iterator[str]:
    """Places where what was typed decides which page follows."""
    for function in ast.walk(ast.parse(source)):
        if not isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef) or function.name == ASKS:
            continue
        typed = _typed_names(function)
        for node in ast.walk(function):
            leading = [one for one in _leading(node) if _is_typed(one, typed)]
            if leading or _reads_next(node):
                yield f"{file}:{node.lineno} {ast.unparse(node)}"  # type: ignore[attr-defined]


def _leading(node: ast.AST) -> Iterator[ast.expr]:
    """What decides where this leads: the first argument of a redirect, the value of a header."""
    if isinstance(node, ast.Call) and _name(node.func) in LEADS:
        yield from node.args[:1]
        yield from (word.value for word in node.keywords if word.arg in ("to", "redirect_to", "path"))
    if isinstance(node, ast.Dict):
        for key, value in zip(node.keys, node.values, strict=True):
            if _is_header(key):
                yield value
    if isinstance(node, ast.Assign):
        for target in node.targets:
            if isinstance(target, ast.Subscript) and _is_header(target.slice):
                yield node.value


def _is_typed(node: ast.expr, names: set[str]) -> bool:
    if isinstance(node, ast.Call) and _name(node.func) in (ASKS, "reverse"):
        return False
    if isinstance(node, ast.JoinedStr):
        # How an address begins decides where it leads.
        first = node.values[0] if node.values else None
        return isinstance(first, ast.FormattedValue) and _is_typed(first.value, names)
    if isinstance(node, ast.BinOp) and isinstance(first := _first(node), ast.Call):
        return _is_typed(first, names)
    if isinstance(node, ast.IfExp):
        return _is_typed(node.body, names) or _is_typed(node.orelse, names)
    if isinstance(node, ast.Attribute) and node.attr in TYPED:
        return True
    if isinstance(node, ast.Name):
        return node.id in names
    return any(_is_typed(child, names) for child in ast.iter_child_nodes(node) if isinstance(child, ast.expr))


def _first(node: ast.expr) -> ast.expr:
    """What a sum of texts begins with."""
    return _first(node.left) if isinstance(node, ast.BinOp) else node


def _typed_names(function: ast.FunctionDef | ast.AsyncFunctionDef) -> set[str]:
    names: set[str] = set()
    while True:
        found = set(names)
        for node in ast.walk(function):
            if isinstance(node, ast.Assign | ast.AnnAssign | ast.NamedExpr) and node.value is not None:
                targets = node.targets if isinstance(node, ast.Assign) else [node.target]
                if _is_typed(node.value, names):
                    found |= {one.id for one in targets if isinstance(one, ast.Name)}
        if found == names:
            return names
        names = found


def _reads_next(node: ast.AST) -> bool:
    """Whether `next` is taken from what was typed."""
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.args:
        where, word = node.func.value, node.args[0]
    elif isinstance(node, ast.Subscript):
        where, word = node.value, node.slice
    else:
        return False
    return (
        isinstance(where, ast.Attribute)
        and where.attr in TYPED
        and isinstance(word, ast.Constant)
        and word.value == "next"
    )


def _is_header(node: ast.expr | None) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value.casefold() in HEADERS


def _name(node: ast.expr) -> str:
    return node.attr if isinstance(node, ast.Attribute) else node.id if isinstance(node, ast.Name) else ""


def test_no_page_leads_on_by_what_was_typed_but_through_the_one_function() -> None:
    files = [file for room in ROOMS for file in (ROOT / room).rglob("*.py") if "migrations" not in file.parts]
    assert len(files) > 100
    found = [fault for file in files for fault in faults(file.read_text(), str(file.relative_to(ROOT)))]
    assert not found, "\n".join(found)


@pytest.mark.parametrize(
    "line",
    [
        "return redirect(request.GET['to'])",
        "return redirect(request.POST.get('next') or 'desk')",
        "to = request.GET.get('to', ''); return redirect(to)",
        "to = request.META['HTTP_REFERER']; on = to.strip(); return HttpResponseRedirect(redirect_to=on)",
        "return resolve_url(form.cleaned_data['to'])",
        "return redirect(f\"{request.GET['to']}?done=1\")",
        "return redirect('desk' if done else request.headers['Referer'])",
        "return HttpResponse(headers={'HX-Redirect': request.headers['HX-Current-URL']})",
        "response['Location'] = request.POST['to']",
        "return HttpResponseClientRedirect(request.POST['to'])",
        "going = request.session.get('x') or request.POST['next']",
    ],
)
def test_a_page_that_leads_on_by_what_was_typed_is_found(line: str) -> None:
    assert list(faults(f"def view(request):\n    {line}"))


@pytest.mark.parametrize(
    "line",
    [
        "return redirect('meeting', request.POST['meeting'])",
        "return redirect(safe_next(request, 'desk'))",
        "return redirect(reverse('commitments') + '?' + request.GET.urlencode())",
        "return redirect(f\"{reverse('sign_in')}?{urlencode({'next': request.GET['q']})}\")",
        "return redirect('account' if request.GET.get('x') else 'desk')",
    ],
)
def test_a_page_of_ours_named_with_what_was_typed_is_no_fault(line: str) -> None:
    assert not list(faults(f"def view(request):\n    {line}"))
