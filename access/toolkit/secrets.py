"""Secrets that rest in a row: sealed with AES-GCM, and bound to the row they belong to.

A stolen table gives nothing without the key, and a sealed value copied into another
person's row does not open there. Whatever cannot be opened raises: a secret is never
silently lost, replaced or taken for empty.

`FIELD_KEYS` is `id:base64key,id:base64key`: the first key seals, every key listed still
opens what it sealed. To change the key, put the new one first and keep the old ones.
"""

import base64
import binascii
import os
from collections.abc import Iterable
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings
from django.core.checks import CheckMessage, Error
from django.core.exceptions import ImproperlyConfigured

NONCE_BYTES = 12
KEY_BYTES = (16, 24, 32)


class SecretUnreadable(Exception):
    """A sealed value does not open: wrong row, changed text, or a key that is gone."""


def read_keys(entries: Iterable[str]) -> dict[str, bytes]:
    """The keys by identifier, in the order given. Refuses a list nobody could seal with."""
    keys: dict[str, bytes] = {}
    for entry in entries:
        identifier, separator, encoded = entry.strip().partition(":")
        try:
            key = base64.b64decode(encoded, validate=True)
        except binascii.Error as error:
            raise ImproperlyConfigured(f"FIELD_KEYS: key {identifier!r} is not base64") from error
        if not separator or not identifier or len(key) not in KEY_BYTES:
            raise ImproperlyConfigured("FIELD_KEYS: each entry is id:base64key, of 16, 24 or 32 bytes")
        if identifier in keys:
            raise ImproperlyConfigured(f"FIELD_KEYS: key {identifier!r} is listed twice")
        keys[identifier] = key
    if not keys:
        raise ImproperlyConfigured("FIELD_KEYS is empty: nothing can be sealed")
    return keys


def seal(text: str, *, bound_to: str) -> str:
    """`text` as `id:base64`, readable only for the same `bound_to` ("table.column:row")."""
    identifier, key = next(iter(read_keys(settings.FIELD_KEYS).items()))
    nonce = os.urandom(NONCE_BYTES)
    sealed = AESGCM(key).encrypt(nonce, text.encode(), _associated(identifier, bound_to))
    return f"{identifier}:{base64.b64encode(nonce + sealed).decode()}"


def unseal(sealed: str, *, bound_to: str) -> str:
    """The text that was sealed for this row, or `SecretUnreadable`."""
    identifier, _, encoded = sealed.partition(":")
    key = read_keys(settings.FIELD_KEYS).get(identifier)
    if key is None:
        raise SecretUnreadable(f"no key {identifier!r} in FIELD_KEYS")
    try:
        raw = base64.b64decode(encoded, validate=True)
        opened = AESGCM(key).decrypt(raw[:NONCE_BYTES], raw[NONCE_BYTES:], _associated(identifier, bound_to))
    except (binascii.Error, ValueError, InvalidTag) as error:
        raise SecretUnreadable("a sealed value does not open for this row") from error
    return opened.decode()


def _associated(identifier: str, bound_to: str) -> bytes:
    if not bound_to:
        raise ValueError("a secret must be bound to its row")
    return f"{identifier}\n{bound_to}".encode()


def check_field_keys(**_kwargs: Any) -> list[CheckMessage]:
    """Refuse to start with keys nobody could seal with, rather than fail at the first secret."""
    try:
        read_keys(settings.FIELD_KEYS)
    except ImproperlyConfigured as error:
        return [Error(str(error), id="access.E900")]
    return []
