import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import type { KitClient, KitOptions } from '../../conformance/conformance-kit.ts';
import { playConformance } from '../../conformance/play-conformance.ts';
import { type ReceiverFault, receiverFaults, startSampleReceiver } from '../../demo/sample-receiver.ts';
import { command } from '../command.ts';
import { type Io, writeLine } from '../io.ts';
import { UsageError } from '../usage-error.ts';

/** Opens the guarded client; `allow` names loopback addresses that may be spoken to. */
export type OpenClient = (allow: readonly string[]) => KitClient & { close(): Promise<void> };

export const conformance = (openClient: OpenClient) =>
  command({
    usage: 'conformance [url]',
    summary:
      'plays duplicates, disorder, wrong signatures, old timestamps, tombstones, rotation, slow and broken connections against ' +
      'a receiver of webhooks, and reports (without an address: against a right receiver and faulty ones of our own)',
    flags: [
      ['--secret <secret>', 'what the receiver checks signatures with: whsec_…'],
      [
        '--state <url>',
        'answers {"id": {"seq": 1, "applied": 1}}: what the receiver holds; without it, only answers are judged',
      ],
      ['--allow <ip:port>', 'a receiver on this machine or network that may be spoken to; comma-separated'],
      ['--json', 'one JSON object a case'],
    ],
    input: z.object({
      url: z.url().optional(),
      secret: z
        .string()
        .regex(/^whsec_[A-Za-z0-9+/]{32,}={0,2}$/, 'write whsec_ and base64')
        .optional(),
      state: z.url().optional(),
      allow: z.string().optional(),
      json: z.boolean().default(false),
    }),
    async run({ url, secret, state, allow = '', json }, io) {
      if (url === undefined) return selfTest(openClient, io);
      if (secret === undefined)
        throw new UsageError('conformance: write --secret whsec_…, as the receiver has it');
      const client = openClient(allow.split(',').filter((pair) => pair !== ''));
      try {
        const failed = await report(
          { url, secret, stateUrl: state ?? null, client, now: () => new Date() },
          json,
          io,
        );
        if (state === undefined) {
          io.err.write('only answers were judged; --state URL lets the effects be judged too\n');
        }
        return failed.length > 0 ? 1 : 0;
      } finally {
        await client.close();
      }
    },
  });

async function report(options: KitOptions, json: boolean, io: Io): Promise<string[]> {
  const failed: string[] = [];
  for await (const result of playConformance(options)) {
    const { name, wants, passed, found } = result;
    if (!passed) failed.push(name);
    await writeLine(
      io.out,
      json ? JSON.stringify(result) : `${passed ? 'ok  ' : 'FAIL'}  ${name}: ${passed ? wants : found}`,
    );
  }
  return failed;
}

/** The kit has to tell a right receiver from each faulty one. */
async function selfTest(openClient: OpenClient, io: Io): Promise<number> {
  let wrong = 0;
  for (const fault of [null, ...receiverFaults]) {
    const failed = await failedCases(openClient, fault);
    const right = fault === null ? failed.length === 0 : failed.includes(fault);
    if (!right) wrong += 1;
    const name = fault === null ? 'a right receiver' : `a receiver with the fault ${fault}`;
    await writeLine(io.out, `${right ? 'ok  ' : 'FAIL'}  ${name}: fails ${failed.join(', ') || 'nothing'}`);
  }
  return wrong > 0 ? 1 : 0;
}

async function failedCases(openClient: OpenClient, fault: ReceiverFault | null): Promise<string[]> {
  const secret = `whsec_${randomBytes(32).toString('base64')}`;
  const receiver = await startSampleReceiver(secret, fault === null ? [] : [fault]);
  const client = openClient([receiver.host]);
  try {
    const failed: string[] = [];
    const { url, stateUrl } = receiver;
    for await (const { name, passed } of playConformance({
      url,
      secret,
      stateUrl,
      client,
      now: () => new Date(),
    })) {
      if (!passed) failed.push(name);
    }
    return failed;
  } finally {
    await client.close();
    await receiver.close();
  }
}
