-- Nothing to do: a sequence never gives an id twice. SQLite has to be told.
SELECT 1;
