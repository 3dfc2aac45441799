import type { FormEvent } from 'react';
import { Comparison } from '../../../api/answers.ts';
import { Chart } from '../charts/chart.tsx';
import { Legend } from '../charts/legend.tsx';
import { type Series, SeriesLines } from '../charts/series-lines.tsx';
import { Choice } from '../choice.tsx';
import { counted } from '../counted.ts';
import { DataTable } from '../data-table.tsx';
import { address, goTo, Link, useAddress } from '../location.tsx';
import { percent } from '../percent.ts';
import { Loading, ProblemNotice } from '../problem-notice.tsx';
import { bucketFor } from '../search/bucket-for.ts';
import { shownTime } from '../shown-time.ts';
import { Defined, Figure } from '../term.tsx';
import { shownOf, useAnswer } from '../use-answer.ts';
import { useTitle } from '../use-title.ts';

const HEIGHT = 210;
const BUCKETS = ['hour', 'day', 'week', 'month'];
const SITES = 12;

/** Two queries, or two sites, over time and in the stories that they share. */
export function ComparePage() {
  const { searchParams } = useAddress();
  const a = searchParams.get('a');
  const b = searchParams.get('b');
  const bucket = searchParams.get('bucket');
  useTitle(a && b ? `${a} and ${b}` : 'Compare');
  const path = a && b ? address('/v1/compare', { a, b, bucket: bucket ?? 'day' }) : null;
  const byStep = useAnswer(path, Comparison);
  const better = bucket === null ? bucketFor(byStep) : null;
  const other = useAnswer(
    path && better && better !== 'day' ? address('/v1/compare', { a, b, bucket: better }) : null,
    Comparison,
  );
  const answer = path && better && better !== 'day' ? other : byStep;
  const comparison = path === null ? null : shownOf(answer);
  return (
    <div className="compare-page" aria-busy={path !== null && answer.state === 'loading'}>
      <div className="page-head">
        <div>
          <h1>Compare</h1>
          <p className="lead">Two queries, or two sites (site:a.example), side by side.</p>
        </div>
      </div>
      <CompareForm key={`${a} ${b}`} a={a ?? ''} b={b ?? ''} />
      {path !== null && answer.state === 'failed' && <ProblemNotice problem={answer.problem} />}
      {path !== null && !comparison && answer.state === 'loading' && <Loading />}
      {path === null && (
        <p className="empty">
          Write two queries above, or choose two sites on the page of the <Link href="/sites">sites</Link>.
        </p>
      )}
      {comparison && (
        <>
          <Sides comparison={comparison} />
          <section>
            <h2>Over time</h2>
            <Choice
              name="Length of a step"
              choices={BUCKETS.map((value) => ({ value, name: value }))}
              chosen={comparison.bucket}
              linkTo={(value) => address('/compare', { a, b, bucket: value })}
            />
            <OverTime comparison={comparison} />
          </section>
          <section>
            <h2>Sites</h2>
            <SidesBySite comparison={comparison} />
          </section>
        </>
      )}
    </div>
  );
}

function CompareForm({ a, b }: { a: string; b: string }) {
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    goTo(address('/compare', { a: String(form.get('a')).trim(), b: String(form.get('b')).trim() }));
  };
  const field = (name: string, label: string, value: string) => (
    <label className={`side-${name}`}>
      <span>{label}</span>
      <input name={name} defaultValue={value} required autoComplete="off" spellCheck={false} />
    </label>
  );
  return (
    <form className="compare-form" onSubmit={submit}>
      {field('a', 'First', a)}
      {field('b', 'Second', b)}
      <button type="submit">Compare</button>
    </form>
  );
}

function Sides({ comparison: { a, b, both } }: { comparison: Comparison }) {
  return (
    <dl className="figures">
      <Figure
        term="matches"
        name="articles of the first"
        value={counts(a)}
        note={<Link href={address('/search', { q: a.q, copies: 'all' })}>show</Link>}
      />
      <Figure
        term="matches"
        name="articles of the second"
        value={counts(b)}
        note={<Link href={address('/search', { q: b.q, copies: 'all' })}>show</Link>}
      />
      <Figure
        term="shared-stories"
        name="stories in common"
        value={both.stories.toLocaleString('en')}
        note={`of ${a.stories.toLocaleString('en')} and ${b.stories.toLocaleString('en')}${ofNewest(a, b)}`}
      />
      <Figure
        term="first-teller"
        name="the first was earlier"
        value={percent(both.firstA, both.stories)}
        note={`the second ${percent(both.firstB, both.stories)}`}
      />
      <Figure term="lead" name="median lead of the first" value={shownLead(both.medianLeadHours)} />
    </dl>
  );
}

type Side = Comparison['a'];

function counts({ articles, sample }: Side): string {
  return `${sample < 1 ? 'about ' : ''}${articles.toLocaleString('en')}`;
}

/** What limits the stories, where something does. */
function ofNewest(...sides: readonly Side[]): string {
  const among = sides.flatMap((side) => side.among ?? []);
  return among.length === 0 ? '' : `, told by the newest ${Math.max(...among).toLocaleString('en')} that fit`;
}

function shownLead(hours: number | null): string {
  if (hours === null) return 'unknown';
  const sign = hours < 0 ? '−' : '+';
  const size = Math.abs(hours);
  if (size < 0.05) return '0 h';
  return size >= 48 ? `${sign}${Math.round(size / 24)} d` : `${sign}${Number(size.toFixed(1))} h`;
}

function OverTime({ comparison: { a, b, buckets } }: { comparison: Comparison }) {
  if (buckets.length === 0) return <p className="empty">Neither query has an article.</p>;
  const series: Series[] = [
    { name: a.q, points: buckets.map((one) => ({ time: Date.parse(one.start), value: one.a })) },
    { name: b.q, points: buckets.map((one) => ({ time: Date.parse(one.start), value: one.b })) },
  ];
  return (
    <Chart
      label="Articles of both by first sight"
      caption={<Legend entries={series.map(({ name }, i) => ({ mark: `series-${i}`, name }))} />}
      height={HEIGHT}
      draw={(width) => (
        <SeriesLines
          {...{ series, width, height: HEIGHT }}
          words={(name, time, value) =>
            `${shownTime(new Date(time).toISOString())}: ${name}, ${counted(value, 'article')}`
          }
        />
      )}
      rows={buckets.filter((one) => one.collected > 0)}
      keyOf={({ start }) => start}
      columns={[
        { name: 'From (UTC)', cell: ({ start }) => shownTime(start.slice(0, 16)) },
        { name: 'First', term: 'matches', number: true, cell: (one) => one.a.toLocaleString('en') },
        { name: 'Second', term: 'matches', number: true, cell: (one) => one.b.toLocaleString('en') },
        {
          name: 'Share of the first',
          term: 'share',
          number: true,
          cell: (one) => percent(one.a, one.collected),
        },
        { name: 'of the second', term: 'share', number: true, cell: (one) => percent(one.b, one.collected) },
      ]}
    />
  );
}

function SidesBySite({ comparison: { a, b } }: { comparison: Comparison }) {
  const counts = new Map<string, { a: number; b: number }>();
  for (const { value, count } of a.sites) counts.set(value, { a: count, b: 0 });
  for (const { value, count } of b.sites) counts.set(value, { a: counts.get(value)?.a ?? 0, b: count });
  const rows = [...counts]
    .map(([site, sides]) => ({ site, ...sides }))
    .toSorted((x, y) => y.a + y.b - x.a - x.b);
  return (
    <>
      <DataTable
        name="Articles of both by site"
        rows={rows.slice(0, SITES)}
        keyOf={({ site }) => site}
        columns={[
          { name: 'Site', cell: ({ site }) => site },
          { name: 'First', term: 'matches', number: true, cell: (row) => row.a.toLocaleString('en') },
          { name: 'Second', term: 'matches', number: true, cell: (row) => row.b.toLocaleString('en') },
        ]}
      />
      {[a, b].some(({ sitesSample }) => sitesSample < 1) && (
        <p className="raw">Projected from an even sample of the articles that fit.</p>
      )}
      {[a, b].some(({ sitesAmong }) => sitesAmong !== null) && (
        <p className="raw">Of the newest articles that fit, up to 10,000 of each.</p>
      )}
      {rows.length > SITES && (
        <p className="raw">
          The <Defined term="sites">{SITES} sites</Defined> with the most articles of {rows.length}.
        </p>
      )}
    </>
  );
}
