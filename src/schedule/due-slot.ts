/**
 * Which visit of a list, feed or sitemap is due: the number of whole intervals since 1970. Two schedulers that ask in
 * one interval get the same number, so the visit that carries it is made once.
 */
export function dueSlot(nowMs: number, everyMinutes: number): number {
  return Math.floor(nowMs / (everyMinutes * 60_000));
}
