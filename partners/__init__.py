"""Who works against trafficking, and in which committee they sit.

Places, organisations, offices and their holders, committees and their seats."""
