"""Field updates of NGOs in unions of the whole country: six in ten for everyone, two for a committee, two of
protected types within their organisation. The first ones are the personas' own NGO's at every size.

Trends and online abuse are left out: they count nobody. The sums are counted anew afterwards.
"""

UPDATES = """
    CREATE TEMPORARY TABLE bench_sender AS
    SELECT o.id AS organisation_id, o.all_party_id, o.liaison_party_id, a.user_id, a.party_id,
        row_number() OVER (ORDER BY o.code <> %(ngo)s, o.id) - 1 AS n, count(*) OVER () AS many
    FROM partners_organisation o JOIN bench_author a ON a.organisation_id = o.id
    WHERE o.side = 'ngo';
    CREATE UNIQUE INDEX ON bench_sender (n);
    ANALYZE bench_sender;

    CREATE TEMPORARY TABLE bench_at_union AS
    SELECT p.id, p.name_en, p.name_bn, row_number() OVER (ORDER BY p.id) - 1 AS n, count(*) OVER () AS many
    FROM partners_place p WHERE p.tier = 'union' AND p.until IS NULL;
    CREATE UNIQUE INDEX ON bench_at_union (n);
    ANALYZE bench_at_union;

    CREATE TEMPORARY TABLE bench_sent AS
    SELECT i AS n, hashint4(i + 61) & 2147483647 AS ngo, hashint4(i + 67) & 2147483647 AS place,
        (hashint4(i + 71) & 2147483647) %% 720 AS days,
        CASE WHEN i %% 10 < 6 THEN 'everyone' WHEN i %% 10 < 8 THEN 'committee' ELSE 'within' END AS readers,
        CASE WHEN i %% 10 >= 8
            THEN (ARRAY['interception', 'rescue', 'repatriation', 'reintegration', 'legal-aid'])[
                1 + i / 10 %% 5]
            ELSE (ARRAY['awareness', 'awareness', 'awareness', 'training', 'other'])[
                1 + i / 10 %% 5] END AS type
    FROM generate_series(0, %(updates)s - 1) AS series(i);
    ANALYZE bench_sent;

    CREATE TEMPORARY TABLE bench_update AS
    SELECT s.n, s.readers, s.type, o.organisation_id, o.all_party_id, o.liaison_party_id, o.user_id,
        o.party_id, u.id AS place_id, initcap(replace(s.type, '-', ' ')) || ', ' || u.name_en AS title,
        'মাঠপর্যায়ের তথ্য, ' || u.name_bn AS title_bn, %(today)s - s.days AS happened_on,
        %(since)s + interval '1999 days' - s.days * interval '1 day' - s.n %% 36000 * interval '1 second'
            AS at
    FROM bench_sent s
    JOIN (SELECT max(many) AS many FROM bench_sender) AS bodies ON true
    JOIN (SELECT max(many) AS many FROM bench_at_union) AS unions ON true
    JOIN bench_sender o ON o.n = CASE WHEN s.n < 400 THEN 0 ELSE s.ngo %% bodies.many END
    JOIN bench_at_union u ON u.n = s.place %% unions.many;

    INSERT INTO threads_thread (ref, kind, title, title_bn, cooperation, state, is_internal,
        asks_acknowledgement, about, text_version, started_at, author_id, author_party_id, voice_party_id,
        organisation_id, office_en, office_bn, keeping_party_id, secretariat_party_id, title_in_full,
        title_bn_in_full, is_illustrative, rank, at, live, change)
    SELECT left(md5('update' || u.n), 22), 'field-update', u.title, u.title_bn, 'notification', 'open',
        u.readers = 'within', false, '', 1, u.at, u.user_id, u.party_id, u.all_party_id, u.organisation_id,
        'Office', 'দপ্তর', CASE WHEN u.readers = 'within' THEN u.liaison_party_id END,
        CASE WHEN u.readers <> 'within' THEN decides.id END, '', '', false, %(dated)s, u.at, true, 0
    FROM bench_update u
    CROSS JOIN (SELECT id FROM access_party WHERE code = 'role:national-secretariat') AS decides;
    ALTER TABLE bench_update ADD COLUMN id bigint;
    UPDATE bench_update u SET id = r.id FROM threads_thread r WHERE r.ref = left(md5('update' || u.n), 22);
"""
READERS = """
    INSERT INTO threads_threadreader (thread_id, party_id, since)
    SELECT u.id, CASE u.readers WHEN 'within' THEN u.all_party_id WHEN 'everyone' THEN everyone.id
        ELSE k.members_party_id END, u.at
    FROM bench_update u
    JOIN bench_tier t ON t.tier = 'district'
    JOIN bench_committee c ON c.tier = 'district' AND c.n = u.n %% t.many
    JOIN partners_committee k ON k.id = c.id
    CROSS JOIN (SELECT id FROM access_party WHERE code = 'everyone') AS everyone;
    INSERT INTO threads_threadaudience (record_id, party_id, via, rank, at, live)
    SELECT u.id, u.party_id, 'owner', %(dated)s, u.at, true FROM bench_update u WHERE u.readers <> 'within'
    UNION ALL
    SELECT u.id, r.party_id, 'committee', %(dated)s, u.at, true
    FROM bench_update u JOIN threads_threadreader r ON r.thread_id = u.id;
"""
FACTS = """
    INSERT INTO threads_post (ref, thread_id, is_first, text, text_in_full, at, state, version, author_id,
        author_party_id, voice_party_id, organisation_id, office_en, office_bn)
    SELECT left(md5('told' || u.n), 22), u.id, true, 'A courtyard session, the ' || u.n || 'th.', '', u.at,
        'stands', 1, u.user_id, u.party_id, u.all_party_id, u.organisation_id, 'Office', 'দপ্তর'
    FROM bench_update u;
    INSERT INTO threads_fieldupdate (thread_id, author_id, key, digest, type, organisation_id, place_id,
        happened_on, precision, month, women, men, girls, boys, asked, improved, is_counted, in_network,
        version)
    SELECT u.id, u.user_id, md5('key' || u.n)::uuid, '', u.type, u.organisation_id, u.place_id, u.happened_on,
        'day', date_trunc('month', u.happened_on)::date, u.n %% 40, u.n %% 23, u.n %% 17, u.n %% 11,
        CASE WHEN u.type IN ('awareness', 'training') AND u.n %% 3 = 0 THEN 20 END,
        CASE WHEN u.type IN ('awareness', 'training') AND u.n %% 3 = 0 THEN 15 END,
        true, u.readers = 'everyone', 1
    FROM bench_update u;
"""
STEPS = (UPDATES, READERS, FACTS)
