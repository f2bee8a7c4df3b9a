"""By which words commitments are found."""

from access.models import SearchRow


class CommitmentSearch(SearchRow):
    """By which words a commitment is found: what is to be done, and where it was agreed."""

    records, told = "commitments_commitment", "search_told_of_commitments"
    readers = "search_readers_of_commitments"
