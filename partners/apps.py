from django.apps import AppConfig


class PartnersConfig(AppConfig):
    name = "partners"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from access.accounts.joining import register_joiner
        from access.accounts.own_matters import register_source
        from partners import access, notices
        from partners.actions.people import Newcomers
        from partners.directory import taken_from

        access.register_audiences()
        notices.register_kinds()
        register_joiner(Newcomers())
        register_source(taken_from)
