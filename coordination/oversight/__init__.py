"""What independent oversight looks at: the access log, and unconfirmed minutes it opens with a purpose."""
