from django.apps import AppConfig


class ToysConfig(AppConfig):
    name = "tests.toys"
    label = "toys"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from tests.toys import access

        access.register_rules()
