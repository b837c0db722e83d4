"""The practice Commons: a pretend wiki on this machine, for learning without publishing and for fast tests."""
