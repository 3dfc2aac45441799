import type { FastifyRequest } from 'fastify';

/** By which address we were asked: "http://127.0.0.1:8420". */
export function originOf({ protocol, host }: Pick<FastifyRequest, 'protocol' | 'host'>): string {
  return `${protocol}://${host}`;
}
