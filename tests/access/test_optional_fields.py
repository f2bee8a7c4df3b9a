"""Every field that may stay empty says so, and no other does: over all forms that are declared."""

from typing import Any

import polib
import pytest
from django import forms
from django.conf import settings
from django.template.loader import render_to_string
from django.urls import get_resolver
from django.utils.translation import override

from coordination.templatetags.fields import is_optional, kind
from tests.access.test_guarded_forms import all_forms

pytestmark = pytest.mark.django_db
MARK = 'class="optional"'


def our_forms() -> list[type[forms.Form]]:
    """All forms of the rooms, once every page was loaded; what only other forms stand on is none."""
    assert get_resolver().url_patterns
    found = {one for one in all_forms() if one.__module__.split(".")[0] in settings.ROOMS}
    return sorted(
        (one for one in found if one.base_fields), key=lambda one: (one.__module__, one.__qualname__)
    )


def sent_empty(form_class: type[forms.Form]) -> forms.Form:
    """The form as it is declared, sent with nothing in it; what its page gives it is left out."""
    form = form_class.__new__(form_class)
    forms.Form.__init__(form, data={})
    return form


def test_optional_stands_where_a_field_may_stay_empty_and_nowhere_else() -> None:
    seen = 0
    wrong: list[str] = []
    with override("en"):
        for form_class in our_forms():
            form = sent_empty(form_class)
            name = f"{form_class.__module__}.{form_class.__qualname__}"
            try:
                refused = set(form.errors)
            except (AttributeError, KeyError, TypeError, AssertionError):
                # What its page gives it is asked for: only what is declared can be judged.
                refused = set()
                form = form_class.__new__(form_class)
                forms.Form.__init__(form)
            for field in form:
                if field.is_hidden or kind(field) in ("check", "group"):
                    continue
                seen += 1
                drawn: dict[str, Any] = {"field": field}
                is_marked = MARK in render_to_string("components/field.html", drawn)
                if is_marked != is_optional(field):
                    wrong.append(f"{name}.{field.name}: drawn otherwise than meant")
                if is_marked and field.name in refused:
                    wrong.append(f"{name}.{field.name}: optional, and refused when it is empty")
                if (
                    not is_marked
                    and not field.field.required
                    and field.name not in getattr(form, "needed", ())
                ):
                    wrong.append(f"{name}.{field.name}: may stay empty, and does not say so")
    assert not wrong, "\n".join(wrong)
    assert seen > 150, seen


def test_no_label_and_no_hint_says_it_by_itself() -> None:
    for path in (settings.BASE_DIR / "locale").glob("*/bn/LC_MESSAGES/django.po"):
        for entry in polib.pofile(str(path)):
            if not entry.obsolete and "optional" in entry.msgid.lower():
                assert entry.msgid == "optional", (path, entry.msgid)
