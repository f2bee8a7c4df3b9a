"""A secret opens for its own row and with its own key, and never silently as something else."""

import base64

import pytest
from django.core.exceptions import ImproperlyConfigured
from pytest_django import Settings

from access.toolkit.secrets import SecretUnreadable, check_field_keys, read_keys, seal, unseal

OLD = "2025:" + base64.b64encode(bytes(range(32))).decode()
NEW = "2026:" + base64.b64encode(bytes(range(32, 64))).decode()


@pytest.fixture(autouse=True)
def keys(settings: Settings) -> None:
    settings.FIELD_KEYS = [OLD]


def test_what_was_sealed_for_a_row_opens_for_that_row() -> None:
    assert unseal(seal("গোপন secret", bound_to="t.c:1"), bound_to="t.c:1") == "গোপন secret"


def test_the_same_secret_is_never_sealed_the_same_way_twice() -> None:
    assert seal("secret", bound_to="t.c:1") != seal("secret", bound_to="t.c:1")


def test_a_sealed_value_copied_to_another_row_does_not_open() -> None:
    with pytest.raises(SecretUnreadable):
        unseal(seal("secret", bound_to="t.c:1"), bound_to="t.c:2")


def test_a_value_of_which_one_letter_was_changed_does_not_open() -> None:
    sealed = seal("secret", bound_to="t.c:1")
    changed = sealed[:-6] + ("A" if sealed[-6] != "A" else "B") + sealed[-5:]
    with pytest.raises(SecretUnreadable):
        unseal(changed, bound_to="t.c:1")


def test_after_a_change_of_key_the_old_secrets_open_and_new_ones_use_the_new_key(
    settings: Settings,
) -> None:
    sealed = seal("secret", bound_to="t.c:1")
    settings.FIELD_KEYS = [NEW, OLD]
    assert unseal(sealed, bound_to="t.c:1") == "secret"
    assert seal("secret", bound_to="t.c:1").startswith("2026:")


def test_a_secret_whose_key_is_gone_raises(settings: Settings) -> None:
    sealed = seal("secret", bound_to="t.c:1")
    settings.FIELD_KEYS = [NEW]
    with pytest.raises(SecretUnreadable):
        unseal(sealed, bound_to="t.c:1")


def test_a_value_kept_under_another_key_identifier_does_not_open(settings: Settings) -> None:
    settings.FIELD_KEYS = [OLD, NEW.replace("2026:", "copy:")]
    sealed = seal("secret", bound_to="t.c:1")
    with pytest.raises(SecretUnreadable):
        unseal(sealed.replace("2025:", "copy:"), bound_to="t.c:1")


@pytest.mark.parametrize("sealed", ["", "2025:", "2025:not base64", "plain text", "2025:AAAA"])
def test_what_was_never_sealed_is_refused_and_not_taken_for_empty(sealed: str) -> None:
    with pytest.raises(SecretUnreadable):
        unseal(sealed, bound_to="t.c:1")


def test_a_secret_cannot_be_sealed_for_no_row() -> None:
    with pytest.raises(ValueError, match="bound"):
        seal("secret", bound_to="")


@pytest.mark.parametrize(
    "entries",
    [[], ["no-separator"], ["id:short"], ["id:" + base64.b64encode(b"seven..").decode()], [OLD, OLD]],
    ids=["none", "no identifier", "not base64", "wrong length", "twice"],
)
def test_a_list_of_keys_nobody_could_seal_with_is_refused(entries: list[str]) -> None:
    with pytest.raises(ImproperlyConfigured):
        read_keys(entries)


def test_the_portal_does_not_start_with_keys_nobody_could_seal_with(settings: Settings) -> None:
    assert check_field_keys() == []
    settings.FIELD_KEYS = ["id:short"]
    assert [found.id for found in check_field_keys()] == ["access.E900"]
