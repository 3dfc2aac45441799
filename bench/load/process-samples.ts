import { readdirSync, readFileSync, readlinkSync } from 'node:fs';

/** What processes of the service hold at one moment, all of them together. */
export type ProcessSample = {
  atMs: number;
  /** Resident memory of the largest process, and its part that is no page of a file, in MB. */
  residentMb: number;
  ownMb: number;
  handles: number;
  sockets: number;
  cpuSeconds: number;
  /** 99 % of the waits of the event loop since the sample before, in ms; null where nobody answers. */
  lagMs: number | null;
};

/** @param address where `/metrics` is; null: nowhere */
export async function sampleOf(pids: readonly number[], address: string | null): Promise<ProcessSample> {
  const status = pids.map((pid) => readFileSync(`/proc/${pid}/status`, 'utf8'));
  const largest = (field: string) =>
    Math.max(...status.map((text) => Number(new RegExp(`${field}:\\s+(\\d+)`).exec(text)?.[1] ?? 0))) / 1_024;
  const opened = pids.flatMap(openedBy);
  return {
    atMs: Date.now(),
    residentMb: largest('VmRSS'),
    ownMb: largest('RssAnon'),
    handles: opened.length,
    sockets: opened.filter((what) => what.startsWith('socket:')).length,
    cpuSeconds: pids.reduce((sum, pid) => sum + cpuSeconds(pid), 0),
    lagMs: address === null ? null : await lagMs(address),
  };
}

function openedBy(pid: number): string[] {
  return readdirSync(`/proc/${pid}/fd`).flatMap((fd) => {
    try {
      return [readlinkSync(`/proc/${pid}/fd/${fd}`)];
    } catch {
      // Closed in the meantime.
      return [];
    }
  });
}

/** User and system time; the clock of /proc ticks a hundred times a second. */
function cpuSeconds(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
  return (Number(fields[11]) + Number(fields[12])) / 100;
}

async function lagMs(address: string): Promise<number | null> {
  try {
    const text = await (await fetch(`${address}/metrics`, { signal: AbortSignal.timeout(5_000) })).text();
    const seconds = /^nodejs_eventloop_lag_p99_seconds ([\d.e+-]+)$/m.exec(text)?.[1];
    return seconds === undefined ? null : Number(seconds) * 1_000;
  } catch {
    return null;
  }
}
