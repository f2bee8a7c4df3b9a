"""The calendar of one person: a month beside the same as a list, and the feed their own program reads.

It joins what the rooms put on it (`access.toolkit.calendars`); it keeps nothing of its own.
"""
