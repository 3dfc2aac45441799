import { afterEach, describe, expect, it } from 'vitest';
import { openGuardedClient } from '../../../crawlers/fetch/guarded-client.ts';
import { newSecret } from '../../../src/changes/webhook-secret.ts';
import { conformanceCases } from '../../../src/conformance/conformance-cases.ts';
import { playConformance } from '../../../src/conformance/play-conformance.ts';
import {
  type ReceiverFault,
  receiverFaults,
  startSampleReceiver,
} from '../../../src/demo/sample-receiver.ts';

const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

async function failures(faults: readonly ReceiverFault[], { judgeState = true } = {}): Promise<string[]> {
  const { secret } = newSecret();
  const receiver = await startSampleReceiver(secret, faults);
  const client = openGuardedClient({ userAgent: 'Wellspring/test', allow: [receiver.host] });
  closing.push(client.close, receiver.close);
  const { url } = receiver;
  const stateUrl = judgeState ? receiver.stateUrl : null;
  const failed: string[] = [];
  for await (const { name, passed, found } of playConformance({
    url,
    secret,
    stateUrl,
    client,
    now: () => new Date(),
  })) {
    expect(passed).toBe(found === null);
    if (!passed) failed.push(name);
  }
  return failed;
}

describe('the conformance kit', () => {
  it('passes a receiver that does all as it should, with and without a look at what it holds', async () => {
    expect(await failures([])).toEqual([]);
    expect(await failures([], { judgeState: false })).toEqual([]);
  });

  it.each(receiverFaults)('fails a receiver with the fault %s, and on nothing else', async (fault) => {
    expect(await failures([fault])).toEqual([fault]);
  });

  it('has a case for each fault', () => {
    expect(conformanceCases.map(({ name }) => name).toSorted()).toEqual(
      ['valid', ...receiverFaults].toSorted(),
    );
  });

  it('says that an endpoint is not there', async () => {
    const receiver = await startSampleReceiver(newSecret().secret);
    await receiver.close();
    const client = openGuardedClient({ userAgent: 'Wellspring/test', allow: [receiver.host] });
    closing.push(client.close);
    const { url } = receiver;
    const play = playConformance({
      url,
      secret: newSecret().secret,
      stateUrl: null,
      client,
      now: () => new Date(),
    });
    expect((await play.next()).value).toMatchObject({
      passed: false,
      found: expect.stringContaining('refused the connection'),
    });
  });
});
