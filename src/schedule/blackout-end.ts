import { DateTime } from 'luxon';
import { blackoutMinutes } from '../model/schedule-rules.ts';

/**
 * When the blackout hours that an instant lies in end; null: it lies in none. Hours are those on the clock of the zone:
 * on the days on which it is put forward or back, a blackout is an hour shorter or longer.
 */
export function blackoutEnd(atMs: number, blackout: readonly string[], zone: string): number | null {
  let endMs = atMs;
  // Hours that touch each other are one blackout.
  for (let joined = 0; joined <= blackout.length; joined++) {
    const next = blackout.map((hours) => endOf(endMs, hours, zone)).find((end) => end !== null);
    if (next === undefined || next === null) break;
    endMs = next;
  }
  return endMs === atMs ? null : endMs;
}

function endOf(atMs: number, hours: string, zone: string): number | null {
  const { begin, end } = blackoutMinutes(hours);
  const local = DateTime.fromMillis(atMs, { zone });
  const minute = local.hour * 60 + local.minute;
  const overMidnight = end <= begin;
  const inside = overMidnight ? minute >= begin || minute < end : minute >= begin && minute < end;
  if (!inside) return null;
  const day = overMidnight && minute >= begin ? local.plus({ days: 1 }) : local;
  const ended = day.startOf('day').set({ hour: Math.floor(end / 60), minute: end % 60 });
  // An hour that comes twice may have ended for the first time already.
  return ended.toMillis() > atMs ? ended.toMillis() : ended.plus({ hours: 1 }).toMillis();
}
