from django.apps import AppConfig


class PartnersConfig(AppConfig):
    name = "partners"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from access.joining import register_joiner
        from partners import access, notices
        from partners.actions.people import Newcomers

        access.register_audiences()
        notices.register_kinds()
        register_joiner(Newcomers())
