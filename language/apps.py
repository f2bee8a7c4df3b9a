from django.apps import AppConfig


class LanguageConfig(AppConfig):
    name = "language"
    default_auto_field = "django.db.models.BigAutoField"
