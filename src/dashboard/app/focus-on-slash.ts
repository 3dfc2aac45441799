/** "/" brings the cursor into a field, unless somebody is writing somewhere. */
export function focusOnSlash(input: HTMLInputElement | null): () => void {
  const onKey = (event: KeyboardEvent) => {
    const busy = event.target instanceof HTMLElement && event.target.matches('input, select, textarea');
    if (event.key !== '/' || busy || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    input?.focus();
  };
  window.addEventListener('keydown', onKey);
  return () => window.removeEventListener('keydown', onKey);
}
