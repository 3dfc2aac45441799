import type { FastifyReply, FastifyRequest } from 'fastify';

/**
 * Ends an answer that its asker takes nothing of for so long: what is held for it (pages in memory, a state of the store)
 * would be held without end.
 *
 * @param ms it takes up to twice as long: Node begins to count anew once after what was written last
 */
export function letGoWhenStuck(request: FastifyRequest, reply: FastifyReply, ms: number): void {
  const { socket } = request.raw;
  const end = () => reply.raw.destroy();
  socket.setTimeout(ms, end);
  // The connection may go on to serve other requests.
  reply.raw.once('close', () => {
    socket.off('timeout', end);
    if (!socket.destroyed) socket.setTimeout(0);
  });
}
