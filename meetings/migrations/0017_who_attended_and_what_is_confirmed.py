from django.db import migrations

# Who was there, for minutes that have been circulated and are not confirmed: as the action keeps it.
PARTIES = """
    INSERT INTO access_party (ref, kind, code, label_en, label_bn)
    SELECT translate(rtrim(encode(uuid_send(gen_random_uuid()), 'base64'), '='), '+/', '-_'), 'attended',
           'attended:' || n.ref, 'Those who attended the meeting', 'সভায় উপস্থিত সদস্য ও অতিথি'
    FROM meetings_minutes n
    WHERE n.sha256 <> '' AND NOT n.is_confirmed AND n.attended_party_id IS NULL
"""
GIVEN = """
    UPDATE meetings_minutes n
    SET attended_party_id = p.id
    FROM access_party p
    WHERE p.kind = 'attended' AND p.code = 'attended:' || n.ref AND n.attended_party_id IS NULL
"""
MEMBERS = """
    INSERT INTO access_partymember (party_id, user_id, reason, period)
    SELECT DISTINCT n.attended_party_id, who.user_id, 'attended',
           tstzrange(NULL, n.circulated_at + interval '365 days')
    FROM meetings_minutes n
    JOIN meetings_meeting m ON m.id = n.meeting_id
    JOIN meetings_attendance a ON a.minutes_id = n.id
    LEFT JOIN partners_seat s ON s.id = a.seat_id AND a.status = 'present'
    CROSS JOIN LATERAL (
        SELECT person.user_id
        FROM partners_officeholder h
        JOIN partners_office o ON o.id = h.office_id
        JOIN partners_person person ON person.id = h.person_id
        WHERE h.period @> m.at AND (o.id = s.office_id OR (o.heads AND o.organisation_id = s.organisation_id))
        UNION ALL
        SELECT person.user_id
        FROM partners_membership ms
        JOIN partners_person person ON person.id = ms.person_id
        WHERE ms.organisation_id = s.organisation_id AND ms.period @> m.at AND ms.role IN ('head', 'liaison')
        UNION ALL
        SELECT person.user_id
        FROM partners_person person
        WHERE person.id = a.delegate_id AND a.status NOT IN ('apologies', 'absent')
    ) who
    WHERE who.user_id IS NOT NULL
      AND NOT EXISTS (SELECT FROM access_partymember b WHERE b.party_id = n.attended_party_id)
"""
# What was confirmed before corrections could be made reads as it was circulated.
CONFIRMED = """
    UPDATE meetings_minutes
    SET confirmed_text = frozen_text, confirmed_sha256 = sha256
    WHERE is_confirmed AND confirmed_sha256 = ''
"""


def fill(apps, schema_editor):
    with schema_editor.connection.cursor() as cursor:
        for statement in (PARTIES, GIVEN, MEMBERS, CONFIRMED):
            cursor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("meetings", "0016_minutes_made_final"), ("partners", "0014_ranks")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
