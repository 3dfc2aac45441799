// How the groups of the site network, and the dates of stories, stand to the truth.
//
//   node bench/stories-network.ts [--seeds 6,7,8,9,10,11,12,13,14,15] [--portals 24] [--articles 10]
//
// Demo portals of each seed, pages read by the parsers: those that copy in one template are one operation; honest ones
// share a template and agency texts, and are one operation each.
import { parseArgs } from 'node:util';
import { dateCounts, type KnownPortals, knownPortals, pairCounts } from './known-portals.ts';

const { values: options } = parseArgs({
  options: {
    seeds: { type: 'string', default: '6,7,8,9,10,11,12,13,14,15' },
    portals: { type: 'string', default: '24' },
    articles: { type: 'string', default: '10' },
  },
});

function countsOf(known: KnownPortals) {
  const { right: paired, ...pairs } = pairCounts(known);
  return { ...pairs, paired, ...dateCounts(known) };
}

const sum: Record<string, number> = {};
for (const seed of options.seeds.split(',').map(Number)) {
  const known = knownPortals({
    ...{ seed, portals: Number(options.portals) },
    articlesPerPortal: Number(options.articles),
  });
  for (const [key, count] of Object.entries(countsOf(known))) sum[key] = (sum[key] ?? 0) + count;
}
const share = (part: string, whole: string) =>
  `${sum[part]} of ${sum[whole]} (${((sum[part] ?? 0) / (sum[whole] ?? 1)).toFixed(3)})`;
console.log(
  `pairs of sites in one group, rightly: ${share('paired', 'grouped')}; of those under one hand: ${share('paired', 'wanted')}`,
);
console.log(
  `earliest dates that are borne out, right: ${share('right', 'borneOut')}; others, right: ${share('weakRight', 'weak')}`,
);
console.log(
  `articles judged late, rightly: ${share('rightlyLate', 'judgedLate')}; of those dated late: ${share('rightlyLate', 'late')}`,
);
