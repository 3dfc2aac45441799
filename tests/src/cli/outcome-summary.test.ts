import { expect, it } from 'vitest';
import { outcomeSummary } from '../../../src/cli/outcome-summary.ts';

it('names each outcome that occurred, most frequent first, with its meaning', () => {
  const text = outcomeSummary({
    runId: 'r',
    seconds: 2,
    interrupted: false,
    resumed: false,
    failures: [],
    outcomes: { robots: 1, stored: 12 },
  });
  expect(text.split('\n')[0]).toBe('13 URLs in 2.0 s');
  expect(text.split('\n')[1]).toMatch(/^ +12 +stored +articles stored/);
  expect(text.split('\n')[2]).toMatch(/^ +1 +robots +kept out by robots.txt/);
  expect(text.split('\n')).toHaveLength(3);
});

it('says how to go on after a run that was stopped', () => {
  expect(
    outcomeSummary({ runId: 'r', seconds: 1, interrupted: true, resumed: false, failures: [], outcomes: {} }),
  ).toContain('run the same again');
});
