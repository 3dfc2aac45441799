import type { MemberDifference } from '../../api/answers.ts';

type Piece = MemberDifference['pieces'][number];

/** A text with what another has beside it, in the order of reading. */
export function WordByWord({ pieces }: { pieces: readonly Piece[] }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a long text that scrolls must be reached by keyboard
    <section className="word-by-word" aria-label="The text word by word" tabIndex={0}>
      {pieces.map((piece, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: pieces have no name but their place
        <Stretch key={i} piece={piece} />
      ))}
    </section>
  );
}

function Stretch({ piece }: { piece: Piece }) {
  switch (piece.kind) {
    case 'same':
      return <>{piece.text} </>;
    case 'dropped':
      return (
        <>
          <del>{piece.text}</del>{' '}
        </>
      );
    case 'respelt':
      return (
        <>
          <del>{piece.was}</del> <ins className="respelt">{piece.text}</ins>{' '}
        </>
      );
    default:
      return (
        <>
          <ins className={piece.kind}>{piece.text}</ins>{' '}
        </>
      );
  }
}
