"""Promises of the bodies of each committee: four in ten are open, a third of those late.

Where one stands in the lists follows the model's own ranks, handed in as parameters.
"""

# Who can owe something to a committee, and which NGO and which office verify there.
BODIES = """
    CREATE TEMPORARY TABLE bench_body AS
    SELECT committee_id, organisation_id, side, row_number() OVER (
            PARTITION BY committee_id ORDER BY organisation_id) - 1 AS k,
        count(*) OVER (PARTITION BY committee_id) AS many
    FROM (
        SELECT DISTINCT s.committee_id, o.id AS organisation_id, o.side
        FROM partners_seat s
        LEFT JOIN partners_office f ON f.id = s.office_id
        JOIN partners_organisation o ON o.id = COALESCE(s.organisation_id, f.organisation_id)
        WHERE s.until IS NULL AND NOT o.has_left AND o.until IS NULL
    ) AS seated;
    CREATE INDEX ON bench_body (committee_id, k);
    ANALYZE bench_body;

    CREATE TEMPORARY TABLE bench_verifier AS
    SELECT k.id AS committee_id,
        COALESCE(
            (SELECT min(b.organisation_id) FROM bench_body b WHERE b.committee_id = k.id AND b.side = 'ngo'),
            (SELECT min(n.organisation_id) FROM bench_ngo n WHERE n.district_id = k.district_id),
            (SELECT id FROM partners_organisation WHERE code = %(ngo)s)) AS ngo_id,
        COALESCE(
            (SELECT o.id FROM partners_seat s LEFT JOIN partners_office f ON f.id = s.office_id
             JOIN partners_organisation o ON o.id = COALESCE(s.organisation_id, f.organisation_id)
             WHERE s.committee_id = k.id AND s.role = 'chair' AND s.until IS NULL
               AND o.side = 'government' LIMIT 1),
            (SELECT id FROM partners_organisation WHERE code = 'MoHA')) AS office_id
    FROM bench_committee k;
    CREATE UNIQUE INDEX ON bench_verifier (committee_id);

    -- The bodies that are a committee's secretariat grant nothing to themselves.
    CREATE TEMPORARY TABLE bench_keeps AS
    SELECT DISTINCT s.committee_id, body.id AS organisation_id
    FROM partners_seat s LEFT JOIN partners_office f ON f.id = s.office_id
    CROSS JOIN LATERAL (VALUES (s.organisation_id), (f.organisation_id)) AS body(id)
    WHERE s.role IN ('chair', 'member_secretary') AND s.until IS NULL AND body.id IS NOT NULL;
    CREATE INDEX ON bench_keeps (committee_id, organisation_id);
    ANALYZE bench_keeps;

    -- The meetings that bound somebody, in the order of each committee.
    CREATE TEMPORARY TABLE bench_held AS
    SELECT id, committee_id, number, on_date,
        row_number() OVER (PARTITION BY committee_id ORDER BY on_date, id) - 1 AS k,
        count(*) OVER (PARTITION BY committee_id) AS many
    FROM bench_meeting WHERE state IN ('circulated', 'confirmed');
    CREATE INDEX ON bench_held (committee_id, k);
    ANALYZE bench_held;
"""
# Of twenty one is a recommendation, one dropped, one agreed, one has evidence in, six are accepted and
# ten are kept. The first ones are the persona NGO's and the Deputy Commissioner's at every size.
PROMISES = """
    CREATE TEMPORARY TABLE bench_promise AS
    SELECT i AS n, k.id AS committee_id, COALESCE(own.id, body.organisation_id) AS owner_id,
        (hashint4(i + 13) & 2147483647) AS chance,
        CASE i %% 20 WHEN 0 THEN 'recommended' WHEN 1 THEN 'dropped' WHEN 2 THEN 'evidence_in'
            WHEN 3 THEN 'agreed' WHEN 4 THEN 'accepted' WHEN 5 THEN 'accepted' WHEN 6 THEN 'accepted'
            WHEN 7 THEN 'accepted' WHEN 8 THEN 'accepted' WHEN 9 THEN 'accepted' ELSE 'verified' END AS stage,
        %(today)s - 200 + (i::bigint * 7919 %% 391)::int AS open_due
    FROM generate_series(0, %(commitments)s - 1) AS series(i)
    JOIN bench_tier t ON i / 20 %% 100 BETWEEN t.first AND t.last
    JOIN bench_committee k ON k.tier = CASE WHEN i < %(own)s THEN 'district' ELSE t.tier END
        AND k.n = CASE WHEN i < %(own)s THEN %(home_n)s ELSE (hashint4(i) & 2147483647) %% t.many END
    LEFT JOIN LATERAL (
        SELECT id FROM partners_organisation
        WHERE code = CASE WHEN i < %(own)s / 2 THEN %(ngo)s WHEN i < %(own)s THEN %(office)s END
    ) AS own ON true
    JOIN bench_body body ON body.committee_id = k.id
        AND body.k = (hashint4(i + 29) & 2147483647) %% body.many;

    INSERT INTO commitments_commitment (ref, what, owner_id, verifier_id, verifier_from_above, due_on,
        original_due_on, due_seq, committee_id, secretariat_party_id, granting_party_id, for_network,
        source_type, source_id, source_text_en, source_text_bn, stage, stage_since, agreed_on,
        more_information, more_information_reason, is_illustrative, rank, at, live)
    SELECT left(md5('promise' || p.n), 22),
        'প্রতি মাসে আশ্রয়কেন্দ্রের খালি আসনের তালিকা কমিটিতে পাঠানো (' || p.n || ')',
        p.owner_id, verifier.id, false, dated.due_on, dated.due_on, 0, p.committee_id,
        k.secretariat_party_id, COALESCE(grants.party_id, verifier.liaison_party_id), false,
        CASE WHEN m.id IS NOT NULL THEN %(source_type)s ELSE '' END, m.id,
        COALESCE(left(k.name_en, 200) || ', meeting ' || m.number, ''),
        COALESCE(left(k.name_bn, 200) || ', সভা ' || m.number, ''),
        p.stage, dated.since, dated.agreed_on, false, '', false,
        CASE p.stage WHEN 'recommended' THEN %(recommended)s WHEN 'dropped' THEN %(dropped)s
            WHEN 'evidence_in' THEN %(answered)s ELSE %(dated)s END,
        CASE WHEN p.stage IN ('agreed', 'accepted')
            THEN (dated.due_on::timestamp) AT TIME ZONE 'Asia/Dhaka' ELSE dated.since END,
        p.stage IN ('agreed', 'accepted', 'evidence_in')
    FROM bench_promise p
    JOIN bench_committee k ON k.id = p.committee_id
    JOIN partners_organisation owner ON owner.id = p.owner_id
    JOIN bench_verifier v ON v.committee_id = p.committee_id
    LEFT JOIN partners_organisation verifier ON p.stage NOT IN ('recommended', 'agreed')
        AND verifier.id = CASE WHEN owner.side = 'government' THEN v.ngo_id ELSE v.office_id END
    LEFT JOIN LATERAL (
        SELECT a.secretariat_party_id AS party_id FROM bench_above a
        WHERE a.committee_id = p.committee_id AND NOT EXISTS (
            SELECT FROM bench_keeps b WHERE b.committee_id = a.above_id AND b.organisation_id = p.owner_id)
        ORDER BY a.distance LIMIT 1
    ) AS grants ON true
    LEFT JOIN bench_held m ON m.committee_id = p.committee_id AND m.k = p.chance %% m.many
    CROSS JOIN LATERAL (
        SELECT CASE WHEN p.stage = 'recommended' THEN NULL
                WHEN p.stage IN ('agreed', 'accepted') THEN p.open_due
                ELSE %(today)s - 20 - p.chance %% 700 END AS due_on,
            CASE WHEN p.stage IN ('agreed', 'accepted') THEN p.open_due - 260
                ELSE %(today)s - 300 - p.chance %% 700 END AS agreed_on,
            (CASE WHEN p.stage IN ('agreed', 'accepted') THEN p.open_due - 258
                WHEN p.stage = 'evidence_in' THEN %(today)s - 1 - p.chance %% 60
                ELSE %(today)s - 15 - p.chance %% 690 END
                + make_interval(hours => 10, mins => (p.chance %% 60)::int, secs => (p.chance %% 59)::int))
                AT TIME ZONE 'Asia/Dhaka' AS since
    ) AS dated;

    ALTER TABLE bench_promise ADD id bigint;
    UPDATE bench_promise p SET id = c.id
    FROM commitments_commitment c WHERE c.ref = left(md5('promise' || p.n), 22);
    ANALYZE bench_promise;
"""
READERS = """
    INSERT INTO commitments_commitmentaudience (record_id, party_id, via, rank, at, live)
    SELECT c.id, reader.party_id, (ARRAY['owner', 'support', 'committee', 'upline'])[min(reader.strength)],
        c.rank, c.at, c.live
    FROM bench_promise p
    JOIN commitments_commitment c ON c.id = p.id
    JOIN partners_organisation owner ON owner.id = c.owner_id
    LEFT JOIN partners_organisation verifier ON verifier.id = c.verifier_id
    JOIN bench_committee k ON k.id = c.committee_id
    CROSS JOIN LATERAL (
        VALUES (owner.all_party_id, 1), (owner.liaison_party_id, 1), (verifier.all_party_id, 2),
            (verifier.liaison_party_id, 2), (k.members_party_id, 3), (k.secretariat_party_id, 3),
            (k.minute_takers_party_id, 3), (c.granting_party_id, 4)
        UNION ALL
        SELECT a.secretariat_party_id, 4 FROM bench_above a WHERE a.committee_id = k.id AND a.distance > 0
    ) AS reader(party_id, strength)
    WHERE reader.party_id IS NOT NULL
    GROUP BY c.id, reader.party_id, c.rank, c.at, c.live
    ORDER BY c.id;
"""
# Each step that was taken is a line; one in fifty of the accepted asks for more time.
HISTORY = """
    INSERT INTO commitments_stagechange (commitment_id, event, stage, at, by_label_en, by_label_bn,
        organisation_id, note)
    SELECT c.id, step.event, step.stage, step.at, '', '', step.organisation_id, ''
    FROM bench_promise p JOIN commitments_commitment c ON c.id = p.id
    CROSS JOIN LATERAL (
        VALUES ('agreed', 'agreed', c.stage_since - interval '9 days', c.owner_id, true),
            ('accepted', 'accepted', c.stage_since - interval '8 days', c.owner_id,
                c.stage NOT IN ('agreed', 'recommended')),
            ('evidence', 'evidence_in', c.stage_since - interval '1 day', c.owner_id,
                c.stage IN ('evidence_in', 'verified')),
            ('verified', 'verified', c.stage_since, c.verifier_id, c.stage = 'verified')
    ) AS step(event, stage, at, organisation_id, taken)
    WHERE step.taken;

    INSERT INTO commitments_evidence (commitment_id, text, link, at, by_id, organisation_id)
    SELECT c.id, 'The list was sent to all unions.', '', c.stage_since - interval '1 day', someone.id,
        c.owner_id
    FROM bench_promise p JOIN commitments_commitment c ON c.id = p.id,
        (SELECT min(id) AS id FROM access_user) AS someone
    WHERE c.stage IN ('evidence_in', 'verified');

    INSERT INTO commitments_changerequest (commitment_id, kind, due_on, what, reason, asked_at, asked_by_id,
        asked_organisation_id, answer, decision_note)
    SELECT c.id, 'more-time', c.due_on + 60, '', 'The shelter is being repaired.', c.stage_since, someone.id,
        c.owner_id, 'open', ''
    FROM bench_promise p JOIN commitments_commitment c ON c.id = p.id,
        (SELECT min(id) AS id FROM access_user) AS someone
    WHERE c.stage = 'accepted' AND p.chance %% 50 = 0;

    INSERT INTO meetings_actionpoint (ref, minutes_id, item_id, position, what, owner_id, owner_en, owner_bn,
        due_on, commitment_id)
    SELECT left(md5('point' || p.n), 22), t.id, i.id,
        row_number() OVER (PARTITION BY i.id ORDER BY c.id), c.what, c.owner_id, o.name_en, o.name_bn,
        c.due_on, c.id
    FROM bench_promise p JOIN commitments_commitment c ON c.id = p.id
    JOIN partners_organisation o ON o.id = c.owner_id
    JOIN meetings_minutes t ON t.meeting_id = c.source_id
    JOIN meetings_agendaitem i ON i.meeting_id = c.source_id AND i.position = 2
    WHERE c.due_on IS NOT NULL AND c.source_type = %(source_type)s;
"""
STEPS = (BODIES, PROMISES, READERS, HISTORY)
