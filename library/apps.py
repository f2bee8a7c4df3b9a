from django.apps import AppConfig


class LibraryConfig(AppConfig):
    name = "library"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from access.toolkit.rooms import add_room
        from library.documents.access import register_rules
        from library.files.access import register_rules as register_files
        from library.room import ROOM

        add_room(ROOM)
        register_rules()
        register_files()
