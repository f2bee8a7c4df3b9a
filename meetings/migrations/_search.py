"""What meetings, minutes and decisions are found by, and the triggers that keep it so."""

from django.db import migrations

from access.migrations._following import Kept, dropped

MEETINGS = Kept("meetings_meetingsearch", "search_told_of_meetings", "search_readers_of_meetings")
MINUTES = Kept("meetings_minutessearch", "search_told_of_minutes", "search_readers_of_minutes")
DECISIONS = Kept("meetings_decisionsearch", "search_told_of_decisions", "search_readers_of_decisions")
# What people call a meeting by: its title, its committees as they were called on that day, and its number in
# both languages. Of an item what the notice shows; in the minutes all of it. 0 stands for the roles that read
# what is confirmed. A passage that is covered is in none of it.
TOLD = r"""
CREATE FUNCTION search_ordinals(number integer) RETURNS text LANGUAGE sql IMMUTABLE AS $$
    SELECT concat_ws(' ', number, number || CASE
        WHEN number % 100 IN (11, 12, 13) THEN 'th'
        WHEN number % 10 = 1 THEN 'st' WHEN number % 10 = 2 THEN 'nd' WHEN number % 10 = 3 THEN 'rd'
        ELSE 'th' END,
        number || CASE
        WHEN number IN (1, 5, 7, 8, 9, 10) THEN 'ম' WHEN number IN (2, 3) THEN 'য়'
        WHEN number = 4 THEN 'র্থ' WHEN number = 6 THEN 'ষ্ঠ' ELSE 'তম' END)
$$;
CREATE FUNCTION search_without(typed text, covered jsonb) RETURNS text LANGUAGE plpgsql IMMUTABLE AS $$
DECLARE
    passage text;
    letters text := E'[[:alnum:]_\u0980-\u09ff\u200c\u200d]*';
BEGIN
    IF jsonb_typeof(covered) = 'array' THEN
        FOR passage IN SELECT told.one FROM jsonb_array_elements_text(covered) AS told(one)
            WHERE btrim(told.one) <> '' ORDER BY length(told.one) DESC
        LOOP
            passage := regexp_replace(btrim(passage), '([.^$*+?()[{|\\\]}-])', '\\\1', 'g');
            passage := regexp_replace(passage, '\s+', '\\s+', 'g');
            typed := regexp_replace(typed, letters || passage || letters, '[■■■]', 'g');
        END LOOP;
    END IF;
    RETURN typed;
END $$;
CREATE FUNCTION search_covered_of(meeting bigint) RETURNS jsonb LANGUAGE sql STABLE AS $$
    SELECT m.covered FROM meetings_meeting m WHERE m.id = $1
$$;
CREATE FUNCTION search_names_of_meeting(meeting bigint) RETURNS text LANGUAGE sql STABLE AS $$
    SELECT concat_ws(' ', search_without(concat_ws(' ', m.title_en, m.title_bn), m.covered), 'meeting সভা', sat.names)
    FROM meetings_meeting m
    CROSS JOIN LATERAL (
        SELECT string_agg(concat_ws(' ', s.name_en, s.name_bn, k.name_en, k.name_bn, k.short_en, k.short_bn,
            search_ordinals(s.number)), ' ') AS names
        FROM meetings_meetingof s JOIN partners_committee k ON k.id = s.committee_id
        WHERE s.meeting_id = m.id
    ) AS sat
    WHERE m.id = $1
$$;
CREATE FUNCTION search_told_of_meetings(ids bigint[]) RETURNS SETOF search_told LANGUAGE sql STABLE AS $$
    SELECT m.id, m.id, m.at, to_char(m.at AT TIME ZONE 'UTC', 'YYYY.MM'), 0,
        search_names_of_meeting(m.id),
        search_without(concat_ws(' ', m.place_text, m.memo_number, (
            SELECT string_agg(concat_ws(' ', i.title, i.note), ' ') FROM meetings_agendaitem i
            WHERE i.meeting_id = m.id AND i.is_on_notice)), search_covered_of(m.id)),
        ARRAY[search_without(m.title_en, m.covered), search_without(m.title_bn, m.covered), m.memo_number],
        '{}'::text[], 3
    FROM meetings_meeting m WHERE m.id = ANY($1)
$$;
CREATE FUNCTION search_readers_of_meetings(ids bigint[]) RETURNS TABLE (record_id bigint, parties bigint[])
LANGUAGE sql STABLE AS $$
    SELECT m.id, CASE WHEN m.state = 'confirmed' THEN ARRAY[0]::bigint[] ELSE '{}' END || ARRAY(
        SELECT a.party_id FROM meetings_meetingaudience a WHERE a.record_id = m.id ORDER BY a.party_id)
    FROM meetings_meeting m WHERE m.id = ANY($1)
$$;
CREATE FUNCTION search_told_of_minutes(ids bigint[]) RETURNS SETOF search_told LANGUAGE sql STABLE AS $$
    SELECT t.id, t.id, t.at, to_char(t.at AT TIME ZONE 'UTC', 'YYYY.MM'), 0,
        concat_ws(' ', search_names_of_meeting(t.meeting_id), 'minutes কার্যবিবরণী রেজুলেশন'),
        search_without(concat_ws(' ', m.memo_number, t.memo_number,
            (SELECT string_agg(i.title, ' ') FROM meetings_agendaitem i WHERE i.meeting_id = t.meeting_id),
            (SELECT string_agg(w.discussion, ' ') FROM meetings_itemminutes w WHERE w.minutes_id = t.id),
            (SELECT string_agg(concat_ws(' ', d.number, d.text), ' ')
                FROM meetings_decision d WHERE d.minutes_id = t.id),
            (SELECT string_agg(concat_ws(' ', p.what, p.owner_en, p.owner_bn), ' ')
                FROM meetings_actionpoint p WHERE p.minutes_id = t.id),
            (SELECT string_agg(concat_ws(' ', a.what, a.note), ' ')
                FROM meetings_matterarising a WHERE a.minutes_id = t.id),
            (SELECT string_agg(c.wished, ' ') FROM meetings_correction c
                WHERE c.minutes_id = t.id AND c.answer = 'accepted'),
            (SELECT string_agg(a.text, ' ') FROM meetings_addendum a WHERE a.minutes_id = t.id)),
            search_covered_of(t.meeting_id)),
        ARRAY[m.memo_number, t.memo_number],
        '{}'::text[], 3
    FROM meetings_minutes t JOIN meetings_meeting m ON m.id = t.meeting_id WHERE t.id = ANY($1)
$$;
CREATE FUNCTION search_readers_of_minutes(ids bigint[]) RETURNS TABLE (record_id bigint, parties bigint[])
LANGUAGE sql STABLE AS $$
    SELECT t.id, CASE WHEN t.is_confirmed THEN ARRAY[0]::bigint[] ELSE '{}' END || ARRAY(
        SELECT a.party_id FROM meetings_minutesaudience a WHERE a.record_id = t.id ORDER BY a.party_id)
    FROM meetings_minutes t WHERE t.id = ANY($1)
$$;
CREATE FUNCTION search_text_of_decision(decision bigint) RETURNS text LANGUAGE sql STABLE AS $$
    SELECT search_without(coalesce((
        SELECT c.wished FROM meetings_correction c
        WHERE c.minutes_id = d.minutes_id AND c.answer = 'accepted' AND c.line = 'items.' || (
            SELECT count(*) FROM meetings_agendaitem before WHERE before.meeting_id = i.meeting_id
                AND (before.position, before.id) < (i.position, i.id)) || '.decision'
        ORDER BY c.decided_at DESC, c.id DESC LIMIT 1
    ), d.text), search_covered_of(i.meeting_id))
    FROM meetings_decision d JOIN meetings_agendaitem i ON i.id = d.item_id WHERE d.id = $1
$$;
CREATE FUNCTION search_told_of_decisions(ids bigint[]) RETURNS SETOF search_told LANGUAGE sql STABLE AS $$
    SELECT d.id, t.id, t.at, to_char(t.at AT TIME ZONE 'UTC', 'YYYY.MM'), 0,
        concat_ws(' ', d.number, search_text_of_decision(d.id)),
        concat_ws(' ', search_names_of_meeting(t.meeting_id), search_without(i.title, search_covered_of(i.meeting_id))),
        ARRAY[d.number],
        '{}'::text[], 3
    FROM meetings_decision d JOIN meetings_minutes t ON t.id = d.minutes_id
    JOIN meetings_agendaitem i ON i.id = d.item_id
    WHERE d.id = ANY($1)
$$;
CREATE FUNCTION search_readers_of_decisions(ids bigint[]) RETURNS TABLE (record_id bigint, parties bigint[])
LANGUAGE sql STABLE AS $$
    SELECT d.id, CASE WHEN t.is_confirmed THEN ARRAY[0]::bigint[] ELSE '{}' END || ARRAY(
        SELECT a.party_id FROM meetings_minutesaudience a WHERE a.record_id = t.id ORDER BY a.party_id)
    FROM meetings_decision d JOIN meetings_minutes t ON t.id = d.minutes_id WHERE d.id = ANY($1)
$$;
"""
UNTOLD = """
DROP FUNCTION search_readers_of_decisions(bigint[]);
DROP FUNCTION search_told_of_decisions(bigint[]);
DROP FUNCTION search_text_of_decision(bigint);
DROP FUNCTION search_readers_of_minutes(bigint[]);
DROP FUNCTION search_told_of_minutes(bigint[]);
DROP FUNCTION search_readers_of_meetings(bigint[]);
DROP FUNCTION search_told_of_meetings(bigint[]);
DROP FUNCTION search_names_of_meeting(bigint);
DROP FUNCTION search_covered_of(bigint);
DROP FUNCTION search_without(text, jsonb);
DROP FUNCTION search_ordinals(integer);
"""
_MINUTES_OF = "SELECT t.id FROM meetings_minutes t JOIN {{changed}} ON t.meeting_id = changed.{column}"
_DECISIONS_OF = (
    "SELECT d.id FROM meetings_decision d JOIN meetings_minutes t ON t.id = d.minutes_id"
    " JOIN {{changed}} ON t.meeting_id = changed.{column}"
)
_OF_DECISION = "SELECT d.id FROM meetings_decision d JOIN {{changed}} ON d.minutes_id = changed.{column}"
_MEETING = ("meetings_meeting", "title_en", "title_bn", "memo_number", "covered")
_SITTING = ("meetings_meetingof", "committee_id", "number", "name_en", "name_bn")
_ITEM = ("meetings_agendaitem", "title")
_OF_MINUTES = "SELECT minutes_id FROM {changed}"
FOLLOWED = (
    MEETINGS.follows(*_MEETING, "place_text", "at", "state")
    + MEETINGS.follows(*_SITTING, ids="SELECT meeting_id FROM {changed}")
    + MEETINGS.follows(*_ITEM, "note", "is_on_notice", ids="SELECT meeting_id FROM {changed}")
    + MEETINGS.follows_readers("meetings_meetingaudience")
    + MINUTES.follows("meetings_minutes", "at", "is_confirmed", "memo_number")
    + MINUTES.follows(*_MEETING, ids=_MINUTES_OF.format(column="id"))
    + MINUTES.follows(*_SITTING, ids=_MINUTES_OF.format(column="meeting_id"))
    + MINUTES.follows(*_ITEM, ids=_MINUTES_OF.format(column="meeting_id"))
    + MINUTES.follows("meetings_itemminutes", "discussion", ids=_OF_MINUTES)
    + MINUTES.follows("meetings_decision", "text", "number", ids=_OF_MINUTES)
    + MINUTES.follows("meetings_actionpoint", "what", "owner_en", "owner_bn", ids=_OF_MINUTES)
    + MINUTES.follows("meetings_matterarising", "what", "note", ids=_OF_MINUTES)
    + MINUTES.follows("meetings_correction", "answer", "line", "wished", ids=_OF_MINUTES)
    + MINUTES.follows("meetings_addendum", ids=_OF_MINUTES)
    + MINUTES.follows_readers("meetings_minutesaudience")
    + DECISIONS.follows("meetings_decision", "text", "number")
    + DECISIONS.follows("meetings_minutes", "at", "is_confirmed", ids=_OF_DECISION.format(column="id"))
    + DECISIONS.follows(*_MEETING, ids=_DECISIONS_OF.format(column="id"))
    + DECISIONS.follows(*_SITTING, ids=_DECISIONS_OF.format(column="meeting_id"))
    + DECISIONS.follows(*_ITEM, ids=_DECISIONS_OF.format(column="meeting_id"))
    + DECISIONS.follows(
        "meetings_correction", "answer", "line", "wished", ids=_OF_DECISION.format(column="minutes_id")
    )
    + DECISIONS.follows_readers("meetings_minutesaudience", _OF_DECISION.format(column="record_id"))
)
_WRITTEN = (
    "meetings_itemminutes",
    "meetings_decision",
    "meetings_actionpoint",
    "meetings_matterarising",
    "meetings_correction",
    "meetings_addendum",
)
_CALLED = ("meetings_meeting", "meetings_meetingof", "meetings_agendaitem")
ALONE = (
    dropped(MEETINGS.table, *_CALLED, "meetings_meetingaudience")
    + dropped(MINUTES.table, "meetings_minutes", *_CALLED, *_WRITTEN, "meetings_minutesaudience")
    + dropped(
        DECISIONS.table,
        "meetings_decision",
        "meetings_correction",
        "meetings_minutes",
        *_CALLED,
        "meetings_minutesaudience",
    )
)
SEARCH = [
    migrations.RunSQL(TOLD, UNTOLD),
    migrations.RunSQL(FOLLOWED, ALONE),
]
