"""Threads of committees, organisations and the network: eight posts each, a twentieth of them of this month.

The first ones are read by the personas' own district at every size; the very first has five hundred posts.
"""

THREADS = """
    CREATE TEMPORARY TABLE bench_thread AS
    SELECT i AS n,
        CASE WHEN i = 0 THEN 'everyone' WHEN i < 200 THEN 'committee' WHEN i %% 10 = 0 THEN 'everyone'
            WHEN i %% 10 = 1 THEN 'within' ELSE 'committee' END AS readers,
        k.id AS committee_id, b.organisation_id, author.user_id,
        CASE WHEN i %% 20 = 0 OR i < 60 THEN %(since)s + interval '2000 days' - (i %% 700) * interval '1 hour'
            ELSE %(since)s + ((hashint4(i) & 2147483647) %% 1960) * interval '1 day' END AS at,
        CASE WHEN i = 0 THEN 500 ELSE 8 END AS posts
    FROM generate_series(0, %(commitments)s / 8 - 1) AS series(i)
    JOIN bench_tier t ON t.tier = 'district'
    JOIN bench_committee k ON k.tier = t.tier
        AND k.n = CASE WHEN i < 200 THEN %(home_n)s ELSE (hashint4(i + 3) & 2147483647) %% t.many END
    JOIN bench_body b ON b.committee_id = k.id AND b.k = (hashint4(i + 5) & 2147483647) %% b.many
    CROSS JOIN LATERAL (
        SELECT m.user_id FROM partners_organisation o
        JOIN access_partymember m ON m.party_id = o.all_party_id WHERE o.id = b.organisation_id
        ORDER BY m.id LIMIT 1
    ) AS author;

    -- Each author has a party of their own, as whoever writes gets one.
    INSERT INTO access_party (ref, kind, code, label_en, label_bn)
    SELECT left(md5('account' || u.id), 22), 'person', 'account:' || u.ref, 'Your account', ''
    FROM access_user u WHERE u.id IN (SELECT user_id FROM bench_thread)
    ON CONFLICT DO NOTHING;
    INSERT INTO access_partymember (party_id, user_id, reason, period)
    SELECT p.id, u.id, 'account', tstzrange(NULL, NULL)
    FROM access_user u JOIN access_party p ON p.code = 'account:' || u.ref
    WHERE u.id IN (SELECT user_id FROM bench_thread)
        AND NOT EXISTS (SELECT FROM access_partymember m WHERE m.party_id = p.id);

    INSERT INTO threads_thread (ref, kind, title, cooperation, state, is_internal, asks_acknowledgement,
        about, text_version, started_at, author_id, author_party_id, voice_party_id, organisation_id,
        office_en, office_bn, keeping_party_id, secretariat_party_id, title_in_full, is_illustrative, rank,
        at, live, change)
    SELECT left(md5('thread' || t.n), 22), CASE WHEN t.n %% 40 = 2 THEN 'alert' ELSE 'discussion' END,
        'Which office answers ' || t.n, 'consultation', 'open', t.readers = 'within',
        t.n %% 40 = 2 AND t.readers <> 'within', CASE WHEN t.n %% 40 = 2 THEN 'method' ELSE '' END, 1,
        t.at - interval '2 hours', t.user_id, p.id, o.all_party_id, t.organisation_id, 'Office', 'দপ্তর',
        CASE WHEN t.readers = 'within' THEN o.liaison_party_id END,
        CASE WHEN t.readers <> 'within' THEN k.secretariat_party_id END, '', false, %(dated)s, t.at, true, 0
    FROM bench_thread t
    JOIN partners_organisation o ON o.id = t.organisation_id
    JOIN partners_committee k ON k.id = t.committee_id
    JOIN access_user u ON u.id = t.user_id
    JOIN access_party p ON p.code = 'account:' || u.ref;
    ALTER TABLE bench_thread ADD COLUMN id bigint;
    UPDATE bench_thread t SET id = r.id FROM threads_thread r WHERE r.ref = left(md5('thread' || t.n), 22);
    CREATE UNIQUE INDEX ON bench_thread (id);

    INSERT INTO threads_threadreader (thread_id, party_id, since)
    SELECT t.id, CASE t.readers WHEN 'within' THEN r.voice_party_id WHEN 'committee' THEN k.members_party_id
        ELSE (SELECT id FROM access_party WHERE code = 'everyone') END, r.started_at
    FROM bench_thread t JOIN threads_thread r ON r.id = t.id
    JOIN partners_committee k ON k.id = t.committee_id;
    INSERT INTO threads_threadaudience (record_id, party_id, via, rank, at, live)
    SELECT r.id, read.party_id, read.via, r.rank, r.at, r.live
    FROM threads_thread r CROSS JOIN LATERAL (
        SELECT r.author_party_id, 'owner' WHERE NOT r.is_internal
        UNION ALL SELECT a.party_id, 'committee' FROM threads_threadreader a WHERE a.thread_id = r.id
    ) AS read(party_id, via);
"""
POSTS = """
    INSERT INTO threads_post (ref, thread_id, is_first, text, text_in_full, at, state, version, author_id,
        author_party_id, voice_party_id, organisation_id, office_en, office_bn)
    SELECT left(md5('post' || t.n || '.' || i), 22), r.id, i = 1,
        'The desk answers on working days, and the list of ' || t.n || ' is the current one: post ' || i, '',
        r.at - (t.posts - i) * interval '10 seconds', 'stands', 1, r.author_id, r.author_party_id,
        r.voice_party_id, r.organisation_id, 'Office', 'দপ্তর'
    FROM bench_thread t JOIN threads_thread r ON r.id = t.id
    CROSS JOIN generate_series(1, t.posts) AS series(i);
"""
STEPS = (THREADS, POSTS)
