"""How Django asks: who is signing in, and whether a user has a permission on an object."""

from typing import Any

from django.contrib.auth.backends import BaseBackend
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.db.models import Model
from django.http import HttpRequest

from access.models import User
from access.rules.engine import can, has_rule
from access.rules.viewer import find_signed_in


class SignInBackend(BaseBackend):
    """Signs in by e-mail address or mobile number, typed in either digit system, with password."""

    def authenticate(
        self,
        request: HttpRequest | None,
        identifier: str | None = None,
        password: str | None = None,
        **credentials: Any,
    ) -> User | None:
        """Return the account, or None; an unknown name takes as long as a wrong password."""
        if not identifier or password is None:
            return None
        user = User.objects.find(identifier)
        if user is None:
            User.spend_a_check(password)
            return None
        return user if user.check_password(password) and user.is_active else None

    def get_user(self, user_id: int) -> User | None:
        """Return the signed-in account while it is active."""
        return find_signed_in(user_id)


class RuleBackend(BaseBackend):
    """Answers `user.has_perm("commitments.accept", commitment)` from the rules."""

    def has_perm(self, user_obj: User | AnonymousUser, perm: str, obj: Model | None = None) -> bool:
        """Whether the rule of that name allows it; without an object nothing is allowed.

        A rule is the last word: where there is one, no backend after this is asked.
        """
        if obj is None or not isinstance(user_obj, User):
            return False
        app_label, _, action = perm.partition(".")
        if obj._meta.app_label != app_label or not has_rule(type(obj), action):
            return False
        if can(user_obj, action, obj):
            return True
        raise PermissionDenied
