import { S3mini } from 's3mini';
import { checkedName, type ObjectStore, ObjectStoreError } from './object-store.ts';

/** Where a service that speaks S3 is, and who we are there. */
export type S3Access = {
  /** "https://s3.eu-central-1.amazonaws.com", "http://127.0.0.1:9000". */
  endpoint: string;
  region: string;
  accessKeyId: string;
  secretAccessKey: string;
};

export type S3Place = S3Access & {
  bucket: string;
  /** In front of every name, without a slash at its end; "": none. */
  prefix: string;
  /** One request may take so long. */
  timeoutMs?: number;
};

const TIMEOUT_MS = 60_000;
/** Larger objects go up in parts of this size, so that a break costs one part. */
const PART_BYTES = 16 * 1_024 * 1_024;

/**
 * Objects in a bucket, addressed by path (which every service understands). The bucket has to be there.
 *
 * Its bytes do not go through the guarded client: the address is the operator's own choice, as those of MongoDB and Redis
 * are, and mostly inside of his network. Redirects are refused: nobody but that address is shown a signature.
 */
export function s3Objects(place: S3Place): ObjectStore {
  const { endpoint, region, accessKeyId, secretAccessKey, bucket, prefix, timeoutMs = TIMEOUT_MS } = place;
  const shown = `s3://${bucket}/${prefix} at ${endpoint}`;
  const bucketUrl = new URL(endpoint);
  bucketUrl.pathname = `${bucketUrl.pathname.replace(/\/$/, '')}/${bucket}`;
  const s3 = new S3mini({
    endpoint: bucketUrl.href,
    region,
    accessKeyId,
    secretAccessKey,
    minPartSize: PART_BYTES,
    requestAbortTimeout: timeoutMs,
    fetch: (input, init) => fetch(input, { ...init, redirect: 'error' }),
  });
  const inFront = prefix === '' ? '' : `${prefix}/`;
  const keyOf = (name: string) => `${inFront}${checkedName(name)}`;

  async function told<T>(what: string, work: Promise<T>): Promise<T> {
    try {
      return await work;
    } catch (cause) {
      throw new ObjectStoreError(`${shown}: ${what} failed: ${reasonOf(cause)}`, { cause });
    }
  }

  return {
    async put(name, body) {
      // The library takes a view of a larger buffer for the whole of it.
      const sent = body instanceof Blob || body.byteLength === body.buffer.byteLength ? body : body.slice();
      await told(`writing ${name}`, s3.putAnyObject(keyOf(name), sent));
    },
    async get(name, range) {
      try {
        const { start = 0, end } = range ?? {};
        const answer = await s3.getObjectRaw(keyOf(name), !range, start, end);
        return new Uint8Array(await answer.arrayBuffer());
      } catch (error) {
        if (statusOf(error) === 404) return null;
        // Past its end there is nothing, as in a file.
        if (range && statusOf(error) === 416) return new Uint8Array();
        return told(`reading ${name}`, Promise.reject(error));
      }
    },
    async *list(wanted) {
      let token: string | undefined;
      do {
        const page = await told('listing', s3.listObjectsPaged('/', `${inFront}${wanted}`, 1_000, token));
        if (!page) throw new ObjectStoreError(`${shown}: there is no such bucket; make it first`);
        for (const { Key, Size } of page.objects ?? []) {
          yield { name: Key.slice(inFront.length), bytes: Number(Size) };
        }
        token = page.nextContinuationToken;
      } while (token !== undefined);
    },
    async remove(name) {
      // S3 does not say whether there was one.
      const there = await told(`looking for ${name}`, s3.objectExists(keyOf(name)));
      if (there) await told(`removing ${name}`, s3.deleteObject(keyOf(name)));
      return there === true;
    },
  };
}

function statusOf(error: unknown): unknown {
  return error instanceof Error && 'status' in error ? error.status : undefined;
}

/** "SignatureDoesNotMatch", "connect ECONNREFUSED 127.0.0.1:9000". */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { cause } = error;
  return cause instanceof Error && cause.message !== ''
    ? `${error.message}: ${cause.message}`
    : error.message;
}
