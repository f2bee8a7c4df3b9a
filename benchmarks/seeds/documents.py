"""Documents of the library, with the text by which they are found: of committees, bodies and the network.

Their files lie nowhere: what is measured are pages. The first ones are read by the personas' own district at
every size. One in four was sent to two bodies by name, of which one has said that it received it.
"""

DOCUMENTS = """
    CREATE TEMPORARY TABLE bench_document AS
    SELECT i AS n, k.id AS committee_id, k.n AS committee_n, b.organisation_id, b.user_id,
        b.author_party_id,
        CASE WHEN i %% 10 = 0 THEN 'everyone' WHEN i %% 10 = 1 AND i >= %(own_written)s THEN 'within'
            ELSE 'committee' END AS readers,
        (ARRAY['plan', 'law', 'rule', 'sop', 'study', 'report', 'form', 'training', 'other'])[1 + i %% 9]
            AS category,
        %(since)s + ((hashint4(i + 41) & 2147483647) %% 1990) * interval '1 day' AS at
    FROM generate_series(0, %(documents)s - 1) AS series(i)
    JOIN bench_tier t ON t.tier = 'district'
    JOIN bench_committee k ON k.tier = t.tier
        AND k.n = CASE WHEN i < %(own_written)s THEN %(home_n)s
            ELSE (hashint4(i + 43) & 2147483647) %% t.many END
    JOIN bench_voice b ON b.committee_id = k.id AND b.k = (hashint4(i + 47) & 2147483647) %% b.many;

    INSERT INTO library_document (ref, title_en, title_bn, description, category, languages, valid_until,
        link, author_id, author_party_id, publisher_id, keeping_party_id, office_en, office_bn, is_internal,
        state, secretariat_party_id, title_en_in_full, title_bn_in_full, description_in_full, is_illustrative,
        rank, at, live, change, said_of_oversight)
    SELECT left(md5('document' || d.n), 22), 'How places are counted, part ' || d.n,
        'আসন গণনার নিয়ম, অংশ ' || d.n, 'Which desk counts what, and by when.', d.category,
        CASE d.n %% 3 WHEN 0 THEN ARRAY['bn'] WHEN 1 THEN ARRAY['en'] ELSE ARRAY['bn', 'en'] END,
        CASE WHEN d.n %% 5 = 0 THEN %(today)s - 400 + d.n %% 800 END, '', d.user_id, d.author_party_id,
        o.all_party_id, o.liaison_party_id, 'Office', 'দপ্তর', d.readers = 'within', 'checking',
        CASE WHEN d.readers <> 'within' THEN decides.id END, '', '', '', false, %(dated)s, d.at, false, 0,
        true
    FROM bench_document d
    JOIN partners_organisation o ON o.id = d.organisation_id
    CROSS JOIN (SELECT id FROM access_party WHERE code = 'role:national-secretariat') AS decides;
    ALTER TABLE bench_document ADD COLUMN id bigint;
    UPDATE bench_document d SET id = r.id
    FROM library_document r WHERE r.ref = left(md5('document' || d.n), 22);
    CREATE UNIQUE INDEX ON bench_document (id);
    ANALYZE bench_document;
"""
FILES = """
    INSERT INTO library_storedfile (ref, owner_id, name, state, kind, why, remarks, found, sent_key,
        sent_size, sent_sha256, key, size, sha256, at, attached_at, tries)
    SELECT left(md5('file' || d.n), 22), d.user_id, 'counting-' || d.n, 'clean', 'pdf', '', '[]', '[]', '',
        80000, md5(d.n::text) || md5(d.n::text), 'bench/' || d.n, 80000, md5(d.n::text) || md5(d.n::text),
        d.at, d.at, 1
    FROM bench_document d;
    INSERT INTO library_documentversion (record_id, file_id, by_id, at, words, number, opened_at, is_closed)
    SELECT d.id, f.id, d.user_id, d.at, '', 1, d.at, false
    FROM bench_document d JOIN library_storedfile f ON f.ref = left(md5('file' || d.n), 22);
    UPDATE library_document r SET current_id = v.id, state = 'published', live = true
    FROM library_documentversion v JOIN bench_document d ON d.id = v.record_id
    WHERE r.id = v.record_id;

    -- Forty unions, one after the other: about three pages of names that people look for.
    CREATE TEMPORARY TABLE bench_page AS
    SELECT k.n, string_agg(k.name_en || ', ' || k.name_bn, '. ') OVER (
        ORDER BY k.n ROWS BETWEEN CURRENT ROW AND 39 FOLLOWING) AS text, k.many
    FROM bench_committee k WHERE k.tier = 'union';
    CREATE UNIQUE INDEX ON bench_page (n);
    INSERT INTO library_documenttext (version_id, text)
    SELECT v.id, 'The committee counts free places each month. ' || coalesce(page.text, '')
    FROM library_documentversion v JOIN bench_document d ON d.id = v.record_id
    LEFT JOIN bench_page page ON page.n = (hashint4(d.n + 53) & 2147483647) %% page.many;
"""
READERS = """
    INSERT INTO library_documentreader (document_id, party_id, since)
    SELECT d.id, CASE d.readers WHEN 'within' THEN o.all_party_id WHEN 'committee' THEN k.members_party_id
        ELSE (SELECT id FROM access_party WHERE code = 'everyone') END, d.at
    FROM bench_document d
    JOIN partners_organisation o ON o.id = d.organisation_id
    JOIN partners_committee k ON k.id = d.committee_id;

    INSERT INTO library_documentreader (document_id, party_id, since)
    SELECT d.id, o.all_party_id, d.at
    FROM bench_document d
    JOIN bench_body b ON b.committee_id = d.committee_id AND b.k < 2
    JOIN partners_organisation o ON o.id = b.organisation_id
    WHERE d.n %% 4 = 0 AND d.readers <> 'within' AND b.organisation_id <> d.organisation_id;
    INSERT INTO library_receiptasked (document_id, party_id, answering_party_id, since)
    SELECT r.document_id, o.all_party_id, o.liaison_party_id, r.since
    FROM library_documentreader r
    JOIN bench_document d ON d.id = r.document_id AND d.readers <> 'within'
    JOIN partners_organisation o ON o.all_party_id = r.party_id;
    INSERT INTO library_receipt (asked_id, version_id, by_id, office_en, office_bn, at)
    SELECT a.id, v.id, d.user_id, 'Office', 'দপ্তর', d.at + interval '1 day'
    FROM library_receiptasked a
    JOIN bench_document d ON d.id = a.document_id
    JOIN library_documentversion v ON v.record_id = d.id
    WHERE a.id %% 2 = 0;

    INSERT INTO library_documentaudience (record_id, party_id, via, rank, at, live)
    SELECT r.id, reader.party_id, (ARRAY['owner', 'committee'])[min(reader.strength)], r.rank, r.at, r.live
    FROM bench_document d JOIN library_document r ON r.id = d.id
    CROSS JOIN LATERAL (
        SELECT r.author_party_id, 1 WHERE NOT r.is_internal
        UNION ALL SELECT r.keeping_party_id, 1
        UNION ALL SELECT a.party_id, 2 FROM library_documentreader a WHERE a.document_id = r.id
    ) AS reader(party_id, strength)
    GROUP BY r.id, reader.party_id, r.rank, r.at, r.live;
"""
STEPS = (DOCUMENTS, FILES, READERS)
