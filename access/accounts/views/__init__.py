"""The pages of this room: the door, one's own account, and the accounts the administrator keeps."""
