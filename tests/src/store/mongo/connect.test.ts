import type { Document } from 'mongodb';
import { describe, expect, it } from 'vitest';
import { connectMongo } from '../../../../src/store/mongo/connect.ts';
import { pretendedServer, primary } from './pretended-server.ts';

const greetings = /^(?:hello|ismaster)$/i;

/** What a server with these answers is refused with. */
async function refusal(answer: (command: string) => Document | null, login = ''): Promise<string> {
  const server = await pretendedServer(answer);
  try {
    const uri = server.uri.replace('//', `//${login}`);
    const { client } = await connectMongo(uri, 500);
    await client.close();
    return 'taken';
  } catch (error) {
    expect(error).toMatchObject({ code: 'store' });
    return String(error).replace(/127\.0\.0\.1:\d+/, 'HOST');
  } finally {
    await server.close();
  }
}

describe('a MongoDB server', () => {
  it('is taken where it is new enough and has transactions', async () => {
    expect(await refusal(() => null)).toBe('taken');
  });

  it('is taken as a sharded cluster too', async () => {
    const { setName: _, ...alone } = primary;
    const mongos = { ...alone, msg: 'isdbgrid' };
    expect(await refusal((command) => (greetings.test(command) ? mongos : null))).toBe('taken');
  });

  it('is refused without transactions, and told how to get them', async () => {
    const { setName: _, ...alone } = primary;
    expect(await refusal((command) => (greetings.test(command) ? alone : null))).toBe(
      'Error: MongoDB at HOST is a single server without transactions; start it as a replica set ' +
        '(mongod --replSet rs0, then rs.initiate() once)',
    );
  });

  it('is refused where it is old, with its version', async () => {
    expect(await refusal((command) => (command === 'buildInfo' ? { ok: 1, version: '6.0.14' } : null))).toBe(
      'Error: MongoDB at HOST is 6.0.14; Wellspring needs 7.0 or newer: update the server, one major version at a time',
    );
  });

  it('is refused where it is so old that the driver will not speak with it', async () => {
    const old = { ...primary, maxWireVersion: 6 };
    expect(await refusal((command) => (greetings.test(command) ? old : null))).toBe(
      'Error: MongoDB at HOST is too old; Wellspring needs 7.0 or newer: update the server, one major version at a time',
    );
  });

  it.each([
    ['a wrong password', 'saslStart', { ok: 0, code: 18, codeName: 'AuthenticationFailed', errmsg: 'no' }],
    ['no rights', 'buildInfo', { ok: 0, code: 13, codeName: 'Unauthorized', errmsg: 'not allowed' }],
  ])('is named with what to check after %s, and without it', async (_, refused, answer) => {
    const login = refused === 'saslStart' ? 'user:hushhush@' : '';
    const said = await refusal((command) => (command === refused ? answer : null), login);
    expect(said).toBe(
      'Error: MongoDB at HOST refuses the user or the password; check them (and authSource) in MONGODB_URI',
    );
  });
});
