import { useEffect, useState } from 'react';

/** Counts up every so many milliseconds while the window is seen, and at once when it is seen again; null: never. */
export function useTicks(everyMs: number | null): number {
  const [ticks, setTicks] = useState(0);
  useEffect(() => {
    if (everyMs === null) return;
    const tick = () => {
      if (document.visibilityState === 'visible') setTicks((before) => before + 1);
    };
    const timer = setInterval(tick, everyMs);
    document.addEventListener('visibilitychange', tick);
    return () => {
      clearInterval(timer);
      document.removeEventListener('visibilitychange', tick);
    };
  }, [everyMs]);
  return ticks;
}
