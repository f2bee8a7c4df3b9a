from django.apps import AppConfig


class ThreadsConfig(AppConfig):
    name = "threads"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from access.api.late import add_keeper
        from access.toolkit.rooms import add_room
        from library.sheets.held import add_ending
        from library.store.declared import add_queued
        from partners.when_bodies_leave import add_step
        from threads import access, concern_notices, notices
        from threads.actions.stories import HOLD_TITLES
        from threads.figures.protection import register_source
        from threads.imports import access as imports_access
        from threads.imports import notices as imports_notices
        from threads.imports.receiving import keep_late_submission
        from threads.queries.stories import ended_between
        from threads.returns import access as returns_access
        from threads.returns import notices as returns_notices
        from threads.returns.actions import pass_to_successors
        from threads.returns.quarterly import register_sources
        from threads.room import ROOM
        from threads.updates import access as updates_access
        from threads.updates import notices as updates_notices
        from threads.updates.phone import UPDATE_FORM

        add_room(ROOM)
        access.register_rules()
        updates_access.register_rules()
        imports_access.register_rules()
        imports_notices.register_kinds()
        add_keeper("/api/v1/field-update-submissions/", keep_late_submission)
        returns_access.register_rules()
        notices.register_kinds()
        concern_notices.register_kinds()
        updates_notices.register_kinds()
        register_source()
        add_queued(UPDATE_FORM)
        register_sources()
        returns_notices.register_kinds()
        add_step(f"{self.name}: returns", pass_to_successors)
        add_ending("threads", HOLD_TITLES, ended_between)
