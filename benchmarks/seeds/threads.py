"""Threads of committees, organisations and the network: eight posts each, a twentieth of them of this month.

The first ones are read by the personas' own district at every size; the very first has five hundred posts,
and so has one of each 1,500. Some people have read some of them, and follow a few.
"""

ACCOUNTS = """
    -- Each person has a party of their own, as whoever writes or follows gets one.
    INSERT INTO access_party (ref, kind, code, label_en, label_bn)
    SELECT left(md5('account' || u.id), 22), 'person', 'account:' || u.ref, 'Your account', ''
    FROM access_user u
    ON CONFLICT DO NOTHING;
    INSERT INTO access_partymember (party_id, user_id, reason, period)
    SELECT p.id, u.id, 'account', tstzrange(NULL, NULL)
    FROM access_user u JOIN access_party p ON p.code = 'account:' || u.ref
    WHERE NOT EXISTS (SELECT FROM access_partymember m WHERE m.party_id = p.id);

    CREATE TEMPORARY TABLE bench_account AS
    SELECT u.id AS user_id, p.id AS party_id
    FROM access_user u JOIN access_party p ON p.code = 'account:' || u.ref;
    CREATE UNIQUE INDEX ON bench_account (user_id);
    ANALYZE bench_account;

    -- Whoever writes for a body first: the account with the lowest number.
    CREATE TEMPORARY TABLE bench_author AS
    SELECT DISTINCT ON (o.id) o.id AS organisation_id, m.user_id, a.party_id
    FROM partners_organisation o
    JOIN access_partymember m ON m.party_id = o.all_party_id
    JOIN bench_account a ON a.user_id = m.user_id
    ORDER BY o.id, m.id;
    CREATE UNIQUE INDEX ON bench_author (organisation_id);
    ANALYZE bench_author;

    -- The bodies of each committee for which somebody writes.
    CREATE TEMPORARY TABLE bench_voice AS
    SELECT b.committee_id, b.organisation_id, a.user_id, a.party_id AS author_party_id,
        row_number() OVER (PARTITION BY b.committee_id ORDER BY b.k) - 1 AS k,
        count(*) OVER (PARTITION BY b.committee_id) AS many
    FROM bench_body b JOIN bench_author a ON a.organisation_id = b.organisation_id;
    CREATE INDEX ON bench_voice (committee_id, k);
    ANALYZE bench_voice;
"""
THREADS = """
    -- Drawn before it is joined: of a series the planner knows neither how long it is nor what is drawn.
    CREATE TEMPORARY TABLE bench_drawn AS
    SELECT i, hashint4(i + 5) & 2147483647 AS voice,
        CASE WHEN i < 200 THEN %(home_n)s ELSE (hashint4(i + 3) & 2147483647) %% t.many END AS committee_n
    FROM generate_series(0, %(threads)s - 1) AS series(i)
    JOIN bench_tier t ON t.tier = 'district';
    ANALYZE bench_drawn;

    CREATE TEMPORARY TABLE bench_thread AS
    SELECT i AS n,
        CASE WHEN i = 0 THEN 'everyone' WHEN i < 200 THEN 'committee' WHEN i %% 10 = 0 THEN 'everyone'
            WHEN i %% 10 = 1 THEN 'within' ELSE 'committee' END AS readers,
        CASE WHEN i = %(message_n)s OR i %% 200 = 6 THEN 'key-message' WHEN i %% 40 = 2 AND i %% 10 <> 1
            THEN 'alert' ELSE 'discussion' END AS kind,
        k.id AS committee_id, b.organisation_id, b.user_id, b.author_party_id,
        CASE WHEN i %% 20 = 0 OR i < 60 THEN %(since)s + interval '2000 days' - (i %% 700) * interval '1 hour'
            ELSE %(since)s + ((hashint4(i) & 2147483647) %% 1960) * interval '1 day' END AS at,
        CASE WHEN i = 0 OR i %% 1500 = 4 AND i > 200 THEN 500 ELSE 8 END AS posts
    FROM bench_drawn
    JOIN bench_committee k ON k.tier = 'district' AND k.n = committee_n
    JOIN bench_voice b ON b.committee_id = k.id AND b.k = voice %% b.many;

    INSERT INTO threads_thread (ref, kind, title, cooperation, state, is_internal, asks_acknowledgement,
        about, text_version, started_at, author_id, author_party_id, voice_party_id, organisation_id,
        office_en, office_bn, keeping_party_id, secretariat_party_id, title_in_full, is_illustrative, rank,
        at, live, change)
    SELECT left(md5('thread' || t.n), 22), t.kind, 'Which office answers ' || t.n, 'consultation', 'open',
        t.readers = 'within', t.kind <> 'discussion', CASE t.kind WHEN 'alert' THEN 'method' ELSE '' END, 1,
        t.at - interval '2 hours', t.user_id, t.author_party_id, o.all_party_id, t.organisation_id,
        'Office', 'দপ্তর', CASE WHEN t.readers = 'within' THEN o.liaison_party_id END,
        CASE WHEN t.readers <> 'within' THEN k.secretariat_party_id END, '', false, %(dated)s, t.at, true, 0
    FROM bench_thread t
    JOIN partners_organisation o ON o.id = t.organisation_id
    JOIN partners_committee k ON k.id = t.committee_id;
    ALTER TABLE bench_thread ADD COLUMN id bigint;
    UPDATE bench_thread t SET id = r.id FROM threads_thread r WHERE r.ref = left(md5('thread' || t.n), 22);
    CREATE UNIQUE INDEX ON bench_thread (id);
    ANALYZE bench_thread;

    INSERT INTO threads_threadreader (thread_id, party_id, since, asks)
    SELECT t.id, CASE t.readers WHEN 'within' THEN r.voice_party_id WHEN 'committee' THEN k.members_party_id
        ELSE (SELECT id FROM access_party WHERE code = 'everyone') END, r.started_at, r.asks_acknowledgement
    FROM bench_thread t JOIN threads_thread r ON r.id = t.id
    JOIN partners_committee k ON k.id = t.committee_id;
    INSERT INTO threads_threadaudience (record_id, party_id, via, rank, at, live)
    SELECT r.id, r.author_party_id, 'owner', r.rank, r.at, r.live
    FROM threads_thread r WHERE NOT r.is_internal
    UNION ALL
    SELECT r.id, a.party_id, 'committee', r.rank, r.at, r.live
    FROM threads_threadreader a JOIN threads_thread r ON r.id = a.thread_id;
"""
POSTS = """
    INSERT INTO threads_post (ref, thread_id, is_first, text, text_in_full, at, state, version, author_id,
        author_party_id, voice_party_id, organisation_id, office_en, office_bn)
    SELECT left(md5('post' || t.n || '.' || i), 22), r.id, i = 1,
        'The desk answers on working days, and the list of ' || t.n || ' is the current one for '
            || CASE WHEN i %% 2 = 0 THEN k.name_bn ELSE k.name_en END || ': post ' || i, '',
        r.at - (t.posts - i) * interval '10 seconds', 'stands', 1, r.author_id, r.author_party_id,
        r.voice_party_id, r.organisation_id, 'Office', 'দপ্তর'
    FROM bench_thread t JOIN threads_thread r ON r.id = t.id
    JOIN bench_committee k ON k.id = t.committee_id
    CROSS JOIN generate_series(1, t.posts) AS series(i);
"""
# Messages for a district, and one for the whole country; their second post is the Bangla text.
MESSAGES = """
    UPDATE threads_thread r SET asked_until = %(since)s + interval '2100 days',
        title_bn = 'কোন দপ্তর উত্তর দেয় ' || t.n
    FROM bench_thread t WHERE r.id = t.id AND t.kind = 'key-message';
    INSERT INTO threads_keymessage (thread_id, bangla_id, from_on, until_on)
    SELECT t.id, p.id, %(today)s - 100, %(today)s + 100
    FROM bench_thread t JOIN threads_post p ON p.ref = left(md5('post' || t.n || '.2'), 22)
    WHERE t.kind = 'key-message';
    INSERT INTO threads_keymessage_places (keymessage_id, place_id)
    SELECT m.id, k.district_id
    FROM bench_thread t JOIN threads_keymessage m ON m.thread_id = t.id
    JOIN bench_committee k ON k.id = t.committee_id
    WHERE t.n <> %(message_n)s;
"""
# Six members of each committee have opened its threads, one in twelve follows; whoever wrote one has read it
# and follows it.
MARKS = """
    CREATE TEMPORARY TABLE bench_reader AS
    SELECT k.id AS committee_id, m.user_id, row_number() OVER (PARTITION BY k.id ORDER BY m.id) - 1 AS k
    FROM bench_committee k JOIN access_partymember m ON m.party_id = k.members_party_id
    WHERE k.tier = 'district';
    CREATE INDEX ON bench_reader (committee_id, k);
    ANALYZE bench_reader;

    INSERT INTO threads_threadmark (thread_id, user_id, party_id, read_at, wish)
    SELECT t.id, mark.user_id, a.party_id,
        CASE WHEN mark.k = 0 OR (t.n + mark.k) %% 3 > 0 THEN t.at ELSE t.at - interval '30 seconds' END,
        CASE WHEN mark.k = 0 OR (t.n + mark.k) %% 12 = 0 THEN 'follow' ELSE '' END
    FROM bench_thread t
    CROSS JOIN LATERAL (
        SELECT t.user_id, 0 AS k
        UNION ALL
        SELECT r.user_id, r.k + 1 FROM bench_reader r
        WHERE r.committee_id = t.committee_id AND r.k < 6 AND r.user_id <> t.user_id AND t.readers <> 'within'
    ) AS mark
    JOIN bench_account a ON a.user_id = mark.user_id
    ON CONFLICT DO NOTHING;
"""
STEPS = (ACCOUNTS, THREADS, POSTS, MESSAGES, MARKS)
