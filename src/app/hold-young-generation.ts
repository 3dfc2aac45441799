import v8 from 'node:v8';

const megabyte = 1_048_576;
const lookMs = 50;

/**
 * Keeps V8's young generation from growing on: it doubles up to 100 MB and more where much is made and thrown away, as in a
 * crawl, and never gives them back. A small one costs a crawl next to nothing, since a page is garbage as soon as it is
 * read. The limit proper can only be set before the process starts; how fast it grows can be set at any time
 * (`bin/wellspring.js` keeps it from growing at all while the modules are read).
 *
 * @param mostMb both halves together
 */
export function holdYoungGeneration(mostMb: number): void {
  v8.setFlagsFromString('--semi-space-growth-factor=2');
  const timer = setInterval(() => {
    const young = v8.getHeapSpaceStatistics().find(({ space_name }) => space_name === 'new_space');
    if ((young?.space_size ?? 0) < (mostMb / 2) * megabyte) return;
    v8.setFlagsFromString('--semi-space-growth-factor=1');
    clearInterval(timer);
  }, lookMs);
  timer.unref();
}
