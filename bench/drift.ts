import { judgePages } from '../src/health/judge-pages.ts';
import { inventedSite, type Watched } from '../tests/src/health/invented-signs.ts';
import { driftingPortals } from './drift/drifting-portal.ts';
import { layoutChanges } from './drift/layout-changes.ts';
import { changedPages, type Found, longest, type Usual, usualPages } from './drift/measure-drift.ts';

// How soon thirty kinds of layout change are found by what is read of the pages, and how often an unchanged portal is
// suspected. `node bench/drift.ts [usual pages a portal, 400] [seed, 1]`.
const [pages = 400, seed = 1] = process.argv.slice(2).map(Number);
const portals = driftingPortals(seed, pages + longest);
const usual = new Map<string, Usual>();
for (const portal of portals) usual.set(portal.name, usualPages(portal, pages));

const all: Found[] = [];
for (const change of layoutChanges)
  for (const portal of portals) {
    const before = usual.get(portal.name);
    if (before) all.push(changedPages(portal, before, change, pages));
  }
const line = (cells: readonly (string | number)[]) => process.stdout.write(`| ${cells.join(' | ')} |\n`);
line([
  'change',
  'portals that it touches',
  'found',
  'pages until told: median, most',
  'spoilt pages let through: most',
]);
line([':---', '---:', '---:', '---:', '---:']);
for (const { name } of layoutChanges) {
  const touched = all.filter(({ change, affected }) => change === name && affected >= 0.5);
  const found = touched.filter(({ delay }) => delay !== null);
  const delays = found.map(({ delay }) => delay ?? 0).toSorted((a, b) => a - b);
  const through = Math.max(
    0,
    ...found.map(({ spoiltThrough, severity }) => (severity === 'hold' ? spoiltThrough : 0)),
  );
  line([
    name,
    touched.length,
    found.length,
    `${delays[delays.length >> 1] ?? '–'}, ${delays.at(-1) ?? '–'}`,
    through,
  ]);
}
const touched = all.filter(({ affected }) => affected >= 0.5);
const missed = touched.filter(({ delay }) => delay === null);
const seen = [...usual.values()].reduce((sum, one) => sum + one.pages, 0);
const alarms = [...usual].flatMap(([name, one]) =>
  one.alarms.map((alarm) => `${name}: ${alarm.signs[0]?.sign}`),
);
const held = [...usual.values()].reduce((sum, one) => sum + one.held, 0);
process.stdout.write(
  `\nfound ${touched.length - missed.length} of ${touched.length} within ${longest} pages\n`,
);
for (const { change, portal, affected } of missed)
  process.stdout.write(`missed: ${change} on ${portal} (${affected})\n`);
process.stdout.write(
  `unchanged: ${seen} pages, ${alarms.length} false alarms ${alarms.join(', ')}, ${held} pages held for a while\n`,
);

// Sites as they may be, with gaps, tails and rare templates: without parsing, so that there can be many pages.
const invented = 60;
let judged = 0;
let suspected = 0;
for (let site = 1; site <= invented; site++) {
  const pages = inventedSite(1_000 * seed + site);
  let known: Watched = { watch: null, drift: null };
  for (let batch = 0; batch < 50; batch++) {
    const signs = Array.from({ length: 10 }, () => pages.next());
    const open = known.drift?.state === 'open' ? known.drift : null;
    const next = judgePages(known.watch, open, signs, {
      ...{ site: 'site.example', at: '2026-03-01T12:00:00.000Z', driftId: (key: string) => `drift-${key}` },
    });
    if (next.drift && next.drift.id !== open?.id) suspected += 1;
    known = next;
    judged += signs.length;
  }
}
process.stdout.write(`invented: ${judged} pages of ${invented} sites, ${suspected} false alarms\n`);
