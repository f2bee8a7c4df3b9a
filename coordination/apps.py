from django.apps import AppConfig


class CoordinationConfig(AppConfig):
    name = "coordination"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from access.toolkit.rooms import add_room
        from coordination import (
            checks,  # noqa: F401  registers the check of the database
            refused_files,
        )
        from coordination.bridges.erasing import register_copies
        from coordination.bridges.queries import register_bridges
        from coordination.covers import notices as covers
        from coordination.erasing import notices as erasing
        from coordination.oversight import notices as oversight
        from coordination.room import ROOM

        add_room(ROOM)
        oversight.register_kinds()
        covers.register_kinds()
        erasing.register_kinds()
        register_bridges()
        register_copies()
        refused_files.register_kinds()
