"""What a meeting sends out of the portal as official paper: its notice, its minutes, a year of them."""
