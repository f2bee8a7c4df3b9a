"""Field updates from the tools NGOs use: KoboToolbox, ODK, or the portal's own sheet; as a file or by call."""
