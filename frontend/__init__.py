"""Builds what pages are drawn with: styles, scripts, fonts and icons, out of their packages."""
