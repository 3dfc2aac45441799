import { startDemoPortals } from '../src/demo/start-demo-portals.ts';

// The portals of the benchmark in a process of their own, so that their cost is not counted as the crawler's.
const [portals = 6, articlesPerPortal = 30] = process.argv.slice(2).map(Number);
const demo = await startDemoPortals({ seed: 1, portals, articlesPerPortal });
process.stdout.write(`${JSON.stringify(demo.portals.map(({ startUrl }) => startUrl))}\n`);
process.stdin.resume().on('end', () => process.exit(0));
