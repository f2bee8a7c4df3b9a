from django.apps import AppConfig


class CommitmentsConfig(AppConfig):
    name = "commitments"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from access.toolkit.rooms import add_room
        from commitments import access, calendars, notices, panels
        from commitments.actions import pass_on_left, pass_to_successors
        from commitments.room import ROOM
        from partners import when_bodies_leave

        add_room(ROOM)
        access.register_rules()
        notices.register_kinds()
        panels.register_panels()
        calendars.register_source()
        when_bodies_leave.add_step(self.name, pass_to_successors)
        when_bodies_leave.add_step(f"{self.name}: verifying", pass_on_left)
