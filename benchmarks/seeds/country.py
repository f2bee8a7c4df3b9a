"""`python -m benchmarks.seeds.country`: personas and real events on the loaded country, as the owner."""

import django


def main() -> None:
    """Load them by the project's own loaders."""
    django.setup()
    from django.core.management import call_command
    from django.utils import timezone

    from coordination.demo.personas import load_personas

    load_personas(password="only-for-benchmarks", now=timezone.now())
    call_command("load_events")


if __name__ == "__main__":
    main()
