"""Clusters articles (NDJSON on stdin) with datasketch and rensa as their manuals do: word 5-shingles, 128
permutations, threshold .5, connected components. Times are of the processor. Prints one JSON list; a library that is not there is left out."""
import json, re, sys, time

articles = [json.loads(line) for line in sys.stdin]


def shingles(body):
    words = re.findall(r"\w+", body.lower())
    return [" ".join(words[i : i + 5]) for i in range(max(1, len(words) - 4))]


def clusters(links):
    parent = {a["id"]: a["id"] for a in articles}

    def root(x):
        while parent[x] != x:
            parent[x] = parent[parent[x]]
            x = parent[x]
        return x

    for a, b in links:
        parent[root(a)] = root(b)
    return [{"id": a["id"], "storyId": root(a["id"])} for a in articles]


def datasketch():
    from datasketch import MinHash, MinHashLSH

    lsh, links = MinHashLSH(threshold=0.5, num_perm=128), []
    for a in articles:
        m = MinHash(num_perm=128)
        m.update_batch([s.encode() for s in shingles(a["body"])])
        links += [(a["id"], other) for other in lsh.query(m)]
        lsh.insert(a["id"], m)
    return links


def rensa():
    from rensa import RMinHash, RMinHashLSH

    lsh, links, known = RMinHashLSH(threshold=0.5, num_perm=128, num_bands=32), [], []
    for i, a in enumerate(articles):
        m = RMinHash(num_perm=128, seed=42)
        m.update(shingles(a["body"]))
        links += [(a["id"], articles[j]["id"]) for j in lsh.query(m) if known[j].jaccard(m) >= 0.5]
        lsh.insert(i, m)
        known.append(m)
    return links


out = []
for name, run in (("datasketch", datasketch), ("rensa", rensa)):
    start = time.process_time()
    try:
        links = run()
    except ImportError as error:
        print(error, file=sys.stderr)
        continue
    out.append({"name": name, "docsPerSecond": len(articles) / (time.process_time() - start), "clusters": clusters(links)})
print(json.dumps(out))
