import { useEffect, useLayoutEffect, useRef, useState } from 'react';
import { definitions, isTerm } from './definitions.ts';

type Tip = { text: string; owner: Element; anchor: DOMRect };
const ROOM_PX = 8;
const LINGER_MS = 150;

/**
 * Shows the definition of whatever has `data-term` under the pointer or in focus; a cell of a table has that of its
 * column. It stays while the pointer is on it, and Escape closes it (WCAG 1.4.13).
 */
export function TermTip() {
  const [tip, setTip] = useState<Tip | null>(null);
  useEffect(() => {
    // What it belongs to has moved away from under it.
    const onScroll = () =>
      setTip((now) =>
        now && Math.abs(now.owner.getBoundingClientRect().top - now.anchor.top) < 4 ? now : null,
      );
    window.addEventListener('scroll', onScroll, { passive: true });
    return () => window.removeEventListener('scroll', onScroll);
  }, []);
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => watch(setTip), []);
  useLayoutEffect(() => {
    if (tip && box.current) place(box.current, tip.anchor);
  }, [tip]);
  if (!tip) return null;
  // Screen readers are told by aria-describedby.
  return (
    <div className="term-tip" ref={box} aria-hidden="true">
      {tip.text}
    </div>
  );
}

function watch(show: (tip: Tip | null) => void): () => void {
  let leaving: ReturnType<typeof setTimeout> | undefined;
  const look = (event: Event) => {
    const { target } = event;
    if (!(target instanceof Element) || target.closest('.term-tip')) return clearTimeout(leaving);
    const owner = ownerOf(target);
    const term = owner?.dataset.term ?? '';
    clearTimeout(leaving);
    if (owner && isTerm(term))
      show({ text: definitions[term], owner: target, anchor: target.getBoundingClientRect() });
    else leaving = setTimeout(() => show(null), LINGER_MS);
  };
  const onKey = (event: KeyboardEvent) => event.key === 'Escape' && show(null);
  const hide = () => show(null);
  document.addEventListener('pointerover', look);
  document.addEventListener('focusin', look);
  document.addEventListener('focusout', hide);
  document.addEventListener('keydown', onKey);
  return () => {
    document.removeEventListener('pointerover', look);
    document.removeEventListener('focusin', look);
    document.removeEventListener('focusout', hide);
    document.removeEventListener('keydown', onKey);
  };
}

function ownerOf(target: Element): HTMLElement | null {
  const own = target.closest<HTMLElement>('[data-term]');
  const cell = target.closest('td');
  if (own || !cell) return own;
  const head = cell.closest('table')?.tHead?.rows[0]?.cells[cell.cellIndex];
  return head?.querySelector<HTMLElement>('[data-term]') ?? null;
}

function place(box: HTMLElement, anchor: DOMRect): void {
  const { width, height } = box.getBoundingClientRect();
  const left = Math.min(Math.max(ROOM_PX, anchor.left), window.innerWidth - width - ROOM_PX);
  const above = anchor.top - height - ROOM_PX;
  box.style.left = `${left}px`;
  box.style.top = `${above < ROOM_PX ? anchor.bottom + ROOM_PX : above}px`;
}
