from django.apps import AppConfig


class MeetingsConfig(AppConfig):
    name = "meetings"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from access.toolkit.rooms import add_room
        from commitments.queries.hands import add_entered
        from library.store.declared import add_queued
        from meetings import access, calendars, covering, entered, erasable, notices, panels
        from meetings.entered import SOURCE_TYPE
        from meetings.held.phone import HELD_FORM
        from meetings.room import ROOM

        add_room(ROOM)
        access.register_rules()
        notices.register_kinds()
        panels.register_panels()
        covering.register_quoting()
        calendars.register_source()
        erasable.register_copies()
        add_queued(HELD_FORM)
        add_entered(SOURCE_TYPE, entered.entered_by)
