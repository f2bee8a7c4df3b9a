from django.db import migrations

# As the meeting stood when its notice last went out, by its history; as it stands where there is none.
FILL = """
    INSERT INTO meetings_announcement
        (meeting_id, nth, kind, number, on_date, precision, starts_at, ends_at, place_text, link, mode,
         reason, told_at)
    SELECT m.id, 1, 'notice', sitting.number, told.on_date, told.precision, told.starts_at, told.ends_at,
           told.place_text, told.link, told.mode, '', m.notice_sent_at
    FROM meetings_meeting m
    LEFT JOIN meetings_meetingof sitting
        ON sitting.meeting_id = m.id AND sitting.committee_id = m.lead_committee_id
    CROSS JOIN LATERAL (
        SELECT e.on_date, e.precision, e.starts_at, e.ends_at, e.place_text, e.link, e.mode, e.pgh_id AS place
        FROM meetings_meetingevent e
        WHERE e.pgh_obj_id = m.id AND e.notice_sent_at = m.notice_sent_at
        UNION ALL
        SELECT m.on_date, m.precision, m.starts_at, m.ends_at, m.place_text, m.link, m.mode, NULL
        ORDER BY place NULLS LAST
        LIMIT 1
    ) told
    WHERE m.notice_sent_at IS NOT NULL
      AND NOT EXISTS (SELECT 1 FROM meetings_announcement a WHERE a.meeting_id = m.id)
"""
# What was changed after the notice was told to nobody: the worker tells it of the meetings still to come.
MARK = """
    UPDATE meetings_meeting m
    SET untold_change_at = m.notice_sent_at
    FROM meetings_announcement a
    WHERE a.meeting_id = m.id AND m.state = 'notice-sent' AND m.untold_change_at IS NULL
      AND a.nth = (SELECT max(nth) FROM meetings_announcement WHERE meeting_id = m.id)
      AND ROW(a.on_date, a.precision, a.starts_at, a.ends_at, a.place_text, a.link, a.mode)
          IS DISTINCT FROM
          ROW(m.on_date, m.precision, m.starts_at, m.ends_at, m.place_text, m.link, m.mode)
"""


def announce(apps, schema_editor):
    with schema_editor.connection.cursor() as cursor:
        for statement in (FILL, MARK):
            cursor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("meetings", "0007_announcements")]

    operations = [migrations.RunPython(announce, migrations.RunPython.noop)]
