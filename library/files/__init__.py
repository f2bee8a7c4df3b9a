"""Files that people sent: received, opened where they can harm nobody, kept, and handed to their readers.

A file is hostile until it was written anew. What opens it (`images`, `pdfs`, `office`) runs in a process of
its own with little memory and time (`inside`, started by `limited`), never in a request.
"""
