-- Nothing to do: PostgreSQL writes a new version of the row wherever it is changed, and finds the few who wait best by an index of them. The number is SQLite's.
SELECT 1;
