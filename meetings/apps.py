from django.apps import AppConfig


class MeetingsConfig(AppConfig):
    name = "meetings"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from meetings import access, notices, panels

        access.register_rules()
        notices.register_kinds()
        panels.register_panels()
