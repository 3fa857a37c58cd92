-- Papers are found under the canonical form of an id too: math/0309136 for math.GT/0309136, a preprint's DOI without
-- its version. The keys that papers had stay.
INSERT INTO paper_keys(key, paper_id)
SELECT substr(key, 1, instr(key, '.') - 1) || substr(key, instr(key, '/')), paper_id
FROM paper_keys WHERE key GLOB 'arxiv:[a-z]*.[A-Za-z][A-Za-z]/[0-9]*'
ON CONFLICT DO NOTHING;

INSERT INTO paper_keys(key, paper_id)
SELECT substr(key, 1, length(key) - 2), paper_id FROM paper_keys WHERE key GLOB 'doi:10.1101/*[0-9]v[0-9]'
ON CONFLICT DO NOTHING;
