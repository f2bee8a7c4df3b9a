# One image for web, worker, beat and for preparing the database; docker-compose.yml says how each runs.

FROM python:3.11-slim-bookworm AS build
WORKDIR /app
COPY . .
# As on every other machine: packages by their hashes, the front end, the catalogue, the typefaces.
RUN ["python", "embedded/bootstrap.py", "build"]
RUN ["rm", "-rf", "node_modules", ".venv/stamps"]

FROM python:3.11-slim-bookworm
RUN ["install", "-d", "-o", "10001", "-g", "10001", "/var/lib/shomonnoy", "/var/lib/shomonnoy-ledger"]
COPY --from=build /app /app
WORKDIR /app
ENV PATH=/app/.venv/bin:/usr/local/bin:/usr/bin:/bin PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1
USER 10001:10001
EXPOSE 8000
CMD ["python", "manage.py", "check", "--deploy"]
