#!/bin/sh
# Run once, when the database is made: its two roles, and the database of the owner.
set -eu
psql --no-psqlrc --quiet --username "$POSTGRES_USER" --dbname postgres --set ON_ERROR_STOP=1 <<'SQL'
\set owner `cat "${SECRETS:-/run/secrets}/owner_password"`
\set app `cat "${SECRETS:-/run/secrets}/app_password"`
CREATE ROLE shomonnoy_owner LOGIN PASSWORD :'owner';
CREATE ROLE shomonnoy_app LOGIN PASSWORD :'app';
-- Under the plain C locale PostgreSQL finds no Bangla.
CREATE DATABASE shomonnoy OWNER shomonnoy_owner TEMPLATE template0 ENCODING 'UTF8' LOCALE 'C.UTF-8';
REVOKE ALL ON DATABASE shomonnoy FROM PUBLIC;
GRANT CONNECT ON DATABASE shomonnoy TO shomonnoy_app;
SQL
