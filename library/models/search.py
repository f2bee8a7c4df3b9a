"""By which words documents are found."""

from access.models import SearchRow


class DocumentSearch(SearchRow):
    """By which words a document is found: its title, description and publisher, and the text of the file that
    stands now. The document's rule decides.
    """

    records, told = "library_document", "search_told_of_documents"
    readers = "search_readers_of_documents"
