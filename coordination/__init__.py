"""The portal itself: settings, addresses, and the pages that join rooms."""
