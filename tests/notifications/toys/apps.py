from django.apps import AppConfig


class PromisesConfig(AppConfig):
    name = "tests.notifications.toys"
    label = "promises"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from tests.notifications.toys import access, notices

        access.register_rules()
        notices.register_kinds()
