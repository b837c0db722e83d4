"""The words of the trade and their rules: pure, without files, network or screen."""
