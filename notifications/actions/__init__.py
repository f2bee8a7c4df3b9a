"""What the portal does to tell people: the rooms above call `tell`; the worker scans and delivers."""

from notifications.actions.days import add_day, extend_days, strike_day
from notifications.actions.delivering import DeliveryReport, deliver
from notifications.actions.reading import mark_all_read, mark_read
from notifications.actions.scanning import ScanReport, scan, scan_changes
from notifications.actions.telling import Telling, tell, tell_all
from notifications.actions.upkeep import close_delivery, drop_held, release_held, retry_delivery

__all__ = [
    "DeliveryReport",
    "ScanReport",
    "Telling",
    "add_day",
    "close_delivery",
    "deliver",
    "drop_held",
    "extend_days",
    "mark_all_read",
    "mark_read",
    "release_held",
    "retry_delivery",
    "scan",
    "scan_changes",
    "strike_day",
    "tell",
    "tell_all",
]
