import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { Problem } from '../../../src/api/answers.ts';
import { serveApi } from '../../../src/api/serve-api.ts';
import { newKey } from '../../../src/changes/new-key.ts';
import type { Scope } from '../../../src/model/api-key.ts';
import { Story } from '../../../src/model/story.ts';
import { type SeededPortals, seededPortals } from '../../seeded-portals.ts';

let portals: SeededPortals;
let api: Awaited<ReturnType<typeof serveApi>>;
const keys: Record<Scope, string> = { read: '', operate: '' };

beforeEach(async () => {
  portals = await seededPortals();
  api = await serveApi({ ...portals.served, version: '1', dashboardFolder: null });
  for (const scope of ['read', 'operate'] as const) {
    const made = newKey('a test', scope, new Date());
    await portals.subscriptions.addKey(made.key, made.hash);
    keys[scope] = made.text;
  }
});
afterEach(async () => {
  await api.close();
  await portals.close();
});

const post = (path: string, body: object, key: string = keys.operate) =>
  fetch(`${api.url}/v1/stories/${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(key && { authorization: `Bearer ${key}` }) },
    body: JSON.stringify(body),
  });
const problem = async (answer: Response) => {
  const { status, code } = Problem.parse(await answer.json());
  return [status, code];
};

describe('joining and parting stories over HTTP', () => {
  it('takes a key with scope operate', async () => {
    const [one, other] = portals.stories;
    const body = { other: other?.id };
    expect(await problem(await post(`${one?.id}/join`, body, ''))).toEqual([401, 'unauthorized']);
    expect(await problem(await post(`${one?.id}/join`, body, keys.read))).toEqual([403, 'forbidden']);
    expect(await portals.store.decisions()).toEqual([]);
  });

  it('joins two stories and answers with the one that they are now', async () => {
    const [one, other] = portals.stories;
    const joined = Story.parse(await (await post(`${one?.id}/join`, { other: other?.id })).json());
    expect(joined.members).toHaveLength((one?.members.length ?? 0) + (other?.members.length ?? 0));
    const gone = joined.id === one?.id ? other?.id : one?.id;
    const followed = await fetch(`${api.url}/v1/stories/${gone}`);
    expect(followed.url).toBe(`${api.url}/v1/stories/${joined.id}`);
  });

  it('parts an article from its story and answers with both', async () => {
    const { story, members } = portals.lamps;
    const answer = await post(`${story.id}/part`, { article: members[3]?.id });
    const { rest, parted } = z.object({ rest: Story, parted: Story }).parse(await answer.json());
    expect(rest.id).toBe(story.id);
    expect(rest.members).toHaveLength(members.length - 1);
    expect(parted.members).toEqual([members[3]?.id]);
  });

  it('says what is not there, and what cannot be decided', async () => {
    const { story } = portals.lamps;
    const lone = portals.stories.find(({ members }) => members.length === 1);
    expect(await problem(await post(`${story.id}/join`, { other: 'nonesuch' }))).toEqual([404, 'not-found']);
    expect(await problem(await post(`${story.id}/part`, { article: lone?.members[0] }))).toEqual([
      404,
      'not-found',
    ]);
    expect(await problem(await post(`${lone?.id}/part`, { article: lone?.members[0] }))).toEqual([
      409,
      'story-decision',
    ]);
    expect(await problem(await post(`${story.id}/part`, { articel: 'x' }))).toEqual([400, 'invalid-request']);
  });
});
