from django.apps import AppConfig


class MeetingsConfig(AppConfig):
    name = "meetings"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from access.toolkit.rooms import add_room
        from meetings import access, calendars, covering, erasable, notices, panels
        from meetings.room import ROOM

        add_room(ROOM)
        access.register_rules()
        notices.register_kinds()
        panels.register_panels()
        covering.register_quoting()
        calendars.register_source()
        erasable.register_copies()
