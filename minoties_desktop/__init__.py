"""Minoties Desktop: pictures of minorities and diasporas, from the camera to Wikimedia Commons."""

__version__ = "0.1.0"
