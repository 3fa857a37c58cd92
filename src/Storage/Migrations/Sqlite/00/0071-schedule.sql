-- Nothing to do: with SQLite the schedule stands in memory. The number is the other dialect's, whose processes share one.
SELECT 1;
