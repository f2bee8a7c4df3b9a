"""Requests between bodies of a committee: three in ten are open, half answered, others declined or withdrawn.

The first ones are the persona NGO's to the Deputy Commissioner's office and to the ministry at every size.
"""

REQUESTS = """
    CREATE TEMPORARY TABLE bench_request AS
    SELECT i AS n, k.id AS committee_id, asking.id AS asking_id, asked.id AS asked_id, author.user_id,
        author.party_id AS author_party_id, stated.state,
        CASE WHEN stated.state = 'open' THEN %(today)s - 20 - i %% 20
            ELSE %(today)s - 60 - (hashint4(i) & 2147483647) %% 1800 END AS asked_on,
        CASE WHEN stated.state = 'open' THEN %(today)s - 15 + i %% 60 END AS open_due
    FROM generate_series(0, %(requests)s - 1) AS series(i)
    CROSS JOIN LATERAL (SELECT CASE WHEN i %% 10 < 3 THEN 'open' WHEN i %% 10 < 8 THEN 'answered'
        WHEN i %% 10 = 8 THEN 'declined' ELSE 'withdrawn' END AS state) AS stated
    JOIN bench_tier t ON t.tier = 'district'
    JOIN bench_committee k ON k.tier = t.tier
        AND k.n = CASE WHEN i < %(own_written)s THEN %(home_n)s
            ELSE (hashint4(i + 31) & 2147483647) %% t.many END
    JOIN bench_body b ON b.committee_id = k.id AND b.k = (hashint4(i + 37) & 2147483647) %% b.many
    JOIN bench_verifier v ON v.committee_id = k.id
    CROSS JOIN (
        SELECT max(id) FILTER (WHERE code = %(ngo)s) AS ngo_id,
            max(id) FILTER (WHERE code = %(office)s) AS office_id,
            max(id) FILTER (WHERE code = 'MoHA') AS ministry_id
        FROM partners_organisation
    ) AS own
    JOIN partners_organisation asking
        ON asking.id = CASE WHEN i < %(own_written)s THEN own.ngo_id ELSE v.ngo_id END
    JOIN partners_organisation asked
        ON asked.id = CASE WHEN i < %(own_written)s / 2 THEN own.office_id
            WHEN i < %(own_written)s THEN own.ministry_id
            WHEN b.organisation_id = asking.id THEN v.office_id ELSE b.organisation_id END
    JOIN bench_author author ON author.organisation_id = asking.id
    WHERE asked.id <> asking.id;

    INSERT INTO threads_thread (ref, kind, title, cooperation, state, is_internal, asks_acknowledgement,
        about, text_version, started_at, closed_at, author_id, author_party_id, voice_party_id,
        organisation_id, office_en, office_bn, secretariat_party_id, title_in_full, is_illustrative, rank,
        at, live, change)
    SELECT left(md5('request' || r.n), 22), 'request', 'Free places in the shelter, list ' || r.n,
        'consultation', CASE WHEN r.state = 'open' THEN 'open' ELSE 'closed' END, false, false, '', 1,
        dated.asked, CASE WHEN r.state <> 'open' THEN dated.at END, r.user_id, r.author_party_id,
        o.all_party_id, r.asking_id, 'Office', 'দপ্তর', decides.id, '', false, %(dated)s, dated.at,
        r.state = 'open', 0
    FROM bench_request r
    JOIN partners_organisation o ON o.id = r.asking_id
    CROSS JOIN LATERAL (
        SELECT begun.asked, CASE WHEN r.state = 'open' THEN begun.asked
            ELSE begun.asked + interval '8 days' END AS at
        FROM (SELECT (r.asked_on + time '11:00') AT TIME ZONE 'Asia/Dhaka' AS asked) AS begun
    ) AS dated
    CROSS JOIN (SELECT id FROM access_party WHERE code = 'role:national-secretariat') AS decides;
    ALTER TABLE bench_request ADD COLUMN id bigint;
    UPDATE bench_request r SET id = t.id FROM threads_thread t WHERE t.ref = left(md5('request' || r.n), 22);
    CREATE UNIQUE INDEX ON bench_request (id);
    ANALYZE bench_request;

    INSERT INTO threads_threadreader (thread_id, party_id, since)
    SELECT r.id, o.liaison_party_id, t.started_at
    FROM bench_request r JOIN threads_thread t ON t.id = r.id
    JOIN partners_organisation o ON o.id IN (r.asking_id, r.asked_id);
    INSERT INTO threads_threadaudience (record_id, party_id, via, rank, at, live)
    SELECT t.id, a.party_id, 'committee', t.rank, t.at, t.live
    FROM bench_request r JOIN threads_thread t ON t.id = r.id
    JOIN threads_threadreader a ON a.thread_id = t.id;
"""
# The question, why it is asked, and where there is one the answer or the reason.
WORDS = """
    INSERT INTO threads_post (ref, thread_id, is_first, text, text_in_full, at, state, version, author_id,
        author_party_id, voice_party_id, organisation_id, office_en, office_bn)
    SELECT left(md5('asked' || r.n || '.' || said.place), 22), t.id, said.place = 1,
        said.text || ' (' || r.n || ')', '',
        CASE WHEN said.place = 3 THEN t.at ELSE t.started_at END, 'stands', 1, author.user_id,
        author.party_id, o.all_party_id, o.id, 'Office', 'দপ্তর'
    FROM bench_request r JOIN threads_thread t ON t.id = r.id
    CROSS JOIN (VALUES (1, 'How many places are free in each shelter this month?'),
        (2, 'Both sides refer by free places.'), (3, 'The count of this month is attached.')
    ) AS said(place, text)
    JOIN partners_organisation o ON o.id = CASE WHEN said.place = 3 THEN r.asked_id ELSE r.asking_id END
    -- Of a body that nobody serves yet, the account of whoever asked stands in.
    LEFT JOIN bench_author own ON own.organisation_id = o.id
    CROSS JOIN LATERAL (
        SELECT coalesce(own.user_id, r.user_id), coalesce(own.party_id, r.author_party_id)
    ) AS author(user_id, party_id)
    WHERE said.place < 3 OR r.state IN ('answered', 'declined');

    INSERT INTO threads_request (ref, thread_id, kind, why_id, asking_id, asked_id, asked_at, due_on, state,
        holder_party_id, held_since, ended_at, took, due_seq)
    SELECT left(md5('wanted' || r.n), 22), t.id, 'information', why.id, r.asking_id, r.asked_id, t.started_at,
        coalesce(r.open_due, r.asked_on + 10), r.state, o.liaison_party_id, t.started_at, t.closed_at,
        CASE WHEN r.state IN ('answered', 'declined') THEN 1 + r.n %% 9 END, 0
    FROM bench_request r JOIN threads_thread t ON t.id = r.id
    JOIN threads_post why ON why.ref = left(md5('asked' || r.n || '.2'), 22)
    JOIN partners_organisation o ON o.id = r.asked_id;

    INSERT INTO threads_requeststep (request_id, kind, at, by_id, organisation_id, office_en, office_bn,
        holder_id, holder_en, holder_bn, post_id)
    SELECT q.id, step.kind, step.at, r.user_id, step.organisation_id, 'Office', 'দপ্তর', step.holder_id, '',
        '', p.id
    FROM bench_request r JOIN threads_request q ON q.thread_id = r.id
    CROSS JOIN LATERAL (
        VALUES ('asked', q.asked_at, r.asking_id, r.asked_id, '1'),
            (r.state, q.ended_at, CASE r.state WHEN 'withdrawn' THEN r.asking_id ELSE r.asked_id END,
                NULL::bigint, '3')
    ) AS step(kind, at, organisation_id, holder_id, place)
    LEFT JOIN threads_post p ON p.ref = left(md5('asked' || r.n || '.' || step.place), 22)
    WHERE step.at IS NOT NULL;
"""
STEPS = (REQUESTS, WORDS)
