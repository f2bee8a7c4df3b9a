"""What a page says to the store of a phone."""

from django import template

from library.store.build import build

register = template.Library()
register.simple_tag(build, name="phone_build")
