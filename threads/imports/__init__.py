"""Field updates from the tools NGOs use, KoboToolbox and ODK, or the portal's own sheet, by file or call."""
