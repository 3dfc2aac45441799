import v8 from 'node:v8';

const megabyte = 1_048_576;
const lookMs = 50;
/** V8 lets up to four times as much lie dead as is alive where it is quick to collect. */
const deadPercent = 50;

/**
 * Keeps V8's heap near what is alive in it; flags that can be set at any time, for all threads.
 *
 * The young generation doubles up to 100 MB and more where much is made and thrown away, as in a crawl, and never gives
 * them back. A small one costs a crawl next to nothing, since a page is garbage as soon as it is read. Its limit proper can
 * only be set before the process starts; how fast it grows can be set now (`bin/wellspring.js` keeps it from growing at all
 * while the modules are read). The old generation is collected when it has grown by half, which costs no measurable time:
 * little of a page grows old.
 *
 * @param options.youngMb the young generation, both halves together
 */
export function holdHeap({ youngMb }: { youngMb: number }): void {
  v8.setFlagsFromString(`--heap-growing-percent=${deadPercent}`);
  v8.setFlagsFromString('--semi-space-growth-factor=2');
  const timer = setInterval(() => {
    const young = v8.getHeapSpaceStatistics().find(({ space_name }) => space_name === 'new_space');
    if ((young?.space_size ?? 0) < (youngMb / 2) * megabyte) return;
    v8.setFlagsFromString('--semi-space-growth-factor=1');
    clearInterval(timer);
  }, lookMs);
  timer.unref();
}
