"""What the directory is found by, and the triggers that keep it so."""

from django.db import migrations

from access.migrations._following import Kept, dropped

PLACES = Kept("partners_placesearch", "search_told_of_places")
ORGANISATIONS = Kept("partners_organisationsearch", "search_told_of_organisations")
OFFICES = Kept("partners_officesearch", "search_told_of_offices")
COMMITTEES = Kept("partners_committeesearch", "search_told_of_committees")
# A place of the wider ones around it is found by their names too. Shorter names stand first.
TOLD = """
CREATE FUNCTION search_names_around(place bigint) RETURNS text LANGUAGE sql STABLE AS $$
    SELECT concat_ws(' ', above.name_en, above.name_bn, array_to_string(above.aliases, ' '),
        CASE WHEN higher.tier <> 'national' THEN
            concat_ws(' ', higher.name_en, higher.name_bn, array_to_string(higher.aliases, ' ')) END)
    FROM partners_place p
    JOIN partners_place above ON above.id = p.parent_id AND above.tier <> 'national'
    LEFT JOIN partners_place higher ON higher.id = above.parent_id
    WHERE p.id = $1
$$;
CREATE FUNCTION search_told_of_places(ids bigint[]) RETURNS SETOF search_told LANGUAGE sql STABLE AS $$
    SELECT p.id, p.id, NULL::timestamptz, p.tier, length(p.name_en),
        concat_ws(' ', p.name_en, p.name_bn, array_to_string(p.aliases, ' ')),
        concat_ws(' ', search_names_around(p.id), p.bbs_code, p.p_code),
        ARRAY[p.name_en, p.name_bn] || p.aliases::text[],
        ARRAY[p.name_en, p.name_bn] || p.aliases::text[],
        1
    FROM partners_place p WHERE p.id = ANY($1)
$$;
CREATE FUNCTION search_told_of_organisations(ids bigint[]) RETURNS SETOF search_told LANGUAGE sql STABLE AS $$
    SELECT o.id, o.id, NULL::timestamptz, coalesce(p.tier, 'national'), length(o.name_en),
        concat_ws(' ', o.name_en, o.name_bn, o.short_en, o.short_bn, array_to_string(o.aliases, ' '), former.names),
        concat_ws(' ', p.name_en, p.name_bn, array_to_string(p.aliases, ' '), search_names_around(p.id)),
        ARRAY[o.name_en, o.name_bn, o.short_en, o.short_bn, o.code] || o.aliases::text[] || former.each,
        ARRAY[o.name_en, o.name_bn, o.short_en, o.short_bn] || o.aliases::text[] || former.each,
        1
    FROM partners_organisation o
    LEFT JOIN partners_place p ON p.id = o.place_id
    CROSS JOIN LATERAL (
        SELECT string_agg(concat_ws(' ', f.name_en, f.name_bn), ' ') AS names,
            coalesce(array_agg(f.name_en) || array_agg(f.name_bn), '{}')::text[] AS each
        FROM partners_organisationname f WHERE f.organisation_id = o.id
    ) AS former
    WHERE o.id = ANY($1)
$$;
CREATE FUNCTION search_told_of_offices(ids bigint[]) RETURNS SETOF search_told LANGUAGE sql STABLE AS $$
    SELECT f.id, f.id, NULL::timestamptz, coalesce(p.tier, 'national'), length(f.title_en),
        concat_ws(' ', f.title_en, f.title_bn),
        concat_ws(' ', o.name_en, o.name_bn, o.short_en, o.short_bn, array_to_string(p.aliases, ' ')),
        ARRAY[f.title_en, f.title_bn],
        '{}'::text[],
        4
    FROM partners_office f
    LEFT JOIN partners_organisation o ON o.id = f.organisation_id
    LEFT JOIN partners_place p ON p.id = coalesce(f.place_id, o.place_id)
    WHERE f.id = ANY($1)
$$;
CREATE FUNCTION search_told_of_committees(ids bigint[]) RETURNS SETOF search_told LANGUAGE sql STABLE AS $$
    SELECT c.id, c.id, NULL::timestamptz, c.tier, length(c.name_en),
        concat_ws(' ', c.name_en, c.name_bn, c.short_en, c.short_bn, other.names, p.name_en, p.name_bn,
            array_to_string(p.aliases, ' ')),
        search_names_around(p.id),
        ARRAY[c.name_en, c.name_bn, c.short_en, c.short_bn, p.name_en, p.name_bn] || p.aliases::text[] || other.each,
        ARRAY[c.name_en, c.name_bn, c.short_en, c.short_bn] || other.each,
        1
    FROM partners_committee c
    LEFT JOIN partners_place p ON p.id = c.place_id
    CROSS JOIN LATERAL (
        SELECT string_agg(name, ' ') AS names, coalesce(array_agg(name), '{}')::text[] AS each
        FROM jsonb_array_elements_text(c.aliases) AS name
    ) AS other
    WHERE c.id = ANY($1)
$$;
"""
UNTOLD = """
DROP FUNCTION search_told_of_committees(bigint[]);
DROP FUNCTION search_told_of_offices(bigint[]);
DROP FUNCTION search_told_of_organisations(bigint[]);
DROP FUNCTION search_told_of_places(bigint[]);
DROP FUNCTION search_names_around(bigint);
"""
_NAMES = ("name_en", "name_bn", "aliases")
_SHORT = ("short_en", "short_bn")
FOLLOWED = (
    PLACES.follows("partners_place", *_NAMES, "tier", "parent_id", "bbs_code", "p_code")
    + ORGANISATIONS.follows("partners_organisation", *_NAMES, *_SHORT, "code", "place_id")
    + ORGANISATIONS.follows("partners_organisationname", ids="SELECT organisation_id FROM {changed}")
    + OFFICES.follows("partners_office", "title_en", "title_bn", "organisation_id", "place_id")
    + COMMITTEES.follows("partners_committee", *_NAMES, *_SHORT, "tier", "place_id")
)
ALONE = (
    dropped(PLACES.table, "partners_place")
    + dropped(ORGANISATIONS.table, "partners_organisation", "partners_organisationname")
    + dropped(OFFICES.table, "partners_office")
    + dropped(COMMITTEES.table, "partners_committee")
)
SEARCH = [
    migrations.RunSQL(TOLD, UNTOLD),
    migrations.RunSQL(FOLLOWED, ALONE),
]
