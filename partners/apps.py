from django.apps import AppConfig


class PartnersConfig(AppConfig):
    name = "partners"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from access.accounts.joining import add_joiner
        from access.accounts.own_matters import add_source
        from access.toolkit.rooms import add_room
        from partners import access, notices
        from partners.actions.people import Newcomers
        from partners.audiences import register_choices
        from partners.directory import taken_from
        from partners.documents import register_bodies
        from partners.mentions import register_mentions
        from partners.room import ROOM

        add_room(ROOM)
        access.register_audiences()
        notices.register_kinds()
        register_choices()
        register_mentions()
        register_bodies()
        add_joiner(self.name, Newcomers())
        add_source(self.name, taken_from)
