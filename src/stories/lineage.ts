import { difference } from './difference.ts';

export type LineageMember = {
  id: string;
  site: string;
  body: string;
  /** The earliest date borne out for it, or our first sight; ISO 8601 in one form, so that text order is time order. */
  at: string;
};

/** From whom a member most probably has its text. */
export type Descent = {
  id: string;
  /** Null: the original. */
  from: string | null;
  reason: string;
  /** 0 … 1: which share of what the parent changed the member changed too; 0 where only the order in time speaks. */
  confidence: number;
};

/** A word changed by chance alike in two texts proves little. */
const fewestTraits = 2;
/** Comparing each with each is for stories that a person looks at; of larger ones the earliest are compared. */
const mostMembers = 200;

/**
 * A graph of descent: slips, injected names and gaps that two copies share are inherited, as in the tradition of
 * manuscripts (Lachmann's common errors). Each member gets the earlier one whose changes it shares most; without
 * shared changes it is traced to the original.
 *
 * @param originalId one of the members
 */
export function lineage(members: readonly LineageMember[], originalId: string): Descent[] {
  const sorted = [...members]
    .sort((a, b) =>
      a.id === originalId
        ? -1
        : b.id === originalId
          ? 1
          : a.at < b.at
            ? -1
            : a.at > b.at
              ? 1
              : a.id < b.id
                ? -1
                : 1,
    )
    .slice(0, mostMembers);
  const [original] = sorted;
  if (original?.id !== originalId) throw new RangeError(`${originalId} is no member of the story`);
  const traits = sorted.map(({ body }) => traitsOf(body, original.body));
  return sorted.map((member, i) => {
    if (i === 0) return { id: member.id, from: null, reason: 'the original', confidence: 1 };
    return descent(member, original, sorted.slice(1, i), traits[i] ?? new Set(), traits.slice(1, i));
  });
}

function descent(
  { id }: LineageMember,
  original: LineageMember,
  earlier: readonly LineageMember[],
  own: ReadonlySet<string>,
  others: readonly ReadonlySet<string>[],
): Descent {
  let best: Descent = {
    id,
    from: original.id,
    reason:
      own.size === 0 ? 'it has the text as the original has it' : 'it shares no changes with an earlier copy',
    confidence: own.size === 0 ? 0.5 : 0,
  };
  let most = fewestTraits - 1;
  earlier.forEach((parent, i) => {
    const theirs = others[i] ?? new Set();
    const shared = [...theirs].filter((trait) => own.has(trait)).length;
    // What a parent changed its child has too; changes that the child lacks speak against it.
    const share = theirs.size ? shared / theirs.size : 0;
    if (share < 0.5 || shared <= most) return;
    most = shared;
    const reason = `it has ${shared} of the ${theirs.size} changes of ${parent.site}`;
    best = { id, from: parent.id, reason, confidence: Math.round(share * 100) / 100 };
  });
  return best;
}

/** Each change of a copy against the original, as one comparable line. */
function traitsOf(body: string, original: string): Set<string> {
  const traits = new Set<string>();
  for (const piece of difference(body, original).pieces) {
    if (piece.kind !== 'same')
      traits.add(`${piece.kind} ${piece.text} ${piece.kind === 'respelt' ? piece.was : ''}`);
  }
  return traits;
}
