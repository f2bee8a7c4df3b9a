"""The one error a person can mend: what is wrong, at which field, in the reader's language."""

from django import forms
from django.utils.functional import Promise


class Mendable(Exception):
    """An action refuses because of something the person can put right and send again."""

    def __init__(self, message: str | Promise, field: str | None = None, code: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.field = field
        self.code = code

    def __str__(self) -> str:
        return str(self.message)


def form_errors(form: forms.BaseForm, mendable: Mendable) -> None:
    """Show the refusal at its field, or above the form when the form has no such field.

    A form that came too late shows what a colleague saved beside what was typed.
    """
    if hasattr(mendable, "stands") and hasattr(form, "show_both"):
        form.show_both(mendable)
    field = mendable.field if mendable.field in form.fields else None
    form.add_error(field, forms.ValidationError(str(mendable.message), code=mendable.code or "mendable"))
