from django.apps import AppConfig
from django.core.checks import register
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class AccessConfig(AppConfig):
    name = "access"
    verbose_name = _("Access")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Check the rules at start, and give the app role its rights after each migrate."""
        from access.access import register_rules
        from access.accounts.tokens import find_by_token
        from access.room import ROOM
        from access.rules.checks import check_rules
        from access.rules.database_role import grant_app_role
        from access.rules.ways_in import add_token_reader
        from access.toolkit.rooms import add_room
        from access.toolkit.secrets import check_field_keys

        add_room(ROOM)
        register_rules()
        add_token_reader("token", find_by_token)
        register(check_rules)
        register(check_field_keys)
        post_migrate.connect(grant_app_role, sender=self, dispatch_uid="access.grant_app_role")
