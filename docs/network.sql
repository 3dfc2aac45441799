-- The figures of /v1/network, computed again from an export. Written for SQLite 3.38 or newer.
--
--   npx wellspring export '*' --format ndjson -o articles.ndjson
--   sqlite3 network.db
--   sqlite> CREATE TABLE line (json TEXT);
--   sqlite> .mode ascii
--   sqlite> .separator "\037" "\n"
--   sqlite> .import articles.ndjson line
--   sqlite> .mode box
--   sqlite> .read docs/network.sql
--
-- In DuckDB, put this in place of the first view, from the same export in Parquet; the rest stays:
--   CREATE VIEW article AS SELECT site, "storyId" AS story, relation, "lagDays" AS lag, template,
--     strftime("firstSeenAt", '%Y-%m-%d') AS day, length(body) AS characters FROM 'articles.parquet';

CREATE TEMP VIEW article AS
SELECT
  json_extract(json, '$.site') AS site,
  json_extract(json, '$.storyId') AS story,
  json_extract(json, '$.relation') AS relation,
  json_extract(json, '$.lagDays') AS lag,
  json_extract(json, '$.template') AS template,
  substr(json_extract(json, '$.firstSeenAt'), 1, 10) AS day,
  length(json_extract(json, '$.body')) AS characters
FROM line;

CREATE TEMP VIEW told_by AS
SELECT story, count(DISTINCT site) AS sites FROM article GROUP BY story;

-- The middle lag of each site; of an even number of lags the mean of the middle two. Unknown lags count for nothing.
CREATE TEMP VIEW median_lag AS
SELECT site, avg(lag) AS medianLagDays
FROM (
  SELECT site, lag,
    row_number() OVER (PARTITION BY site ORDER BY lag) AS place,
    count(*) OVER (PARTITION BY site) AS lags
  FROM article
  WHERE lag IS NOT NULL
) AS ranked
WHERE 2 * place BETWEEN lags AND lags + 2
GROUP BY site;

-- Figures: what each site adds to the news.
SELECT
  a.site,
  count(*) AS articles,
  round(avg(CASE WHEN a.relation IN ('original', 'unique') THEN 1.0 ELSE 0.0 END), 4) AS ownShare,
  round(
    coalesce(
      1.0 * sum(CASE WHEN a.relation IN ('original', 'unique') THEN a.characters ELSE 0 END)
        / nullif(sum(a.characters), 0),
      0
    ),
    4
  ) AS ownTextShare,
  min(m.medianLagDays) AS medianLagDays,
  sum(CASE WHEN t.sites = 1 THEN 1 ELSE 0 END) AS exclusives,
  count(DISTINCT a.day) AS days,
  round(1.0 * sum(CASE WHEN t.sites = 1 THEN 1 ELSE 0 END) / count(DISTINCT a.day), 4) AS exclusivesPerDay
FROM article AS a
JOIN told_by AS t ON t.story = a.story
LEFT JOIN median_lag AS m ON m.site = a.site
GROUP BY a.site
ORDER BY a.site;

-- Overlap: how many stories two sites share (a site with itself: its stories).
SELECT x.site AS a, y.site AS b, count(*) AS stories
FROM (SELECT DISTINCT site, story FROM article) AS x
JOIN (SELECT DISTINCT site, story FROM article) AS y ON y.story = x.story
GROUP BY x.site, y.site
ORDER BY x.site, y.site;

-- Templates: pairs of sites with the same page templates, one of the reasons of an edge.
SELECT x.site AS a, y.site AS b, count(*) AS templates
FROM (SELECT DISTINCT site, template FROM article WHERE template <> '') AS x
JOIN (SELECT DISTINCT site, template FROM article WHERE template <> '') AS y
  ON y.template = x.template AND x.site < y.site
GROUP BY x.site, y.site
ORDER BY x.site, y.site;
