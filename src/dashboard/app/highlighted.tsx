/** A piece of text whose words between U+E000 and U+E001 were searched for. Text stays text. */
export function Highlighted({ piece }: { piece: string }) {
  let place = 0;
  const parts = piece.split(/(\u{E000}[^\u{E001}]*\u{E001}?)/u).map((text) => {
    const part = { text, place };
    place += text.length;
    return part;
  });
  return parts.map((part) =>
    part.text.startsWith('\u{E000}') ? <mark key={part.place}>{withoutMarks(part.text)}</mark> : part.text,
  );
}

export function withoutMarks(piece: string): string {
  return piece.replace(/[\u{E000}\u{E001}]/gu, '');
}
