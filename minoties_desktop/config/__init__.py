"""Where things are and how they are said: paths, settings, messages, resources, log."""
