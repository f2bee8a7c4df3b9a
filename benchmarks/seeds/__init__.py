"""Seeds by SQL on top of the real country: people and seats, meetings, promises, and who reads them."""
