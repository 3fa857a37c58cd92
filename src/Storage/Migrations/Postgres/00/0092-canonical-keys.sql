-- Papers are found under the canonical form of an id too: math/0309136 for math.GT/0309136, a preprint's DOI without
-- its version. The keys that papers had stay.
INSERT INTO paper_keys(key, paper_id)
SELECT regexp_replace(key, '^(arxiv:[a-z-]+)\.[A-Za-z]{2}/', '\1/'), paper_id
FROM paper_keys WHERE key ~ '^arxiv:[a-z-]+\.[A-Za-z]{2}/[0-9]'
ON CONFLICT DO NOTHING;

INSERT INTO paper_keys(key, paper_id)
SELECT left(key, length(key) - 2), paper_id FROM paper_keys WHERE key ~ '^doi:10\.1101/.*[0-9]v[0-9]$'
ON CONFLICT DO NOTHING;
