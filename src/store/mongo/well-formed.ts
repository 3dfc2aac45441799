/**
 * The same value, with U+FFFD for each half of a character that stands alone. BSON has UTF-8 only: the driver would
 * write the same, but what was meant to be written and what is read back must not differ.
 */
export function wellFormed<T extends object>(value: T): T {
  if (isWellFormed(value)) return value;
  const copy = structuredClone(value);
  mend(copy);
  return copy;
}

function isWellFormed(value: unknown): boolean {
  if (typeof value === 'string') return value.isWellFormed();
  if (value === null || typeof value !== 'object' || ArrayBuffer.isView(value)) return true;
  return Object.values(value).every(isWellFormed);
}

function mend(value: object): void {
  if (ArrayBuffer.isView(value)) return;
  for (const [key, inner] of Object.entries(value)) {
    if (typeof inner === 'string') Reflect.set(value, key, inner.toWellFormed());
    else if (inner !== null && typeof inner === 'object') mend(inner);
  }
}
