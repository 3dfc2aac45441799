/** The same warning comes at most once in so long: a full disk is met many times a second. */
const quietMs = 10_000;
const lastTold = new Map<string, number>();

type Write = (details: object, message: string) => void;

/** For people. */
const asText: Write = (details, message) =>
  void process.stderr.write(`wellspring: ${message} ${JSON.stringify(details, errorAsText)}\n`);
let write = asText;

/** What goes wrong while the service runs, for whoever reads its stderr. */
export const warnings = {
  /** Another form of the lines, for this process. */
  writeTo(other: Write): void {
    write = other;
  },
  warn(details: object, message: string): void {
    const line = `${message} ${JSON.stringify(details, errorAsText)}`;
    const last = lastTold.get(line) ?? Number.NEGATIVE_INFINITY;
    if (performance.now() - last < quietMs) return;
    if (lastTold.size > 1_000) lastTold.clear();
    lastTold.set(line, performance.now());
    write(details, message);
  },
};

function errorAsText(_: string, value: unknown): unknown {
  return value instanceof Error ? value.message : value;
}
