"""Meetings of all committees over the years, their agenda, minutes and decisions, and who reads them."""

# The first few are of the district of the personas at every size, so that their lists are full. Of fifty
# four are to come, two are drafts, three circulated and not confirmed, one was called off.
MEETINGS = """
    CREATE TEMPORARY TABLE bench_meeting AS
    SELECT i AS n, k.id AS committee_id, state,
        CASE state WHEN 'planned' THEN %(today)s + 10 + i %% 20
            WHEN 'notice-sent' THEN %(today)s + 2 + i %% 20
            WHEN 'drafted' THEN %(today)s - 1 - i %% 9 WHEN 'approved' THEN %(today)s - 3 - i %% 9
            WHEN 'circulated' THEN %(today)s - 10 - i %% 30
            ELSE %(today)s - 40 - (hashint4(i) & 2147483647) %% 1800 END AS on_date
    FROM generate_series(0, %(meetings)s - 1) AS series(i)
    CROSS JOIN LATERAL (SELECT CASE
        WHEN i %% 50 < 3 THEN 'notice-sent' WHEN i %% 50 = 3 THEN 'planned' WHEN i %% 50 = 4 THEN 'drafted'
        WHEN i %% 50 = 5 THEN 'approved' WHEN i %% 50 < 9 THEN 'circulated' WHEN i %% 50 = 9 THEN 'cancelled'
        ELSE 'confirmed' END AS state) AS stated
    JOIN bench_tier t ON i %% 100 BETWEEN t.first AND t.last
    JOIN bench_committee k ON k.tier = CASE WHEN i < %(own_meetings)s THEN 'district' ELSE t.tier END
        AND k.n = CASE WHEN i < %(own_meetings)s THEN %(home_n)s
            ELSE (hashint4(i + 7) & 2147483647) %% t.many END;
    CREATE INDEX ON bench_meeting (n);

    INSERT INTO meetings_meeting (ref, kind, mode, cooperation, level, state, title_en, title_bn, on_date,
        precision, starts_at, ends_at, place_text, link, discreet, memo_number, lead_committee_id,
        secretariat_party_id, minute_takers_party_id, chair_party_id, called_at, notice_sent_at,
        entered_afterwards, note, source, source_code, is_illustrative, at, live)
    SELECT left(md5('meeting' || m.n), 22), 'ordinary', 'in-person', 'participation', 'committee-and-upline',
        m.state, '', '', m.on_date, 'day', begins.at, begins.at + interval '2 hours',
        'উপজেলা পরিষদ সভাকক্ষ', '', false, '', m.committee_id, k.secretariat_party_id,
        k.minute_takers_party_id, chair.party_id, begins.at - interval '20 days',
        CASE WHEN m.state NOT IN ('planned', 'cancelled') THEN begins.at - interval '10 days' END,
        false, '', '', 'bench:' || m.n, false, begins.at,
        m.state NOT IN ('circulated', 'confirmed', 'cancelled')
    FROM bench_meeting m
    JOIN bench_committee k ON k.id = m.committee_id
    CROSS JOIN LATERAL (
        SELECT (m.on_date + time '11:00') AT TIME ZONE 'Asia/Dhaka' AS at) AS begins
    LEFT JOIN LATERAL (
        SELECT party_id FROM partners_seat s
        WHERE s.committee_id = k.id AND s.role = 'chair' AND s.until IS NULL LIMIT 1) AS chair ON true;

    ALTER TABLE bench_meeting ADD id bigint, ADD number int;
    UPDATE bench_meeting b SET id = m.id, number = CASE WHEN b.state <> 'cancelled' THEN m.number END
    FROM (
        SELECT id, source_code, row_number() OVER (
            PARTITION BY lead_committee_id, state = 'cancelled' ORDER BY at, id)
            AS number
        FROM meetings_meeting WHERE source_code LIKE 'bench:%%'
    ) AS m
    WHERE m.source_code = 'bench:' || b.n;
    ANALYZE bench_meeting;
    UPDATE meetings_meeting SET source_code = NULL WHERE source_code LIKE 'bench:%%';

    INSERT INTO meetings_meetingof (meeting_id, committee_id, number, name_en, name_bn)
    SELECT m.id, m.committee_id, m.number, k.name_en, k.name_bn
    FROM bench_meeting m JOIN bench_committee k ON k.id = m.committee_id;

    INSERT INTO meetings_agendaitem (ref, meeting_id, position, kind, title, note, is_on_notice)
    SELECT left(md5('item' || m.n || ':' || place), 22), m.id, place, 'business',
        (ARRAY['প্রত্যাগতদের সেবা', 'আশ্রয়কেন্দ্র ও সচেতনতা', 'Safe migration in border unions'])[place], '', true
    FROM bench_meeting m, generate_series(1, 3) AS place;
"""
MINUTES = """
    INSERT INTO meetings_minutes (ref, meeting_id, opened_at, saved_at, sent_back_note, approved_at,
        signed_by, circulated_at, frozen_text, sha256, is_confirmed,
        confirmed_at, confirmed_on, confirmed_text, confirmed_sha256, memo_number, at, live)
    SELECT left(md5('minutes' || b.n), 22), m.id, m.at, m.at, '',
        CASE WHEN b.state <> 'drafted' THEN m.at + interval '2 days' END, '',
        CASE WHEN text.kept <> '' THEN m.at + interval '3 days' END, text.kept,
        CASE WHEN text.kept <> '' THEN encode(sha256(convert_to(text.kept, 'UTF8')), 'hex') ELSE '' END,
        b.state = 'confirmed', kept.at, (kept.at AT TIME ZONE 'Asia/Dhaka')::date,
        CASE WHEN kept.at IS NULL THEN '' ELSE text.kept END,
        CASE WHEN kept.at IS NULL THEN '' ELSE encode(sha256(convert_to(text.kept, 'UTF8')), 'hex') END,
        '', m.at, m.live
    FROM bench_meeting b
    JOIN meetings_meeting m ON m.id = b.id
    CROSS JOIN LATERAL (SELECT CASE WHEN b.state IN ('circulated', 'confirmed')
        THEN 'Minutes of meeting ' || b.n ELSE '' END AS kept) AS text
    CROSS JOIN LATERAL (
        SELECT CASE WHEN b.state = 'confirmed' THEN m.at + interval '30 days' END AS at) AS kept
    WHERE b.state IN ('drafted', 'approved', 'circulated', 'confirmed');

    INSERT INTO meetings_itemminutes (minutes_id, item_id, discussion, version)
    SELECT t.id, i.id, 'Referrals wait because nobody knows where a place is free.', 2
    FROM bench_meeting b JOIN meetings_minutes t ON t.meeting_id = b.id
    JOIN meetings_agendaitem i ON i.meeting_id = b.id;

    INSERT INTO meetings_decision (minutes_id, item_id, text, number)
    SELECT t.id, i.id, 'Free places are reported each quarter.',
        CASE WHEN t.sha256 <> '' THEN b.number || '.' || i.position ELSE '' END
    FROM bench_meeting b JOIN meetings_minutes t ON t.meeting_id = b.id
    JOIN meetings_agendaitem i ON i.meeting_id = b.id AND i.position > 1;
"""
READERS = """
    INSERT INTO meetings_meetingaudience (record_id, party_id, via, at, live)
    SELECT m.id, reader.party_id, reader.via, m.at, m.live
    FROM bench_meeting b JOIN meetings_meeting m ON m.id = b.id
    JOIN bench_committee k ON k.id = b.committee_id
    CROSS JOIN LATERAL (
        SELECT k.secretariat_party_id, 'owner' UNION ALL SELECT k.minute_takers_party_id, 'owner'
        UNION ALL SELECT k.members_party_id, 'committee' WHERE b.state NOT IN ('planned', 'cancelled')
        UNION ALL SELECT a.secretariat_party_id, 'upline' FROM bench_above a
            WHERE a.committee_id = k.id AND a.distance > 0 AND b.state NOT IN ('planned', 'cancelled')
    ) AS reader(party_id, via);

    INSERT INTO meetings_minutesaudience (record_id, party_id, via, at, live)
    SELECT t.id, reader.party_id, reader.via, t.at, t.live
    FROM bench_meeting b JOIN meetings_minutes t ON t.meeting_id = b.id
    JOIN bench_committee k ON k.id = b.committee_id
    CROSS JOIN LATERAL (
        SELECT k.secretariat_party_id, 'owner' UNION ALL SELECT k.minute_takers_party_id, 'owner'
        UNION ALL SELECT k.members_party_id, 'committee' WHERE b.state IN ('circulated', 'confirmed')
        UNION ALL SELECT a.secretariat_party_id, 'upline' FROM bench_above a
            WHERE a.committee_id = k.id AND a.distance > 0 AND b.state = 'confirmed'
    ) AS reader(party_id, via);
"""
STEPS = (MEETINGS, MINUTES, READERS)
