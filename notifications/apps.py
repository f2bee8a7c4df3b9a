from django.apps import AppConfig


class NotificationsConfig(AppConfig):
    name = "notifications"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from access.toolkit.rooms import add_room
        from notifications.room import ROOM

        add_room(ROOM)
