from django.db import migrations

# As language.search: a line of words, its words, their keys; and all keys by which a record is found. Of a
# title each word is found from its first letters on, of a body by the word or without its ending.
FUNCTIONS = r"""
CREATE FUNCTION search_line(typed text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT AS $$
    SELECT btrim(regexp_replace(
        regexp_replace(
            translate(
                public.text_folded($1), E'০১২৩৪৫৬৭৮৯''\u2018\u2019', '0123456789'
            ),
            '(?<![0-9])[./:-]|[./:-](?![0-9])', ' ', 'g'
        ),
        E'[ \\t\\n\\r!"#$%&()*+,;<=>?@\\[\\\\\\]^_`{|}~\u0964\u0965\u201c\u201d\u2013\u2014\u2026\u00b7]+', ' ', 'g'
    ), ' ')
$$;
CREATE FUNCTION search_words(typed text) RETURNS text[]
LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT AS $$
    SELECT array_remove(string_to_array(public.search_line($1), ' '), '')
$$;
CREATE FUNCTION search_keys(words text[]) RETURNS integer[]
LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT AS $$
    SELECT coalesce(array_agg(DISTINCT ('x' || left(md5(word), 8))::bit(32)::integer), '{}')
    FROM unnest($1) AS word
$$;
CREATE FUNCTION search_found_by(title text, body text, exact text[], shelf text, shortest integer)
RETURNS integer[] LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
DECLARE
    titled text[] := coalesce(public.search_words(title), '{}');
    spoken text[] := coalesce(public.search_words(left(body, 200000)), '{}');
BEGIN
    RETURN public.search_keys(
        ARRAY['@' || shelf, '@' || split_part(shelf, '.', 1), '@' || left(shelf, 3)]
        || ARRAY(SELECT '=' || public.search_line(name) FROM unnest(exact) AS name WHERE name <> '')
        || titled
        || spoken
        -- What has a name of its own is found by the words of the name before all others.
        || CASE WHEN shortest = 1 THEN ARRAY(SELECT '~' || word FROM unnest(titled) AS word) ELSE '{}' END
        || ARRAY(SELECT left(word, size) FROM unnest(titled) AS word,
            generate_series(shortest, least(length(word) - 1, 20)) AS size)
        || ARRAY(SELECT left(word, size) FROM unnest(spoken) AS word,
            generate_series(greatest(length(word) - 3, 4), length(word) - 1) AS size)
    );
END $$;
"""
GONE = """
DROP FUNCTION search_found_by(text, text, text[], text, integer);
DROP FUNCTION search_keys(text[]);
DROP FUNCTION search_words(text);
DROP FUNCTION search_line(text);
"""


class Migration(migrations.Migration):
    dependencies = [("language", "0001_folded_text")]

    operations = [migrations.RunSQL(FUNCTIONS, GONE)]
