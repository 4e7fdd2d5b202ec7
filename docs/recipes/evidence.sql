-- In the folder of a release: on how many accepted claims and documents does each event rest?
SELECT e.id, e.occurred, e.evidence, count(*) AS claims, count(DISTINCT c.source) AS documents
FROM 'events.csv' AS e JOIN 'claims.jsonl' AS c ON c.event = e.id
WHERE c.standing = 'accepted'
GROUP BY ALL ORDER BY e.id;
