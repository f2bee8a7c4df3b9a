"""By which words meetings, their minutes and their decisions are found."""

from access.models import SearchRow


class MeetingSearch(SearchRow):
    """By which words a meeting is found: what its notice says."""

    records, told = "meetings_meeting", "search_told_of_meetings"
    readers = "search_readers_of_meetings"


class MinutesSearch(SearchRow):
    """By which words minutes are found: all that is written in them."""

    records, told = "meetings_minutes", "search_told_of_minutes"
    readers = "search_readers_of_minutes"


class DecisionSearch(SearchRow):
    """By which words a decision is found; the rule of its minutes decides who reads it."""

    records, told = "meetings_decision", "search_told_of_decisions"
    readers = "search_readers_of_decisions"
