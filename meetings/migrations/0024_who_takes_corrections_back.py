from django.db import migrations

# The account of each that proposed what still waits: as the action keeps it.
PARTIES = """
    INSERT INTO access_party (ref, kind, code, label_en, label_bn)
    SELECT translate(rtrim(encode(uuid_send(gen_random_uuid()), 'base64'), '='), '+/', '-_'), 'person',
           'account:' || u.ref, 'Your account', 'আপনার অ্যাকাউন্ট'
    FROM access_user u
    WHERE u.id IN (SELECT c.proposed_by_id FROM meetings_correction c WHERE c.answer = 'open')
    ON CONFLICT (code) DO NOTHING
"""
MEMBERS = """
    INSERT INTO access_partymember (party_id, user_id, reason, period)
    SELECT p.id, u.id, 'account', tstzrange(NULL, NULL)
    FROM access_user u
    JOIN access_party p ON p.code = 'account:' || u.ref
    WHERE u.id IN (SELECT c.proposed_by_id FROM meetings_correction c WHERE c.answer = 'open')
      AND NOT EXISTS (SELECT FROM access_partymember m WHERE m.party_id = p.id AND m.user_id = u.id)
"""
GIVEN = """
    UPDATE meetings_correction c
    SET proposer_party_id = p.id
    FROM access_user u
    JOIN access_party p ON p.code = 'account:' || u.ref
    WHERE u.id = c.proposed_by_id AND c.answer = 'open' AND c.proposer_party_id IS NULL
"""
# Minutes that take corrections, and whose attendance nobody noted: the members of that day.
MAY_HAVE_COME = """
    INSERT INTO access_partymember (party_id, user_id, reason, period)
    SELECT DISTINCT n.attended_party_id, m.user_id, 'attended',
           tstzrange(NULL, n.circulated_at + interval '365 days')
    FROM meetings_minutes n
    JOIN meetings_meeting t ON t.id = n.meeting_id
    JOIN meetings_meetingof o ON o.meeting_id = t.id
    JOIN partners_committee k ON k.id = o.committee_id
    JOIN access_partymember m ON m.party_id = k.members_party_id AND m.period @> t.at
    WHERE n.sha256 <> '' AND NOT n.is_confirmed AND n.attended_party_id IS NOT NULL
      AND NOT EXISTS (SELECT FROM meetings_attendance a WHERE a.minutes_id = n.id AND a.seat_id IS NOT NULL)
      AND NOT EXISTS (
          SELECT FROM access_partymember b WHERE b.party_id = n.attended_party_id AND b.user_id = m.user_id
      )
"""


def fill(apps, schema_editor):
    with schema_editor.connection.cursor() as cursor:
        for statement in (PARTIES, MEMBERS, GIVEN, MAY_HAVE_COME):
            cursor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("meetings", "0023_corrections_taken_back"), ("partners", "0014_ranks")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
