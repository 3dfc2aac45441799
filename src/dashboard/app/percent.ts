/** 0.084 → "8 %"; less than a half of one per cent, and more than nothing, is "< 1 %". Of nothing there is no share. */
export function percent(part: number, whole = 1): string {
  if (whole === 0) return '–';
  const share = (100 * part) / whole;
  if (share > 0 && share < 0.5) return '< 1 %';
  if (share > 99.5 && share < 100) return '> 99 %';
  return `${Math.round(share)} %`;
}

/** How much more or less than before: "+12 %", "−40 %", "as before", "none before". */
export function changeFrom(before: number, now: number): string {
  if (before === now) return 'as before';
  if (before === 0) return 'none before';
  const change = Math.round((100 * (now - before)) / before);
  if (change === 0) return 'about as before';
  return change > 0 ? `+${change.toLocaleString('en')} %` : `−${-change} %`;
}
