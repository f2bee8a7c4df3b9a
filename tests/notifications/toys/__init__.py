"""A small world to be reminded of: promises with a date, of a body, kept by a secretariat."""
