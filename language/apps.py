from django.apps import AppConfig


class LanguageConfig(AppConfig):
    name = "language"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Let queries compare names as people do."""
        from language import lookups  # noqa: F401
