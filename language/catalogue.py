"""The Bangla catalogue: which words the portal says, and whether each has its Bangla.

Django's own makemessages needs GNU gettext, which a fresh machine does not have. This reads
Python by its syntax tree and templates through Django's own template lexer, keeps one
catalogue per room under `locale/<room>/bn/LC_MESSAGES/`, and compiles it.
"""

from __future__ import annotations

import ast
import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import polib
from django.utils.translation.template import templatize

from language.vocabulary import english_strays, full_stops, strays

LANGUAGE = "bn"
# Which argument is the singular, which the plural, which the context.
_CALLS = {
    "_": (0, None, None),
    "gettext": (0, None, None),
    "gettext_lazy": (0, None, None),
    "gettext_noop": (0, None, None),
    "ngettext": (0, 1, None),
    "ngettext_lazy": (0, 1, None),
    "pgettext": (1, None, 0),
    "pgettext_lazy": (1, None, 0),
    "npgettext": (1, 2, 0),
    "npgettext_lazy": (1, 2, 0),
}
_STRING = r"u?(?:'(?:\\.|[^'\\])*'|\"(?:\\.|[^\"\\])*\")"
_TEMPLATE_CALL = re.compile(rf"\b(\w+)\(\s*((?:{_STRING}\s*,?\s*)+)")
_PLACEHOLDER = re.compile(r"%(?:\(\w+\))?[-#0 +]*\d*(?:\.\d+)?[sdif]|\{\w*\}")
_METADATA = {
    "Project-Id-Version": "Shomonnoy",
    "Language": LANGUAGE,
    "MIME-Version": "1.0",
    "Content-Type": "text/plain; charset=UTF-8",
    "Content-Transfer-Encoding": "8bit",
    "Plural-Forms": "nplurals=2; plural=(n != 1);",
}

Key = tuple[str | None, str]


@dataclass
class Message:
    """One thing the portal says, and the files that say it."""

    text: str
    plural: str | None = None
    context: str | None = None
    files: set[str] = field(default_factory=set)

    @property
    def key(self) -> Key:
        """What makes it one message."""
        return (self.context, self.text)


def python_messages(source: str) -> Iterator[Message]:
    """The messages of a Python file."""
    nodes = list(ast.walk(ast.parse(source)))
    imported = [one for node in nodes if isinstance(node, ast.ImportFrom) for one in node.names]
    called_here = {one.asname: one.name for one in imported if one.asname and one.name in _CALLS}
    for node in nodes:
        if not isinstance(node, ast.Call):
            continue
        name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
        name = called_here.get(name, name)
        if name in _CALLS:
            texts = [arg.value if isinstance(arg, ast.Constant) else None for arg in node.args]
            yield from _message(name, texts)


def template_messages(source: str) -> Iterator[Message]:
    """The messages of a template: `{% translate %}`, `{% blocktranslate %}` and `_("…")`."""
    for call in _TEMPLATE_CALL.finditer(templatize(source)):
        if call.group(1) in _CALLS:
            texts = [ast.literal_eval(text) for text in re.findall(_STRING, call.group(2))]
            yield from _message(call.group(1), texts)


def _message(name: str, texts: Sequence[object]) -> Iterator[Message]:
    def at(place: int | None) -> str | None:
        text = texts[place] if place is not None and place < len(texts) else None
        return text if isinstance(text, str) else None

    single, plural, context = _CALLS[name]
    text = at(single)
    if text:
        yield Message(text, at(plural), at(context))


def room_messages(root: Path, room: str, last_room: str) -> dict[Key, Message]:
    """Everything a room says; templates that belong to no room go to the last one."""
    found: dict[Key, Message] = {}
    for path in sorted((root / room).rglob("*.py")):
        if "migrations" not in path.parts:
            _add(found, python_messages(path.read_text(encoding="utf-8")), path.relative_to(root))
    for path in _templates(root, room, last_room):
        _add(found, template_messages(path.read_text(encoding="utf-8")), path.relative_to(root))
    return found


def _templates(root: Path, room: str, last_room: str) -> Iterator[Path]:
    templates = root / "templates"
    for path in sorted([*templates.rglob("*.html"), *templates.rglob("*.txt")]):
        first = path.relative_to(templates).parts[0]
        belongs_to = first if (root / first / "__init__.py").exists() else last_room
        if belongs_to == room:
            yield path


def _add(found: dict[Key, Message], messages: Iterable[Message], path: Path) -> None:
    for message in messages:
        known = found.setdefault(message.key, message)
        known.plural = known.plural or message.plural
        known.files.add(path.as_posix())


def po_path(root: Path, room: str) -> Path:
    """Where a room's catalogue is."""
    return root / "locale" / room / LANGUAGE / "LC_MESSAGES" / "django.po"


def read(root: Path, room: str) -> polib.POFile:
    """Return a room's catalogue, or an empty one."""
    path = po_path(root, room)
    if path.exists():
        return polib.pofile(str(path), wrapwidth=100)
    catalogue = polib.POFile(wrapwidth=100)
    catalogue.metadata = dict(_METADATA)
    return catalogue


def update(root: Path, room: str, last_room: str) -> tuple[int, int]:
    """Bring the catalogue's messages up to date; translations stay. Returns how many came and went."""
    wanted = room_messages(root, room, last_room)
    catalogue = read(root, room)
    known = {(entry.msgctxt, entry.msgid): entry for entry in catalogue}
    gone = [entry for key, entry in known.items() if key not in wanted]
    for entry in gone:
        catalogue.remove(entry)
    for key, message in wanted.items():
        entry = known.get(key) or polib.POEntry(msgid=message.text, msgctxt=message.context)
        _shape(entry, message)
        if key not in known:
            catalogue.append(entry)
    catalogue.sort(key=lambda entry: (entry.msgid, entry.msgctxt or ""))
    if wanted or gone:
        path = po_path(root, room)
        path.parent.mkdir(parents=True, exist_ok=True)
        catalogue.metadata = dict(_METADATA)
        catalogue.save(str(path))
    return len(wanted.keys() - known.keys()), len(gone)


def _shape(entry: polib.POEntry, message: Message) -> None:
    # File names without lines: a moved line is no change of what is said.
    entry.occurrences = [(name, "") for name in sorted(message.files)]
    if message.plural and not entry.msgid_plural:
        entry.msgid_plural = message.plural
        entry.msgstr_plural = {0: entry.msgstr, 1: entry.msgstr}
        entry.msgstr = ""
    elif message.plural:
        entry.msgid_plural = message.plural
    elif entry.msgid_plural:
        entry.msgid_plural = ""
        entry.msgstr = entry.msgstr_plural.get(0, "")
        entry.msgstr_plural = {}


def compile_room(root: Path, room: str) -> bool:
    """Write the compiled catalogue beside its source, when it is not there yet or older."""
    path = po_path(root, room)
    if not path.exists():
        return False
    target = path.with_suffix(".mo")
    if target.exists() and target.stat().st_mtime >= path.stat().st_mtime:
        return False
    # Written aside and moved: a process that starts meanwhile reads the old file or the new one.
    aside = target.with_suffix(".mo.new")
    read(root, room).save_as_mofile(str(aside))
    aside.replace(target)
    return True


def faults(root: Path, room: str, last_room: str) -> Iterator[str]:
    """What is missing or wrong in a room's catalogue."""
    wanted = room_messages(root, room, last_room)
    known = {(entry.msgctxt, entry.msgid): entry for entry in read(root, room)}
    for key, message in wanted.items():
        entry = known.get(key)
        where = min(message.files)
        if entry is None:
            yield f"{room}: not in the catalogue: {message.text!r} ({where}); run catalogue --update"
            continue
        yield from (f"{room}: {fault}: {message.text!r} ({where})" for fault in _entry_faults(entry))
    for key in known.keys() - wanted.keys():
        yield f"{room}: nobody says this any more: {key[1]!r}; run catalogue --update"


def _entry_faults(entry: polib.POEntry) -> Iterator[str]:
    texts = list(entry.msgstr_plural.values()) if entry.msgid_plural else [entry.msgstr]
    if not texts or not all(text.strip() for text in texts):
        yield "no Bangla yet"
        return
    if entry.fuzzy:
        yield "marked as a guess"
    for text in texts:
        if unicodedata.normalize("NFC", text) != text:
            yield "Bangla in another encoding than ours (NFC)"
        if text == entry.msgid and re.search(r"[A-Za-z]{3}", _PLACEHOLDER.sub("", text)):
            yield "the English text stands in for the Bangla"
        sources = [entry.msgid, entry.msgid_plural] if entry.msgid_plural else [entry.msgid]
        if sorted(_PLACEHOLDER.findall(text)) not in [sorted(_PLACEHOLDER.findall(s)) for s in sources]:
            yield "other placeholders than the English"
        yield from strays(text)
        if full_stops(text):
            yield "a full stop where Bangla has a danda"
    for source in filter(None, (entry.msgid, entry.msgid_plural)):
        yield from english_strays(source)
