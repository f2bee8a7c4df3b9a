"""What a phone keeps without a connection: forms that may be filled in, and what waits to be sent.

It knows people and forms, and no record. A room declares a form (`declared`), the phone keeps its shell and
seals what was written to a key (`keys`) that only the writer's own session can open.
"""
