"""The whole portal in one folder, and back from it: the owner's commands `backup` and `restore`."""
