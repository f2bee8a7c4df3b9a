"""Photos of a form on a phone: each a row of its own, with how much smaller it was made and a button that
takes it out. What is no picture by how it begins is refused, whatever it is called.
"""

from typing import Any, NamedTuple

from django.core.exceptions import ValidationError
from django.template.loader import render_to_string
from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy

from access.toolkit.errors import Mendable
from library.files.attaching import FIELD
from library.files.fields import FilesField, FilesInput
from library.files.pictures import must_be_pictures
from library.files.rows import own_row

PHOTOS = "image/jpeg,image/png,image/webp"


class PhotoWords(NamedTuple):
    """What a form says of its photos: what one is called, what the two buttons do, and what is refused."""

    each: str | Promise = gettext_lazy("Photo")
    take: str | Promise = gettext_lazy("Take a photo")
    choose: str | Promise = gettext_lazy("Choose a photo")
    refused: str | Promise = gettext_lazy("Send a photo here, as JPEG, PNG or WEBP, and no document.")


class PhotosInput(FilesInput):
    """Takes photos or chooses them; `static/js/store/photo_rows.js` shows each as a row."""

    words = PhotoWords()
    most = 1

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"accept": PHOTOS, **(attrs or {})})

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        """Draw the buttons, and above them the photos that are here already."""
        own = self.build_attrs(self.attrs, attrs)
        context = {
            "name": name,
            "before": [own_row(one) for one in self.kept],
            "attrs": own.items(),
            "id": own.get("id", ""),
            "most": self.most,
            "words": self.words,
        }
        return render_to_string("components/photos_input.html", context)


class PhotosField(FilesField):
    """Photos to stand on a record: cleaned, their references."""

    widget = PhotosInput

    def __init__(self, *, most: int = 1, words: PhotoWords | None = None, **kwargs: Any) -> None:
        super().__init__(most=most, **kwargs)
        assert isinstance(self.widget, PhotosInput)
        self.words: PhotoWords = words or PhotoWords()
        self.widget.most, self.widget.words = most, self.words

    def clean(self, value: Any) -> list[str]:
        """Keep what was sent, if it is pictures."""
        refs = super().clean(value)
        assert self.by is not None
        try:
            must_be_pictures(refs, self.by, field=FIELD, words=self.words.refused)
        except Mendable as mendable:
            raise ValidationError(str(mendable), code=mendable.code) from None
        return refs
