import type { Relation } from '../model/article.ts';
import { candidatePairs } from './candidate-pairs.ts';
import { DisjointSets } from './disjoint-sets.ts';
import { relateMember } from './relate-member.ts';
import { revisionMarks } from './revision-marks.ts';
import { isSameStory } from './same-story.ts';
import { type Agreement, agreements } from './support.ts';
import { sketchBands, type TextSketch, textSketch } from './text-sketch.ts';

/** One article as a program hands it in; fields that are not named here are not looked at. */
export type ClusterInput = {
  id: string;
  site: string;
  title: string | null;
  body: string;
};

export type ClusterResult = {
  id: string;
  /** "s" and the id of the story's most probable original. */
  storyId: string;
  relation: Relation;
  /** Share of the shorter of article and original that both have (0 … 1); 1 for an original, null for a unique text. */
  similarity: number | null;
};

type Member = {
  at: number;
  id: string;
  site: string;
  sketch: TextSketch;
  revisionMarks: number;
};

/**
 * Clusters articles by story. The clusters depend on the articles alone, not on their order; answers come in the
 * order of the input. Of each article only its sketch is kept (about 1.5 kB), not its text.
 */
export function clusterArticles(articles: Iterable<ClusterInput>): ClusterResult[] {
  const members = inOwnOrder(articles);
  const sets = new DisjointSets(members.length);
  candidatePairs(
    members.map(({ sketch }) => sketchBands(sketch)),
    (a, b) => {
      if (sets.root(a) === sets.root(b)) return true;
      const left = members[a];
      const right = members[b];
      if (!left || !right || !isSameStory(left.sketch, right.sketch)) return false;
      sets.join(a, b);
      return true;
    },
  );
  const stories = new Map<number, Member[]>();
  members.forEach((member, index) => {
    const root = sets.root(index);
    const story = stories.get(root);
    if (story) story.push(member);
    else stories.set(root, [member]);
  });
  return judged([...stories.values()], members.length);
}

/** Sorted by what the texts hold, so that near-duplicates come together and the input's order is forgotten. */
function inOwnOrder(articles: Iterable<ClusterInput>): Member[] {
  const members: Member[] = [];
  let at = 0;
  for (const { id, site, title, body } of articles) {
    members.push({
      at,
      id,
      site,
      sketch: textSketch({ title, body }),
      revisionMarks: revisionMarks(body),
    });
    at++;
  }
  return members.sort(
    (a, b) =>
      (a.sketch.shingles[0] ?? 0) - (b.sketch.shingles[0] ?? 0) ||
      a.sketch.units - b.sketch.units ||
      (a.id < b.id ? -1 : a.id > b.id ? 1 : a.at - b.at),
  );
}

function judged(stories: readonly Member[][], count: number): ClusterResult[] {
  const agreed = stories.map((story) =>
    story.length > 1 ? agreements(story.map(({ sketch }) => sketch)) : [],
  );
  const damage = siteDamage(stories, agreed);
  const results: ClusterResult[] = new Array(count);
  stories.forEach((story, index) => {
    const original = originalOf(story, agreed[index] ?? [], damage);
    for (const member of story) {
      const storyId = `s${original.id}`;
      results[member.at] =
        story.length === 1
          ? { id: member.id, storyId, relation: 'unique', similarity: null }
          : member === original
            ? { id: member.id, storyId, relation: 'original', similarity: 1 }
            : { id: member.id, storyId, ...relateMember(member, original) };
    }
  });
  return results;
}

const loss = ({ coverage, supported }: Agreement) => 1 - coverage * supported;

/**
 * How much each site's texts have lost or carry in addition, on average over its stories. A site that
 * republishes does so everywhere; a first publisher's texts are whole. Two whole texts are assumed of every site,
 * so that one bad text condemns none.
 */
function siteDamage(stories: readonly Member[][], agreed: readonly Agreement[][]): Map<string, number> {
  const sums = new Map<string, { loss: number; texts: number }>();
  stories.forEach((story, index) => {
    story.forEach((member, i) => {
      const agreement = agreed[index]?.[i];
      if (!agreement) return;
      const sum = sums.get(member.site) ?? { loss: 0, texts: 2 };
      sum.loss += loss(agreement);
      sum.texts++;
      sums.set(member.site, sum);
    });
  });
  return new Map([...sums].map(([site, { loss, texts }]) => [site, loss / texts]));
}

/** The most complete text without additions, from a site whose texts are whole; of equal ones the first by id. */
function originalOf(
  story: Member[],
  agreed: readonly Agreement[],
  damage: ReadonlyMap<string, number>,
): Member {
  let best = story[0];
  let least = Number.POSITIVE_INFINITY;
  story.forEach((member, i) => {
    const agreement = agreed[i];
    const found =
      (agreement ? loss(agreement) : 0) + (damage.get(member.site) ?? 0) + (member.revisionMarks > 0 ? 1 : 0);
    if (found < least || (found === least && best && member.id < best.id)) {
      least = found;
      best = member;
    }
  });
  if (!best) throw new RangeError('a story has at least one member');
  return best;
}
