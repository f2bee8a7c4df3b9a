"""The files of a post."""

from django.db import models

from library.models import Attachment
from threads.models.posts import Post


class PostFile(Attachment):
    """A file sent with a post: whoever reads the thread reads it, for as long as the post stands."""

    record = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="+")
    # Somebody said that it may identify a person, or that the text beside it does.
    is_covered = models.BooleanField(default=False)

    def __str__(self) -> str:
        return f"{self.record_id} {self.file_id}"
