"""What the worker keeps true about threads."""

from celery import shared_task
from django.utils import timezone

from threads.actions import end_lapsed
from threads.figures.publishing import publish_due
from threads.imports import receiving
from threads.imports.actions import carrying, entering, settling
from threads.returns.actions import open_months as open_ended_months
from threads.updates import actions


@shared_task
def narrow_reports() -> None:
    """Name nobody in a report of online abuse who serves the body no longer for which it was made."""
    actions.narrow_reports(at=timezone.now())


@shared_task
def end_stories() -> None:
    """Take out what is left of stories whose consent has run out."""
    end_lapsed(at=timezone.now())


@shared_task
def publish_quarters() -> None:
    """Publish the quarters whose days for corrections have passed; once each, however often it runs."""
    publish_due(at=timezone.now())


@shared_task
def carry_on_imports() -> None:
    """Look at the rows of sheets that wait, and post them where somebody said so."""
    carrying.carry_on(clock=timezone.now)


@shared_task
def forget_imports() -> None:
    """Take away what has lain for its time: sheets, what tools sent, and tokens long unused."""
    at = timezone.now()
    entering.forget_imports(at=at)
    settling.forget_kept(at=at)
    receiving.forget_tokens(at=at)


@shared_task
def open_months() -> None:
    """Write down which monthly returns are owed of the month that has ended."""
    open_ended_months(at=timezone.now())
