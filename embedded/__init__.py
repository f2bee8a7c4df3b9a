"""The whole portal on one machine: PostgreSQL, Valkey, mail, web and worker under one process.

For trying, developing and testing. A real server uses its own database and Redis
(`DATABASE_URL`, `DATABASE_OWNER_URL`, `REDIS_URL`) and none of this is needed there.
"""
