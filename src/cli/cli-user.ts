import { userInfo } from 'node:os';

/** Who sits at the command line, as the log names them: "cli:ada". */
export function cliUser(): string {
  try {
    return `cli:${userInfo().username}`;
  } catch {
    // A container's user may have no name.
    return `cli:${process.getuid?.() ?? 'unknown'}`;
  }
}
