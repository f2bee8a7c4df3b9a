"""The key of a form that makes or sends something."""

import secrets

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from access.toolkit.once import FIELD

register = template.Library()


@register.simple_tag
def once() -> SafeString:
    """A key of this form alone: sent twice, it does its work once. Stands beside the token."""
    # A browser that loads the page again must not put the old key back.
    return format_html(
        '<input type="hidden" autocomplete="off" name="{}" value="{}">', FIELD, secrets.token_urlsafe(16)
    )
