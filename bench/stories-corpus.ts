import type { ClusterInput } from '../src/stories/cluster-articles.ts';
import type { Label } from './stories-score.ts';
import { changes, inventedText, pick, random, templates } from './stories-texts.ts';

const kinds = Object.entries(changes);
const made = Object.entries(templates);

/** Article `i` of any corpus: alone, a changed copy of an earlier one, or made from a template. */
export function invented(i: number, labels: Map<string, Label>): ClusterInput {
  const next = random(i + 1);
  const id = `a${i}`;
  const lot = next();
  if (lot < 0.1) {
    const [name, template] = pick([made[0] ?? none(), ...made], next);
    labels.set(id, { storyId: id, relation: 'unique', perturbations: [`template:${name}`] });
    return { id, site: `maker${i % 9}.example`, ...template(next) };
  }
  const from = lot < 0.4 ? Math.floor(next() * i) : i;
  const [name, change] = pick([kinds[0] ?? none(), ...kinds], next);
  const text = inventedText(from);
  labels.set(id, {
    storyId: `s${from}`,
    relation: from === i ? 'original' : 'copy',
    perturbations: from === i ? [] : [name],
  });
  return { id, site: `site${i % 500}.example`, ...(from === i ? text : change(text, next)) };
}

function none(): never {
  throw new RangeError('no kinds of change or no templates');
}
