"""Who may see and do what.

Users, the parties they belong to, the audience of each record, and the one rule engine
that lists, buttons, checks and recipients all come from. It knows no domain."""
