from django.apps import AppConfig


class CoordinationConfig(AppConfig):
    name = "coordination"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from coordination import checks  # noqa: F401  registers the check of the database
        from coordination.oversight.notices import register_kinds

        register_kinds()
