-- Nothing to do: SQLite's foreign keys cost little. The number is the other dialect's, which holds to the same with triggers.
SELECT 1;
