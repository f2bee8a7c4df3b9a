"""What the rooms give to programs, joined: its addresses, its schema, and the page that explains it."""
