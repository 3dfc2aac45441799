import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openObjects } from '../../../src/objects/open-objects.ts';
import { s3Server } from '../../s3-server.ts';
import { freePort } from '../../services/free-port.ts';
import { objectStoreContract } from './object-store.contract.ts';

objectStoreContract('folder', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'wellspring-objects-'));
  return {
    objects: openObjects(join(folder, 'made', 'later'), undefined),
    clear: async () => rmSync(folder, { recursive: true }),
  };
});

objectStoreContract('s3', async () => {
  const server = await s3Server('bucket');
  return { objects: openObjects('s3://bucket/some/where/', server.access), clear: server.close };
});

describe('a folder of objects', () => {
  it('does not show what a kill left half written', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'wellspring-objects-'));
    mkdirSync(join(folder, 'a'));
    writeFileSync(join(folder, 'a', 'x.0a1b2c3d.unfinished'), 'half');
    const names = [];
    for await (const { name } of openObjects(folder, undefined).list('')) names.push(name);
    expect(names).toEqual([]);
    rmSync(folder, { recursive: true });
  });
});

describe('a bucket', () => {
  let server: Awaited<ReturnType<typeof s3Server>>;
  beforeAll(async () => {
    server = await s3Server('bucket');
  });
  afterAll(() => server.close());

  it('says what is wrong when the secret is', async () => {
    const objects = openObjects('s3://bucket', { ...server.access, secretAccessKey: 'wrong' });
    await expect(objects.put('a', new Uint8Array(1))).rejects.toMatchObject({
      code: 'object-store',
      message: expect.stringMatching(/^s3:\/\/bucket\/ at http.*writing a failed: .*SignatureDoesNotMatch/),
    });
  });

  it('keeps two prefixes of one bucket apart', async () => {
    const [one, two] = ['one', 'two'].map((prefix) => openObjects(`s3://bucket/${prefix}`, server.access));
    await one?.put('a', new Uint8Array([1]));
    expect(await two?.get('a')).toBeNull();
    expect(await one?.get('a')).toEqual(new Uint8Array([1]));
  });

  it('says that it is not there, or cannot be reached', async () => {
    const listed = async (place: string, endpoint = server.access.endpoint) => {
      for await (const _ of openObjects(place, { ...server.access, endpoint }).list('')) break;
    };
    await expect(listed('s3://no-such-bucket')).rejects.toMatchObject({
      message: expect.stringContaining('there is no such bucket; make it first'),
    });
    await expect(listed('s3://bucket', `http://127.0.0.1:${await freePort()}`)).rejects.toMatchObject({
      code: 'object-store',
      message: expect.stringContaining('ECONNREFUSED'),
    });
  });
});

describe('openObjects', () => {
  it.each(['s3://', 's3://UPPER/x', 's3://b', 'gs://bucket', 's3://bucket/a?b'])('refuses %j', (place) => {
    const access = { endpoint: 'http://127.0.0.1:1', region: 'a', accessKeyId: 'a', secretAccessKey: 'a' };
    expect(() => openObjects(place, access)).toThrow(/is no place; write a folder, or s3:/);
  });

  it('asks for the access that S3 needs', () => {
    expect(() => openObjects('s3://bucket', undefined)).toThrow(/needs s3\.endpoint/);
  });
});
