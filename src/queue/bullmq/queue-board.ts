import { createBullBoard } from '@bull-board/api';
import { BullMQAdapter } from '@bull-board/api/bullMQAdapter';
import { FastifyAdapter } from '@bull-board/fastify';
import { Queue } from 'bullmq';
import type { FastifyInstance } from 'fastify';
import { redisOptions } from './connect-redis.ts';

/** As its own pages need it: everything from here, no font of another host. What is written into the page is data. */
const contentSecurityPolicy =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; " +
  "connect-src 'self'; base-uri 'self'; form-action 'none'; frame-ancestors 'none'";

export type QueueBoardOptions = {
  url: string;
  /** BullMQ's names of the queues: "crawl-v1". */
  names: readonly string[];
  onError: (error: Error) => void;
  prefix?: string;
};

/**
 * bull-board over the queues, for looking only: dead letters are ours, not BullMQ's, and a job that is moved by hand
 * behind the ledger's back could run twice. Who may look is decided by the server that it is put into.
 */
export function queueBoard({ url, names, onError, prefix = 'wellspring' }: QueueBoardOptions) {
  return async (app: FastifyInstance, path: string): Promise<void> => {
    const queues = names.map((name) => {
      const queue = new Queue(name, { connection: { url, ...redisOptions }, prefix: `{${prefix}}` });
      queue.on('error', onError);
      return queue;
    });
    const board = new FastifyAdapter();
    board.setBasePath(path);
    createBullBoard({
      queues: queues.map((queue) => new BullMQAdapter(queue, { readOnlyMode: true })),
      serverAdapter: board,
      options: { uiConfig: { boardTitle: 'Wellspring', hideRedisDetails: true } },
    });
    // Told as the server around it tells all errors.
    board.setErrorHandler((error) => {
      throw error;
    });
    app.addHook('onClose', async () => {
      await Promise.all(queues.map((queue) => queue.close()));
    });
    await app.register(async (inside) => {
      inside.addHook('onSend', async (_, reply) => {
        void reply.header('content-security-policy', contentSecurityPolicy);
        // A browser asks for a key only if it is told how to send one.
        if (reply.statusCode === 401) void reply.header('www-authenticate', 'Basic realm="wellspring"');
      });
      inside.addHook('onRequest', async ({ method }, reply) => {
        if (method !== 'GET' && method !== 'HEAD') {
          return reply
            .code(405)
            .header('allow', 'GET, HEAD')
            .send({ error: 'the board is for looking only' });
        }
      });
      await inside.register(board.registerPlugin(), { prefix: path });
    });
  };
}
