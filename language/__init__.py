"""How the portal reads and writes Bangla and English: digits, dates, numbers and typed text.

It knows neither people nor records, so every other room may use it."""
