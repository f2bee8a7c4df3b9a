from django.db import migrations

# As language.text.fold, on text that clean() has gone over already. The second does not call the
# first: an index is built without a search path, which finds only what comes with PostgreSQL.
FUNCTIONS = r"""
CREATE FUNCTION text_folded(typed text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT AS $$
    SELECT rtrim(replace(lower(translate($1, E'\u200c\u200d', '')), E'\u09cd ', ' '), E'\u09cd')
$$;
CREATE FUNCTION texts_folded(typed text[]) RETURNS text[]
LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT AS $$
    SELECT ARRAY(
        SELECT rtrim(replace(lower(translate(one, E'\u200c\u200d', '')), E'\u09cd ', ' '), E'\u09cd')
        FROM unnest($1) AS one
    )
$$;
"""
GONE = "DROP FUNCTION texts_folded(text[]); DROP FUNCTION text_folded(text);"


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [migrations.RunSQL(FUNCTIONS, GONE)]
