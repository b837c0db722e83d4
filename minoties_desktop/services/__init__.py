"""What the app does, as verbs over a library; window and command line are two faces of these."""
