"""What is said of files: why one is refused and how to mend that, and what rewriting changed."""

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from language.words import number
from library.files.refusals import Remark, Why

Words = str | Promise

_WHY: dict[Why, Words] = {
    Why.KIND: _(
        "This kind of file is not taken. Send a picture (JPEG, PNG), a PDF, a DOCX or an XLSX; what counts "
        "is what is in the file, not its name."
    ),
    Why.HEIC: _(
        "This is an iPhone picture (HEIC), which others cannot open. In the camera's settings choose “Most "
        "compatible”, or send a screenshot of it."
    ),
    Why.OLD_OFFICE: _(
        "This is in an old form, or under a password. Open it, take the password off, and save it as DOCX or "
        "XLSX."
    ),
    Why.EMPTY: _("This file is empty. Choose it again."),
    Why.TOO_LARGE: _("This file is larger than %(most)s MB. Make it smaller or send it in parts."),
    Why.PIXELS: _("This picture has too many points. Make it smaller, then send it again."),
    Why.BROKEN: _("This file cannot be opened. Open it yourself, save it anew, then send that."),
    Why.PASSWORD: _("This file asks for a password before it opens. Save it without one, then send it."),
    Why.MACROS: _("This file holds macros, which are programs. Save it as DOCX or XLSX without them."),
    Why.EMBEDDED: _("Another file lies inside this one. Take it out and send it by itself."),
    Why.DRAWING: _(
        "A drawing in this file (EMF or WMF) cannot be written anew. Put it in as PNG or JPEG, then send the "
        "file."
    ),
    Why.READS_OTHERS: _(
        "This file reads from another file or program. Break these links (paste the values), then send it."
    ),
    Why.OPENS_TOO_LARGE: _("Opened, this file is far larger than it should be. Send it in parts."),
    Why.TOO_MUCH_TEXT: _("This file has more text than can be checked. Send it in parts."),
    Why.TOO_SLOW: _("This file took too long to open. Save it anew or send it in parts."),
    Why.TOO_MANY_ROWS: _("This sheet has more rows than are read at once. Send it in parts."),
    Why.IDENTIFIER: _("There are numbers in this file that may be somebody's."),
    Why.INFECTED: _("The scanner found something harmful in this file. Nothing of it was kept."),
    Why.ERASED: _("It was erased. Nothing of it is kept."),
    Why.NOT_SCANNED: _("The scanner could not say that this file is harmless. Nothing of it was kept."),
}
_REMARKS: dict[Remark, Words] = {
    Remark.SIGNATURE_ENDED: _(
        "It had a digital signature, which ended when the file was written anew. The hash of what was sent "
        "is kept."
    ),
    Remark.ACTIVE_TAKEN_OUT: _("Scripts or files inside it were taken out."),
    Remark.LINKS_TAKEN_OUT: _("Links that lead to other files were taken out."),
    Remark.FIRST_PICTURE: _("It held several pictures; the first is kept."),
    Remark.RENAMED: _("Its name could not be kept, as it said nothing or held a number."),
}


def why_words(why: str) -> str:
    """Say why a file is refused, and how to mend it."""
    told = str(_WHY[Why(why)])
    return told % {"most": number(settings.FILE_LIMIT // 1024**2)} if why == Why.TOO_LARGE else told


def remark_words(remark: str) -> str:
    """Say what was changed in a file that is kept."""
    return str(_REMARKS[Remark(remark)])
