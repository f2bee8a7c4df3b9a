"""What this room says of itself."""

from django.utils.translation import gettext_lazy as _

from access.toolkit.rooms import Entry, NoPassages, Reading, RecordKind, Room
from language.words import named
from partners.access import hears_of_changes
from partners.api import API
from partners.directory import OFFICE_CHANGES, ORGANISATIONS
from partners.listed import COMMITTEES, PLACES, SEATS
from partners.models import Committee, Organisation, Program
from partners.models.programs import called
from partners.office_kinds import OFFICE_KINDS
from partners.officers.own import OFFICER_LISTS
from partners.points import POINTS_LIST
from partners.present import PRESENCES
from partners.search import SOURCES

ROOM = Room(
    name="partners",
    order=10,
    prefix="",
    directory=(
        Entry("committees", "sitemap", _("Committees"), besides=("/officer-lists/",)),
        Entry(
            "partners",
            "map-2",
            _("Partners"),
            besides=(
                "/handover/",
                "/introductions/",
                "/sheets/partners/",
                "/presence/",
                "/places/",
                "/office-kinds/",
                "/points/",
            ),
        ),
        # Of whoever an entry about an office can concern: for the others the page would always be empty.
        Entry("office_changes", "replace", _("Changes of office holders"), shows=hears_of_changes),
    ),
    kinds={
        "partners.committee": RecordKind(_("Committee"), Committee.objects.get_queryset, named),
        "partners.organisation": RecordKind(_("Organisation"), Organisation.objects.get_queryset, named),
        "partners.office": RecordKind(_("Office")),
        "partners.officechange": RecordKind(_("Change of an office holder")),
        "partners.introduction": RecordKind(_("Entry of a person")),
        "partners.place": RecordKind(_("Place")),
        "partners.officekind": RecordKind(_("Kind of local office")),
        "partners.seat": RecordKind(_("Seat")),
        "partners.presence": RecordKind(_("Where an organisation works")),
        "partners.program": RecordKind(_("Program of an organisation"), Program.objects.get_queryset, called),
    },
    readings=(
        Reading(
            _("Directory of organisations and committees"),
            _("Every signed-in partner."),
            _("The liaison officer for the own organisation; the secretariat for its committee."),
            _("The same as every partner."),
            of=(
                "partners.place",
                "partners.organisation",
                "partners.office",
                "partners.officekind",
                "partners.committee",
                "partners.seat",
                "partners.presence",
            ),
        ),
        Reading(
            _("Entries of office holders and of people who are new"),
            _(
                "The secretariats and bodies concerned, the outgoing and the incoming holder, whoever claims "
                "the entry, and the national secretariat."
            ),
            _("The secretariat or body that enters; those concerned may object or answer."),
            _("Nothing."),
            of=("partners.officechange", "partners.introduction"),
        ),
        Reading(
            _("Programs of an organisation"),
            _(
                "Everybody in the organisation: which there are, who answers for each, and until when. "
                "Whoever reads a record reads there which program did something."
            ),
            _("Head and liaison officers let one in; whoever answers for it makes and revokes its tokens."),
            _("Nothing of the programs; the access log names each and who answered for it."),
            of=("partners.program",),
        ),
    ),
    no_sheets={
        "partners/place.html": "the same lines leave as the list of who works where",
        "partners/officer_list.html": "whoever sent it has it; the rows to mend leave as a file of their own",
    },
    lists=(
        COMMITTEES,
        SEATS,
        ORGANISATIONS,
        OFFICE_CHANGES,
        PLACES,
        PRESENCES,
        OFFICE_KINDS,
        OFFICER_LISTS,
        POINTS_LIST,
    ),
    search=SOURCES,
    api=API,
    passages=NoPassages(
        "the directory names bodies, offices and posts; what is wrong in it, who keeps it changes at once"
    ),
)
