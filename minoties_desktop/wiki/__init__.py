"""The wikis: session and account, page text and structured data, and the way a file takes to get there."""
