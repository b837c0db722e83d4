"""The library's database: the only home of SQL. It is the queue; nothing lives in memory alone."""
