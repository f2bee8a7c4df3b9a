"""Everything the portal says is found without GNU gettext, and nothing is left without its Bangla."""

from pathlib import Path

import polib
import pytest

from language.catalogue import compile_room, faults, po_path, python_messages, read, template_messages, update


@pytest.fixture
def house(tmp_path: Path) -> Path:
    room = tmp_path / "room"
    (room / "migrations").mkdir(parents=True)
    (tmp_path / "last").mkdir()
    for package in ("room", "last"):
        (tmp_path / package / "__init__.py").write_text("")
    (room / "views.py").write_text(
        'from x import gettext as _\nsaid = _("Save")\nother = _("Save %(what)s")\n'
    )
    (room / "migrations" / "0001.py").write_text('_("Never said")\n')
    (tmp_path / "templates" / "room").mkdir(parents=True)
    (tmp_path / "templates" / "components").mkdir()
    (tmp_path / "templates" / "room" / "page.html").write_text(
        "{% translate 'Save' %} {% translate 'Page' %}"
    )
    (tmp_path / "templates" / "base.html").write_text("{% translate 'Skip to the page' %}")
    (tmp_path / "templates" / "components" / "due.txt").write_text("{% translate 'Due' %}")
    return tmp_path


def texts(root: Path, room: str) -> list[str]:
    return sorted(entry.msgid for entry in read(root, room))


def test_python_says_what_its_calls_say() -> None:
    source = """
from x import gettext_lazy as _later, ngettext as many
_later("later"); many("%(n)s word", "%(n)s words", n)
_("one"); gettext_lazy("two" " joined"); translation.gettext("three"); _(variable); _("")
ngettext("%(n)s day", "%(n)s days", n); pgettext("button", "Open"); f(_("inner"))
"""
    found = [(message.context, message.text, message.plural) for message in python_messages(source)]
    assert sorted(found, key=str) == sorted(
        [
            (None, "later", None),
            (None, "%(n)s word", "%(n)s words"),
            (None, "one", None),
            (None, "two joined", None),
            (None, "three", None),
            (None, "%(n)s day", "%(n)s days"),
            ("button", "Open", None),
            (None, "inner", None),
        ],
        key=str,
    )


def test_a_template_says_what_its_tags_say() -> None:
    source = """{% load i18n %}{% translate "It's here" %} {% trans 'Old "tag"' context "menu" %}
{% include "x.html" with label=_("Given along") %}{{ _("Shown") }}
{% blocktranslate trimmed count n=rows|length %}
  {{ n }} row
{% plural %}
  {{ n }} rows
{% endblocktranslate %}
{% blocktranslate %}100% of {{ it }}{% endblocktranslate %}"""
    found = [(message.context, message.text, message.plural) for message in template_messages(source)]
    assert (None, "It's here", None) in found
    assert ("menu", 'Old "tag"', None) in found
    assert (None, "Given along", None) in found
    assert (None, "Shown", None) in found
    assert (None, "%(n)s row", "%(n)s rows") in found
    assert [text for _, text, _ in found if "100" in text] == ["100%% of %(it)s"]


def test_an_update_adds_what_is_said_and_drops_what_is_not_and_keeps_the_bangla(house: Path) -> None:
    assert update(house, "room", "last") == (3, 0)
    assert texts(house, "room") == ["Page", "Save", "Save %(what)s"]
    catalogue = read(house, "room")
    catalogue.find("Save").msgstr = "সংরক্ষণ"
    catalogue.save(str(po_path(house, "room")))
    (house / "room" / "views.py").write_text('_("Save")\n_("Send")\n')
    assert update(house, "room", "last") == (1, 1)
    assert texts(house, "room") == ["Page", "Save", "Send"]
    assert read(house, "room").find("Save").msgstr == "সংরক্ষণ"
    assert update(house, "room", "last") == (0, 0)


def test_templates_of_no_room_belong_to_the_last(house: Path) -> None:
    update(house, "last", "last")
    assert texts(house, "last") == ["Due", "Skip to the page"]


@pytest.mark.parametrize(
    ("bangla", "fault"),
    [
        ("", "no Bangla yet"),
        ("Save %(what)s", "stands in for the Bangla"),
        ("সংরক্ষণ", "other placeholders"),
        ("%(what)s সংরক্ষণ \u09df", "another encoding"),
        ("এখনো %(what)s সংরক্ষণ", "write এখনও"),
        ("%(what)s সংরক্ষণ করুন.", "a full stop"),
        ("%(what)s সংরক্ষণ", None),
    ],
)
def test_the_check_finds_what_is_missing_or_wrong(house: Path, bangla: str, fault: str | None) -> None:
    update(house, "room", "last")
    catalogue = read(house, "room")
    for entry in catalogue:
        entry.msgstr = bangla if entry.msgid == "Save %(what)s" else "বাংলা"
    catalogue.save(str(po_path(house, "room")))
    found = list(faults(house, "room", "last"))
    assert [fault is not None and fault in text for text in found] == [True] * (fault is not None)


def test_the_check_finds_what_the_catalogue_does_not_know_and_what_nobody_says(house: Path) -> None:
    update(house, "room", "last")
    (house / "room" / "views.py").write_text('_("Send")\n')
    found = " ".join(faults(house, "room", "last"))
    assert "not in the catalogue: 'Send'" in found
    assert "nobody says this any more: 'Save %(what)s'" in found


def test_a_guess_is_no_translation(house: Path) -> None:
    update(house, "room", "last")
    catalogue = read(house, "room")
    for entry in catalogue:
        entry.msgstr = "%(what)s বাংলা" if "%" in entry.msgid else "বাংলা"
    catalogue.find("Page").flags.append("fuzzy")
    catalogue.save(str(po_path(house, "room")))
    assert ["marked as a guess" in text for text in faults(house, "room", "last")] == [True]


def test_compiling_writes_once_and_again_after_a_change(house: Path) -> None:
    assert not compile_room(house, "room")
    update(house, "room", "last")
    catalogue = read(house, "room")
    catalogue.find("Page").msgstr = "পাতা"
    catalogue.save(str(po_path(house, "room")))
    assert compile_room(house, "room")
    assert not compile_room(house, "room")
    compiled = polib.mofile(str(po_path(house, "room").with_suffix(".mo")))
    assert [entry.msgstr for entry in compiled] == ["পাতা"]
