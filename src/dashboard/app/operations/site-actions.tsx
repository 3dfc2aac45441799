import type { PausedBy } from '../../../model/schedule-view.ts';
import { ActionButton } from './action-desk.tsx';
import { pauseAction, resumeAction, runNowAction } from './actions.ts';

/** What can be done to a site that has a site file. */
export function SiteActions({ site, paused }: { site: string; paused: PausedBy | null }) {
  return (
    <span className="links-row">
      {paused?.by === 'site' && <ActionButton name="Resume" action={resumeAction(site)} />}
      {paused && paused.by !== 'site' && <span className="soft">paused by {paused.by}</span>}
      {!paused && <ActionButton name="Pause" action={pauseAction(site)} />}
      {!paused && <ActionButton name="Run now" action={runNowAction(site)} />}
    </span>
  );
}
