"""The key of a form that makes or sends something."""

import secrets

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from access.once import FIELD

register = template.Library()


@register.simple_tag
def once() -> SafeString:
    """A key of this form alone: sent twice, it does its work once. Stands beside the token."""
    return format_html('<input type="hidden" name="{}" value="{}">', FIELD, secrets.token_urlsafe(16))
