import type { FastifyRequest } from 'fastify';
import type { ApiKey } from '../model/api-key.ts';

/** The key that a request was let in by; set by `requestAccess`. */
const keys = new WeakMap<FastifyRequest, Pick<ApiKey, 'id' | 'name'>>();

export function noteKey(request: FastifyRequest, key: Pick<ApiKey, 'id' | 'name'>): void {
  keys.set(request, key);
}

/** Who asks, as the log names them: "key:key_4f (newsroom)". */
export function whoAsks(request: FastifyRequest): string {
  const key = keys.get(request);
  return key ? `key:${key.id} (${key.name})` : 'key:none';
}
