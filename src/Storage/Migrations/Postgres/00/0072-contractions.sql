-- Migrations that took something away, each written by itself: a version that does not know one of them must not work on this database.
CREATE TABLE contractions (
    script TEXT PRIMARY KEY                           -- such as 0123-old-columns.sql
);
