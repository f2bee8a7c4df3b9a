"""Seeds 240,000 commitments by SQL, spread as in the country: few organisations, a tree of committees."""

from typing import Any

from commitments.models import Rank

COMMITMENTS = 240_000
ORGANISATIONS, COMMITTEES, DISTRICTS = 300, 250, 10

# Five parties to a committee, two to an organisation; codes tell them apart.
_PARTIES = """
    INSERT INTO access_party (ref, kind, code, label_en, label_bn)
    SELECT left(md5(kind || n), 22), kind, 'seed:' || kind || ':' || n, kind, ''
    FROM unnest(%(kinds)s::text[]) AS kind, generate_series(0, %(last)s) AS n
"""
_ORGANISATIONS = """
    INSERT INTO partners_organisation (ref, code, kind, side, name_en, name_bn, short_en, short_bn, aliases,
        focus, note, has_left, all_party_id, liaison_party_id)
    SELECT 'o' || n, 'seed:' || n, 'ngo', 'ngo', 'Organisation ' || n, '', '', '', '{}', '{}', '', false,
        (SELECT id FROM access_party WHERE code = 'seed:organisation-all:' || n),
        (SELECT id FROM access_party WHERE code = 'seed:organisation-liaison:' || n)
    FROM generate_series(0, %(last)s) AS n
"""
_COMMITTEES = """
    INSERT INTO partners_committee (ref, code, tier, name_en, name_bn, short_en, short_bn, aliases,
        terms_of_reference, note, is_frequency_verified, is_quorum_verified, members_party_id,
        secretariat_party_id, minute_takers_party_id, government_party_id, ngo_party_id)
    SELECT 'c' || n, 'seed:' || n, 'upazila', 'Committee ' || n, '', '', '', '[]', '', '', false, false,
        (SELECT id FROM access_party WHERE code = 'seed:committee-members:' || n),
        (SELECT id FROM access_party WHERE code = 'seed:committee-secretariat:' || n),
        (SELECT id FROM access_party WHERE code = 'seed:committee-minute-takers:' || n),
        (SELECT id FROM access_party WHERE code = 'seed:committee-government:' || n),
        (SELECT id FROM access_party WHERE code = 'seed:committee-ngo:' || n)
    FROM generate_series(0, %(last)s) AS n
"""
# Committee 0 stands above 1 to 10, those above the others. Of twenty promises one is a recommendation,
# one dropped, eight open (one with evidence in), ten kept.
_COMMITMENTS = """
    INSERT INTO commitments_commitment (ref, what, owner_id, verifier_id, verifier_from_above, due_on,
        original_due_on, due_seq, committee_id, secretariat_party_id, granting_party_id, for_network,
        source_type, source_text_en, source_text_bn, stage, stage_since, agreed_on, more_information,
        more_information_reason, is_illustrative, rank, at, live)
    SELECT 'k' || n, 'Promise ' || n, owner.id, CASE WHEN n %% 20 BETWEEN 2 AND 12 THEN verifier.id END,
        false,
        CASE WHEN n %% 20 > 0 THEN day END, day, 0, committee.id, committee.secretariat_party_id,
        committee.secretariat_party_id, false, '', '', '',
        CASE WHEN n %% 20 = 0 THEN 'recommended' WHEN n %% 20 = 1 THEN 'dropped'
             WHEN n %% 20 = 2 THEN 'evidence_in' WHEN n %% 20 <= 12 THEN 'verified' ELSE 'accepted' END,
        day, day - 30, false, '', false,
        CASE n %% 20 WHEN 0 THEN %(recommended)s WHEN 1 THEN %(dropped)s WHEN 2 THEN %(answered)s
             ELSE %(dated)s END,
        CASE WHEN n %% 20 BETWEEN 3 AND 12 THEN day - interval '1 year' ELSE day END,
        n %% 20 > 12 OR n %% 20 = 2
    FROM generate_series(0, %(last)s) AS n
    CROSS JOIN LATERAL (SELECT date '2026-10-01' + n %% 397 AS day) AS dated
    JOIN partners_organisation owner ON owner.code = 'seed:' || n / 20 %% %(organisations)s
    JOIN partners_organisation verifier ON verifier.code = 'seed:' || (n / 20 + 1) %% %(organisations)s
    JOIN partners_committee committee ON committee.code = 'seed:' || n / 60 %% %(committees)s
"""
_READERS = """
    CREATE TEMPORARY TABLE readers AS
    SELECT DISTINCT k.id AS committee_id, party_id
    FROM partners_committee k
    CROSS JOIN LATERAL (SELECT split_part(k.code, ':', 2)::int AS n) AS numbered
    CROSS JOIN LATERAL (
        SELECT k.members_party_id UNION SELECT k.secretariat_party_id
        UNION SELECT secretariat_party_id FROM partners_committee
              WHERE numbered.n > %(districts)s AND code = 'seed:' || 1 + numbered.n %% %(districts)s
        UNION SELECT secretariat_party_id FROM partners_committee WHERE code = 'seed:0'
    ) AS party(party_id)
    WHERE k.code LIKE 'seed:%%'
"""
_AUDIENCE = """
    INSERT INTO commitments_commitmentaudience (record_id, party_id, via, rank, at, live)
    SELECT c.id, o.all_party_id, 'owner', c.rank, c.at, c.live
    FROM commitments_commitment c JOIN partners_organisation o ON o.id = c.owner_id
    UNION ALL
    SELECT c.id, o.liaison_party_id, 'support', c.rank, c.at, c.live
    FROM commitments_commitment c JOIN partners_organisation o ON o.id = c.verifier_id
    WHERE c.stage = 'evidence_in'
    UNION ALL
    SELECT c.id, r.party_id, 'committee', c.rank, c.at, c.live
    FROM commitments_commitment c JOIN readers r ON r.committee_id = c.committee_id
"""
_FOREIGN_KEYS = """
    SELECT format('ALTER TABLE %%s DROP CONSTRAINT %%I', conrelid::regclass, conname) FROM pg_constraint
    WHERE contype = 'f' AND conrelid = ANY(%(tables)s::regclass[])
"""
_INDEXES = """
    SELECT indexname, indexdef FROM pg_indexes
    WHERE tablename = ANY(%(tables)s) AND indexdef NOT LIKE '%%UNIQUE%%'
"""
_TABLES = (
    "access_party",
    "partners_organisation",
    "partners_committee",
    "commitments_commitment",
    "commitments_commitmentaudience",
)
_TRACKED = ("partners_organisation", "commitments_commitment", "commitments_commitmentaudience")


def seed(connection: Any) -> None:
    """Fill the tables as their owner, and let the planner know.

    The database is thrown away afterwards: foreign keys go, indexes are built once the rows are in.
    """
    filled = {"tables": ["commitments_commitment", "commitments_commitmentaudience"]}
    with connection.cursor() as cursor:
        for table in _TRACKED:
            # A history of 240,000 insertions would say nothing, nor would the order they came in.
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        cursor.execute(_FOREIGN_KEYS, filled)
        for (statement,) in cursor.fetchall():
            cursor.execute(statement)
        cursor.execute(_INDEXES, filled)
        indexes = cursor.fetchall()
        for name, _ in indexes:
            cursor.execute(f"DROP INDEX {name}")
        cursor.execute(
            _PARTIES, {"kinds": ["organisation-all", "organisation-liaison"], "last": ORGANISATIONS - 1}
        )
        words = ["members", "secretariat", "minute-takers", "government", "ngo"]
        cursor.execute(_PARTIES, {"kinds": [f"committee-{word}" for word in words], "last": COMMITTEES - 1})
        cursor.execute(_ORGANISATIONS, {"last": ORGANISATIONS - 1})
        cursor.execute(_COMMITTEES, {"last": COMMITTEES - 1})
        cursor.execute(
            _COMMITMENTS,
            {
                "last": COMMITMENTS - 1,
                "organisations": ORGANISATIONS,
                "committees": COMMITTEES,
                **{rank.name.lower(): int(rank) for rank in Rank},
            },
        )
        cursor.execute(_READERS, {"districts": DISTRICTS})
        cursor.execute(_AUDIENCE)
        for _, definition in indexes:
            cursor.execute(definition)
        for table in _TABLES:
            cursor.execute(f"VACUUM ANALYZE {table}")
