"""NGOs of each district, their seats, and people in the offices that lead, with what they belong to.

All of it is SQL; `agreement` compares a sample with the rules' own answer.
"""

# Where an NGO works: a few for each district, and the persona's own NGO in the district of the personas.
NGOS = """
    CREATE TEMPORARY TABLE bench_district AS
    SELECT id, name_en, name_bn, row_number() OVER (ORDER BY id) - 1 AS n, count(*) OVER () AS many
    FROM partners_place WHERE tier = 'district';

    INSERT INTO access_party (ref, kind, code, label_en, label_bn)
    SELECT left(md5(kind || n), 22), kind, 'bench:' || kind || ':' || n, 'Association ' || n, ''
    FROM unnest(ARRAY['organisation-all', 'organisation-liaison']) AS kind,
        generate_series(0, %(ngos)s - 1) AS n;

    INSERT INTO partners_organisation (ref, code, kind, side, name_en, name_bn, short_en, short_bn, aliases,
        focus, note, has_left, place_id, all_party_id, liaison_party_id)
    SELECT left(md5('ngo' || i), 22), 'bench:' || i, 'ngo', 'ngo',
        d.name_en || ' Association for Safe Migration ' || i, d.name_bn || ' নিরাপদ অভিবাসন সমিতি ' || i,
        '', '', '{}', '{}', '', false, d.id, whole.id, liaison.id
    FROM generate_series(0, %(ngos)s - 1) AS series(i)
    JOIN bench_district d ON d.n = i %% d.many
    JOIN access_party whole ON whole.code = 'bench:organisation-all:' || i
    JOIN access_party liaison ON liaison.code = 'bench:organisation-liaison:' || i;

    CREATE TEMPORARY TABLE bench_ngo AS
    SELECT district_id, organisation_id,
        row_number() OVER (PARTITION BY district_id ORDER BY organisation_id) - 1 AS k,
        count(*) OVER (PARTITION BY district_id) AS many
    FROM (
        SELECT place_id AS district_id, id AS organisation_id
        FROM partners_organisation WHERE code LIKE 'bench:%%'
        UNION ALL
        SELECT d.id, o.id FROM bench_district d, partners_organisation o
        WHERE d.name_en = %(home)s AND o.code = %(ngo)s
    ) AS works;
    ANALYZE bench_ngo;
"""
# The district a committee lies in, and who is above it: itself at distance nought.
COMMITTEES = """
    CREATE TEMPORARY TABLE bench_above AS
    WITH RECURSIVE above(committee_id, above_id, distance) AS (
        SELECT id, id, 0 FROM partners_committee
        UNION ALL
        SELECT above.committee_id, k.parent_id, above.distance + 1
        FROM above JOIN partners_committee k ON k.id = above.above_id WHERE k.parent_id IS NOT NULL
    )
    SELECT above.committee_id, above.above_id, above.distance, k.secretariat_party_id
    FROM above JOIN partners_committee k ON k.id = above.above_id;
    CREATE INDEX ON bench_above (committee_id, distance);
    ANALYZE bench_above;

    CREATE TEMPORARY TABLE bench_committee AS
    SELECT k.id, k.tier, k.name_en, k.name_bn, k.members_party_id, k.secretariat_party_id,
        k.minute_takers_party_id, d.id AS district_id,
        row_number() OVER (PARTITION BY k.tier ORDER BY k.id) - 1 AS n,
        count(*) OVER (PARTITION BY k.tier) AS many
    FROM partners_committee k
    LEFT JOIN partners_place p ON p.id = k.place_id
    LEFT JOIN bench_district d ON p.path LIKE '%%/' || d.id || '/%%';
    CREATE INDEX ON bench_committee (tier, n);
    ANALYZE bench_committee;

    -- Of a hundred meetings or promises one is of a national committee, eight of a district's, 27 of an
    -- upazila's, the rest of a union's.
    CREATE TEMPORARY TABLE bench_tier AS
    SELECT tier, many,
        CASE tier WHEN 'union' THEN 0 WHEN 'upazila' THEN 64 WHEN 'district' THEN 91 ELSE 99 END AS first,
        CASE tier WHEN 'union' THEN 63 WHEN 'upazila' THEN 90 WHEN 'district' THEN 98 ELSE 99 END AS last
    FROM bench_committee GROUP BY tier, many;
"""
# NGO seats of districts and upazilas, and of every third union: the others wait for an NGO, as in life.
SEATS = """
    UPDATE partners_seat s SET organisation_id = given.organisation_id
    FROM (
        SELECT open.id, n.organisation_id
        FROM (
            SELECT s.id, k.district_id,
                row_number() OVER (PARTITION BY k.district_id ORDER BY k.tier, k.id, s.id) AS place
            FROM partners_seat s JOIN bench_committee k ON k.id = s.committee_id
            WHERE s.side = 'ngo' AND s.organisation_id IS NULL AND s.office_id IS NULL AND s.until IS NULL
              AND k.district_id IS NOT NULL AND (k.tier <> 'union' OR k.n %% 3 = 0)
        ) AS open
        JOIN bench_ngo n ON n.district_id = open.district_id AND n.k = open.place %% n.many
    ) AS given
    WHERE given.id = s.id;
"""
# First whoever leads a committee, then heads of offices, then other seats, until there are enough people.
PEOPLE = """
    CREATE TEMPORARY TABLE bench_term AS
    WITH wanted AS (
        SELECT o.id AS office_id, NULL::bigint AS organisation_id, '' AS role,
            CASE WHEN leads.id IS NOT NULL THEN 1 WHEN o.heads THEN 2 ELSE 4 END AS turn, o.id AS place
        FROM partners_office o
        LEFT JOIN LATERAL (
            SELECT s.id FROM partners_seat s
            WHERE s.office_id = o.id AND s.until IS NULL AND s.role IN ('chair', 'member_secretary') LIMIT 1
        ) AS leads ON true
        WHERE NOT EXISTS (SELECT FROM partners_officeholder h WHERE h.office_id = o.id)
        UNION ALL
        SELECT NULL, o.id, role, 0, o.id
        FROM partners_organisation o, unnest(ARRAY['head', 'liaison', 'staff']) AS role
        WHERE o.code LIKE 'bench:%%'
        UNION ALL
        SELECT NULL, o.id, 'liaison', 3, o.id
        FROM partners_organisation o
        WHERE o.place_id IS NULL AND NOT o.has_left AND o.until IS NULL AND NOT EXISTS (
            SELECT FROM partners_membership m WHERE m.organisation_id = o.id)
        UNION ALL
        -- More people than offices: staff of all organisations, round by round.
        SELECT NULL, o.id, 'staff', 5 + round, o.id
        FROM partners_organisation o, generate_series(1, %(rounds)s) AS round
        WHERE NOT o.has_left AND o.until IS NULL AND o.code NOT LIKE 'bench:%%'
    )
    SELECT row_number() OVER (ORDER BY turn, place, role) AS n, office_id, organisation_id, role
    FROM wanted ORDER BY turn, place, role LIMIT %(people)s;

    INSERT INTO access_user (password, ref, email, language, is_active, is_administrator, label_en, label_bn,
        joined_at, email_proved_at, device_generation)
    SELECT '!', left(md5('user' || n), 22), 'person-' || n || '@bench.invalid',
        CASE WHEN n %% 4 = 0 THEN 'en' ELSE 'bn' END, true, false, 'Person ' || n, 'ব্যক্তি ' || n,
        %(since)s, %(since)s, 0
    FROM bench_term;

    INSERT INTO partners_person (ref, user_id, label_en, label_bn)
    SELECT left(md5('person' || id), 22), id, label_en, label_bn
    FROM access_user WHERE email LIKE 'person-%%@bench.invalid';

    CREATE TEMPORARY TABLE bench_person AS
    SELECT t.*, u.id AS user_id, p.id AS person_id
    FROM bench_term t
    JOIN access_user u ON u.email = 'person-' || t.n || '@bench.invalid'
    JOIN partners_person p ON p.user_id = u.id;

    INSERT INTO partners_officeholder (office_id, person_id, period, manner, order_number)
    SELECT office_id, person_id, tstzrange(%(since)s, NULL), 'substantive', ''
    FROM bench_person WHERE office_id IS NOT NULL;

    INSERT INTO partners_membership (ref, person_id, organisation_id, role, period)
    SELECT left(md5('membership' || n), 22), person_id, organisation_id, role, tstzrange(%(since)s, NULL)
    FROM bench_person WHERE organisation_id IS NOT NULL;
"""
# What `partners.parties` derives for each of them, for all at once.
BELONGINGS = """
    CREATE TEMPORARY TABLE bench_serves AS
    SELECT p.user_id, 'holder:' || h.id AS reason, o.id AS office_id, o.party_id,
        o.organisation_id, o.heads, o.heads AS speaks
    FROM bench_person p
    JOIN partners_officeholder h ON h.person_id = p.person_id
    JOIN partners_office o ON o.id = h.office_id
    UNION ALL
    SELECT p.user_id, 'member:' || m.id, NULL, NULL, m.organisation_id, m.role = 'head', m.role <> 'staff'
    FROM bench_person p JOIN partners_membership m ON m.person_id = p.person_id;
    ANALYZE bench_serves;

    CREATE TEMPORARY TABLE bench_sits AS
    SELECT v.user_id, v.reason, s.* FROM bench_serves v JOIN partners_seat s ON s.office_id = v.office_id
    UNION ALL
    SELECT v.user_id, v.reason, s.* FROM bench_serves v
    JOIN partners_seat s ON v.speaks AND s.organisation_id = v.organisation_id;

    INSERT INTO access_partymember (party_id, user_id, reason, period)
    SELECT party_id, user_id, reason, tstzrange(%(since)s, NULL)
    FROM (
        SELECT party_id, user_id, reason FROM bench_serves WHERE party_id IS NOT NULL
        UNION
        SELECT party.id, s.user_id, s.reason || ':seat:' || s.id
        FROM bench_sits s
        JOIN partners_committee k ON k.id = s.committee_id
        CROSS JOIN LATERAL (
            SELECT k.members_party_id
            UNION SELECT id FROM access_party WHERE code = 'everyone'
            UNION SELECT k.secretariat_party_id WHERE s.role IN ('chair', 'member_secretary')
            UNION SELECT id FROM access_party
                WHERE code = 'role:national-secretariat' AND k.code = 'NCC'
                    AND s.role IN ('chair', 'member_secretary')
            UNION SELECT CASE s.side
                    WHEN 'government' THEN k.government_party_id WHEN 'ngo' THEN k.ngo_party_id END
                WHERE s.role <> 'observer'
            UNION SELECT s.party_id
        ) AS party(id)
        WHERE party.id IS NOT NULL
        UNION
        SELECT party.id, v.user_id, v.reason
        FROM bench_serves v
        JOIN partners_organisation o ON o.id = v.organisation_id
        CROSS JOIN LATERAL (
            SELECT o.all_party_id UNION SELECT id FROM access_party WHERE code = 'everyone'
        ) AS party(id)
        UNION
        SELECT o.liaison_party_id, v.user_id,
            v.reason || CASE WHEN v.heads THEN ':head-as-liaison' ELSE '' END
        FROM bench_serves v
        JOIN partners_organisation o ON o.id = v.organisation_id
        WHERE v.speaks AND NOT (v.heads AND EXISTS (
            SELECT FROM partners_membership m JOIN partners_person p ON p.id = m.person_id
            WHERE m.organisation_id = o.id AND m.role = 'liaison' AND p.user_id IS NOT NULL))
    ) AS belongs;
"""
STEPS = (NGOS, COMMITTEES, SEATS, PEOPLE, BELONGINGS)
