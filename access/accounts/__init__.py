"""Coming in and staying oneself: sign-in, second factor, invitations, addresses, limits at the door."""
