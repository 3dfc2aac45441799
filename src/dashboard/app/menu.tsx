import { type ReactNode, useEffect, useRef, useState } from 'react';

/** A button that opens a small sheet below it; Escape and a click elsewhere close it. */
export function Menu({ name, children }: { name: string; children: ReactNode }) {
  const box = useRef<HTMLDetailsElement>(null);
  const [isOpen, setOpen] = useState(false);
  useEffect(() => {
    const close = (event: Event) => {
      const menu = box.current;
      if (!menu?.open) return;
      const isKey = event instanceof KeyboardEvent;
      if (isKey ? event.key !== 'Escape' : event.target instanceof Node && menu.contains(event.target))
        return;
      menu.open = false;
      if (isKey) menu.querySelector('summary')?.focus();
    };
    document.addEventListener('pointerdown', close);
    document.addEventListener('keydown', close);
    return () => {
      document.removeEventListener('pointerdown', close);
      document.removeEventListener('keydown', close);
    };
  }, []);
  return (
    <details className="menu" ref={box} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{name}</summary>
      {/* What it holds may have to be asked for: only when somebody looks. */}
      <div className="sheet">{isOpen && children}</div>
    </details>
  );
}
