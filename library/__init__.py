"""Files in and out of the portal. So far: official papers as PDF.

It knows neither records nor rooms: a room says in plain data what stands on its paper."""
