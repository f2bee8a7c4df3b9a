from django.apps import AppConfig


class CommitmentsConfig(AppConfig):
    name = "commitments"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from commitments import access, notices, panels
        from commitments.actions import pass_to_successors
        from partners import succession

        access.register_rules()
        notices.register_kinds()
        panels.register_panels()
        succession.add_step(self.name, pass_to_successors)
