"""Icons of the portal, drawn into the page: `{% icon "calendar" %}`.

The build collects the outlines that templates and code name; nothing is loaded by the browser.
"""

import json
import logging
from functools import lru_cache

from django import template
from django.conf import settings
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

register = template.Library()
log = logging.getLogger(__name__)

BUILT = "static/built/icons.json"


@lru_cache(maxsize=1)
def outlines() -> dict[str, str]:
    """Return the drawn icons by name, as the build before this start made them."""
    try:
        text = (settings.BASE_DIR / BUILT).read_text(encoding="utf-8")
    except FileNotFoundError:
        return {}
    found: dict[str, str] = json.loads(text)
    return found


@register.simple_tag
def icon(name: str, size: str = "", label: str = "") -> SafeString:
    """Draw an icon. It says nothing to a screen reader unless it has a label; `size="s"` is small.

    A missing outline leaves a gap, not a broken page: every status has words beside its icon.
    """
    return _drawn(name, size, str(label))


@lru_cache(maxsize=512, typed=True)
def _drawn(name: str, size: str, label: str) -> SafeString:
    outline = outlines().get(name)
    if outline is None:
        log.warning(
            'The icon "%s" is not among those built, and a gap stands in its place. Build the files again '
            "(make build), and start the portal anew.",
            name,
        )
        return SafeString("")
    return format_html(
        '<svg class="ic{}" viewBox="0 0 24 24" {}>{}</svg>',
        f" ic-{size}" if size else "",
        format_html('role="img" aria-label="{}"', label) if label else mark_safe('aria-hidden="true"'),
        mark_safe(outline),  # noqa: S308  from the build, not from people
    )
