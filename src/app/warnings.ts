/** The same warning comes at most once in so long: a full disk is met many times a second. */
const quietMs = 10_000;
const lastTold = new Map<string, number>();

/** What goes wrong while the service runs, for whoever reads its stderr. */
export const warnings = {
  warn(details: object, message: string): void {
    const line = `wellspring: ${message} ${JSON.stringify(details, errorAsText)}\n`;
    const last = lastTold.get(line) ?? Number.NEGATIVE_INFINITY;
    if (performance.now() - last < quietMs) return;
    if (lastTold.size > 1_000) lastTold.clear();
    lastTold.set(line, performance.now());
    process.stderr.write(line);
  },
};

function errorAsText(_: string, value: unknown): unknown {
  return value instanceof Error ? value.message : value;
}
