"""What programs read of the account they act for."""

from rest_framework import serializers

from access.api.declaring import Api, Own
from access.api.fields import Body, Said
from access.models import AccessToken, User
from access.rules.viewer import Viewer


class AccountBody(Body):
    """The account a program acts for: who that is by office, and what the token may be used for."""

    ref = serializers.CharField()
    label_en = serializers.CharField()
    label_bn = serializers.CharField()
    language = serializers.ChoiceField(choices=User.Language.values)
    scope = serializers.ChoiceField(choices=AccessToken.Scope.values, help_text="Of the token")


def _account(viewer: Viewer) -> Said:
    carried = viewer.user.carried if isinstance(viewer.user, User) else None
    may_write = carried is None or bool(getattr(carried, "may_write", False))
    scope = AccessToken.Scope.WRITE if may_write else AccessToken.Scope.READ
    return Said(viewer.user, scope=scope.value)


API = Api(own=(Own("account/", "own_account", _account, AccountBody, "The account you act for"),))
