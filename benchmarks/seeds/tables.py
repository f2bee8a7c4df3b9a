"""Fills the tables set by set, as a superuser of a cluster that is the benchmark's own."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from access.toolkit.rooms import search_sources
from access.toolkit.searching import rebuild
from benchmarks.seeds import documents, meetings, people, promises, requests, threads, updates
from commitments.models import Rank
from language.words import DHAKA
from meetings.entered import SOURCE_TYPE

# A country of 12,675 people with a login has 240,000 promises and 100,000 meetings. Below that size the
# people stay: a small portal has few promises, not few officers.
NATION, PEOPLE, NGOS = 240_000, 12_675, 300
# Promises and meetings of the personas' own district at every size: their lists are never half empty.
OWN_PROMISES, OWN_MEETINGS, OWN_WRITTEN = 160, 80, 120
# The thread that is a key message for everyone, in the whole country.
MESSAGE = 210
IN_OFFICE = timedelta(days=2_000)
# Of the personas: their district, the liaison officer's NGO and the Deputy Commissioner's office.
HOME, NGO = "Jashore", "RJ"
_FILLED = (
    "access_partymember",
    "commitments_commitment",
    "commitments_commitmentaudience",
    "commitments_stagechange",
    "library_document",
    "library_documentaudience",
    "meetings_meeting",
    "meetings_meetingaudience",
    "meetings_minutesaudience",
    "threads_fieldupdate",
    "threads_post",
    "threads_thread",
    "threads_threadaudience",
    "threads_threadmark",
    "threads_threadreader",
)
_INDEXES = """
    SELECT indexname, indexdef FROM pg_indexes
    WHERE tablename = ANY(%s) AND indexdef NOT LIKE '%%UNIQUE%%'
      AND indexname NOT IN (SELECT conname FROM pg_constraint)
"""
_HOME = """
    SELECT (SELECT count(*) FROM partners_committee b WHERE b.tier = 'district' AND b.id < k.id), o.code
    FROM partners_committee k
    JOIN partners_place p ON p.id = k.place_id
    JOIN partners_seat s ON s.committee_id = k.id AND s.role = 'chair'
    JOIN partners_office f ON f.id = s.office_id
    JOIN partners_organisation o ON o.id = f.organisation_id
    WHERE p.tier = 'district' AND p.name_en = %s
"""


@dataclass(frozen=True)
class Size:
    """How much there is of each, for so many promises."""

    commitments: int
    # Of discussions alone there can be more than go with the promises: none wanted is one for every eight.
    wanted_threads: int = 0
    # And of field updates: none wanted are two for every promise.
    wanted_updates: int = 0

    @property
    def threads(self) -> int:
        """One for every eight promises, or as many as are wanted."""
        return self.wanted_threads or self.commitments // 8

    @property
    def updates(self) -> int:
        """Two for every promise, or as many as are wanted."""
        return self.wanted_updates or self.commitments * 2

    @property
    def meetings(self) -> int:
        """Five for every twelve promises."""
        return self.commitments * 5 // 12

    @property
    def requests(self) -> int:
        """One for every eighty promises, and as many as fill the lists of the personas."""
        return max(OWN_WRITTEN, self.commitments // 80)

    @property
    def documents(self) -> int:
        """One for every hundred promises, and as many as fill the lists of the personas."""
        return max(OWN_WRITTEN, self.commitments // 100)

    @property
    def grown(self) -> float:
        """How many times the nation of today; people and NGOs grow with it, and never shrink."""
        return max(1.0, self.commitments / NATION)


def fill(
    connection: Any, size: Size, now: datetime, *, ngos: int = NGOS, people_wanted: int = PEOPLE
) -> None:
    """Fill the tables, and let the planner know. The connection is a superuser's and commits by itself."""
    with connection.cursor() as cursor:
        # No trigger keeps a history of what nobody did, and no foreign key is asked a million times.
        cursor.execute("SET session_replication_role = replica; SET work_mem = '256MB'")
        cursor.execute("SET maintenance_work_mem = '256MB'")
        cursor.execute(_INDEXES, [list(_FILLED)])
        indexes = cursor.fetchall()
        for name, _definition in indexes:
            cursor.execute(f"DROP INDEX {name}")
        facts = _facts(cursor, size, now, ngos=ngos, people_wanted=people_wanted)
        for part in (people, meetings, promises, threads, requests, documents, updates):
            for step in part.STEPS:
                cursor.execute(step, facts)
        for _name, definition in indexes:
            cursor.execute(definition)
        cursor.execute("SET session_replication_role = DEFAULT")
        for source in search_sources():
            rebuild(source.rows, cursor)
        cursor.execute("VACUUM ANALYZE")


def _facts(cursor: Any, size: Size, now: datetime, *, ngos: int, people_wanted: int) -> dict[str, Any]:
    cursor.execute(_HOME, [HOME])
    home_n, office = cursor.fetchone()
    today: date = now.astimezone(DHAKA).date()
    many = int(people_wanted * size.grown)
    return {
        "commitments": size.commitments,
        "meetings": size.meetings,
        "threads": size.threads,
        "updates": size.updates,
        "requests": size.requests,
        "documents": size.documents,
        "ngos": int(ngos * size.grown),
        "people": many,
        # Rounds of staff through all organisations: enough for any number of people.
        "rounds": 1 + many // 6_000,
        "today": today,
        "since": now - IN_OFFICE,
        "home": HOME,
        "home_n": home_n,
        "ngo": NGO,
        "office": office,
        "own": OWN_PROMISES,
        "own_meetings": OWN_MEETINGS,
        "own_written": OWN_WRITTEN,
        "message_n": MESSAGE,
        "source_type": SOURCE_TYPE,
        **{rank.name.lower(): int(rank) for rank in Rank},
    }
