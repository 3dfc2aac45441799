/** "2025-04-16" of a date whose UTC fields are the portal's wall clock. */
export function day(at: Date): string {
  return at.toISOString().slice(0, 10);
}

/** "2025-04-16 12:47:42". */
export function secondOf(at: Date): string {
  return at.toISOString().slice(0, 19).replace('T', ' ');
}

/** "2025-04-16 12:47". */
export function minuteOf(at: Date): string {
  return secondOf(at).slice(0, 16);
}

/** "+02:00". */
export function offset(zoneMinutes: number): string {
  const size = Math.abs(zoneMinutes);
  const two = (value: number) => String(value).padStart(2, '0');
  return `${zoneMinutes < 0 ? '-' : '+'}${two(Math.floor(size / 60))}:${two(size % 60)}`;
}
