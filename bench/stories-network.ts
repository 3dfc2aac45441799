// How the groups of the site network stand to who really runs which site.
//
//   node bench/stories-network.ts [--seeds 6,7,8,9,10,11,12,13,14,15] [--portals 24] [--articles 10]
//
// Demo portals of each seed, pages read by the parsers: those that copy in one template are one operation; honest ones
// share a template and agency texts, and are one operation each.
import { parseArgs } from 'node:util';
import { knownNetwork, pairCounts } from './network-portals.ts';

const { values: options } = parseArgs({
  options: {
    seeds: { type: 'string', default: '6,7,8,9,10,11,12,13,14,15' },
    portals: { type: 'string', default: '24' },
    articles: { type: 'string', default: '10' },
  },
});

let [wanted, grouped, right] = [0, 0, 0];
for (const seed of options.seeds.split(',').map(Number)) {
  const counts = pairCounts(
    knownNetwork({ seed, portals: Number(options.portals), articlesPerPortal: Number(options.articles) }),
  );
  wanted += counts.wanted;
  grouped += counts.grouped;
  right += counts.right;
}
console.log(
  `${wanted} pairs of sites under one hand, ${grouped} in one group, ${right} of them rightly: ` +
    `P ${(right / grouped).toFixed(3)} R ${(right / wanted).toFixed(3)}`,
);
