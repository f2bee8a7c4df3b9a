from django.apps import AppConfig


class CoordinationConfig(AppConfig):
    name = "coordination"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from access.toolkit.rooms import add_room
        from coordination import checks  # noqa: F401  registers the check of the database
        from coordination.oversight.notices import register_kinds
        from coordination.room import ROOM

        add_room(ROOM)
        register_kinds()
