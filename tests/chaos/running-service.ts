import { type startCli, startService } from '../e2e/run-cli.ts';

export type ServiceOptions = {
  /** One process a role. */
  roles: readonly string[];
  data: string;
  allow: string;
  settings: Readonly<Record<string, string>>;
};

/** The program as an operator runs it: processes of their own that can be killed, frozen and starved. */
export type RunningService = {
  readonly allow: string;
  address(): string | null;
  pids(): readonly number[];
  start(): Promise<void>;
  /** @returns the exit codes */
  stop(signal: 'SIGKILL' | 'SIGTERM'): Promise<(number | null)[]>;
  /** What all processes said on stderr. */
  said(): string;
};

export function runningService({ roles, data, allow, settings }: ServiceOptions): RunningService {
  let running: ReturnType<typeof startCli>[] = [];
  let address: string | null = null;
  let said = '';

  async function startRole(role: string): Promise<void> {
    const started = await startService(role, ['--allow', allow], { data, settings: { ...settings } });
    running.push(started);
    said += started.said;
    started.child.stderr?.on('data', (text: string) => {
      said += text;
    });
    started.child.on('exit', (code, signal) => {
      if (running.includes(started)) said += `${role} ended by itself: ${code ?? signal}\n`;
    });
    const listens = /listens on (http:\S+?)\/? /.exec(started.said)?.[1];
    if (listens) address = listens;
  }

  return {
    allow,
    address: () => address,
    pids: () => running.flatMap(({ child }) => (child.pid === undefined ? [] : [child.pid])),
    async start() {
      await Promise.all(roles.map(startRole));
    },
    async stop(signal) {
      const stopping = running;
      running = [];
      address = null;
      for (const { child } of stopping) child.kill(signal);
      return (await Promise.all(stopping.map(({ ended }) => ended))).map(({ code }) => code);
    },
    said: () => said,
  };
}
