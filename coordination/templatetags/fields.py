"""The input of a form field, with the class our styles know."""

from django import forms, template
from django.forms.boundfield import BoundField
from django.utils.safestring import SafeString

from access.choosing.field import ReadersInput

register = template.Library()


@register.filter
def kind(field: BoundField) -> str:
    """Say how the field is laid out: a line, a box to tick, choices, or a group that draws itself."""
    widget = field.field.widget
    if isinstance(widget, forms.CheckboxInput):
        return "check"
    if isinstance(widget, forms.RadioSelect | forms.CheckboxSelectMultiple):
        return "choices"
    return "group" if isinstance(widget, ReadersInput) else "line"


@register.filter
def is_optional(field: BoundField) -> bool:
    """Say whether it may stay empty: no, where the form asks for it once something else was chosen."""
    return not field.field.required and field.name not in getattr(field.form, "needed", ())


@register.filter
def asked_which(field: BoundField) -> list[tuple[str, str]]:
    """Return what a field asks to choose from: value and words of each that the typed text may mean."""
    return [one for error in field.errors.as_data() for one in (error.params or {}).get("choices", [])]


@register.simple_tag
def field_input(field: BoundField) -> SafeString:
    """Draw the input. Django itself names the hint and the error in aria-describedby."""
    widget = field.field.widget
    css = "form-control"
    if isinstance(widget, forms.CheckboxInput | forms.RadioSelect | forms.CheckboxSelectMultiple):
        css = "form-check-input"
    elif isinstance(widget, forms.Select):
        css = "form-select"
    own = str(widget.attrs.get("class", ""))
    return field.as_widget(attrs={"class": f"{css} {own}".strip()})
