"""The stages of a file's way: each makes the requests of one state and names the state after it."""
