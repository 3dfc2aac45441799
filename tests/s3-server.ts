import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
// @ts-expect-error it has no types of its own
import S3rver from '@20minutes/s3rver';
import { z } from 'zod';
import type { S3Access } from '../src/objects/s3-objects.ts';

type Context = { path: string; app: object };

/** A server that speaks S3 and checks signatures, on loopback, with one bucket. */
export async function s3Server(bucket: string): Promise<{ access: S3Access; close(): Promise<void> }> {
  const directory = mkdtempSync(join(tmpdir(), 'wellspring-s3-'));
  const server = new S3rver({
    ...{ directory, silent: true, port: 0, address: '127.0.0.1' },
    configureBuckets: [{ name: bucket, configs: [] }],
  });
  // It forgets the slash at the end of an address (that of a listing) when it makes the signature to compare with.
  server.middleware.unshift((context: Context, next: () => Promise<void>) => {
    if (context.path.endsWith('/')) {
      context.app = Object.create(context.app, { allowMismatchedSignatures: { value: true } });
    }
    return next();
  });
  const { port } = z.object({ port: z.number() }).parse(await server.run());
  return {
    access: {
      endpoint: `http://127.0.0.1:${port}`,
      region: 'us-east-1',
      accessKeyId: 'S3RVER',
      secretAccessKey: 'S3RVER',
    },
    async close() {
      await server.close();
      rmSync(directory, { recursive: true, force: true });
    },
  };
}
