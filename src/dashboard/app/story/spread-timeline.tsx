import { type ScaleTime, scaleUtc } from 'd3-scale';
import type { StoryMember } from '../../../api/answers.ts';
import { Chart } from '../charts/chart.tsx';
import { Legend } from '../charts/legend.tsx';
import { TimeAxis } from '../charts/time-axis.tsx';
import { placeOf, shownDay, shownLag, shownTime } from '../shown-time.ts';
import { Defined } from '../term.tsx';

/** More rows than these are no picture; the table of the articles has all members. */
const MAX_ROWS = 60;
const ROW_PX = 30;
const NARROW_ROW_PX = 40;
const AXIS_PX = 26;
const HEAD_PX = 18;
const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;
/** Narrower than this, names stand above their rows. */
const NARROW_PX = 560;

type Row = { member: StoryMember; claimed: number | null; seen: number };
type Scale = ScaleTime<number, number>;

/** One row an article: on the left when it claims to be from, on the right when we first saw it. */
export function SpreadTimeline({ members }: { members: readonly StoryMember[] }) {
  const rows = members
    .map(rowOf)
    .toSorted((a, b) => (a.claimed ?? a.seen) - (b.claimed ?? b.seen) || a.seen - b.seen)
    .slice(0, MAX_ROWS);
  return (
    <Chart
      label={`${rows.length} articles by claimed date, and by first sight`}
      caption={
        <>
          <Legend
            entries={[
              { mark: 'ring', name: <Defined term="claimed-date">claimed date</Defined> },
              { mark: 'dot', name: <Defined term="first-seen">first seen by us</Defined> },
              { mark: 'span', name: <Defined term="lag">lag behind the earliest evidence</Defined> },
            ]}
          />
          {rows.length < members.length && <span className="raw">the first {MAX_ROWS} articles</span>}
        </>
      }
      height={(width) => HEAD_PX + rows.length * rowPx(width) + AXIS_PX + 14}
      draw={(width) => <Rows rows={rows} width={width} />}
      rows={rows}
      keyOf={({ member }) => member.id}
      columns={[
        { name: 'Site', cell: ({ member }) => member.siteName ?? member.site },
        {
          name: 'Claims',
          term: 'claimed-date',
          cell: ({ member }) => (member.claimedDate?.iso ? shownTime(member.claimedDate.iso) : 'no date'),
        },
        { name: 'First seen (UTC)', term: 'first-seen', cell: ({ member }) => shownTime(member.firstSeenAt) },
        { name: 'Lag', term: 'lag', number: true, cell: ({ member }) => shownLag(member.lagDays) },
      ]}
    />
  );
}

function Rows({ rows, width }: { rows: readonly Row[]; width: number }) {
  const narrow = width < NARROW_PX;
  const step = rowPx(width);
  const names = narrow ? 0 : 170;
  const lags = 62;
  const gap = narrow ? 18 : 36;
  const room = width - names - lags - gap;
  const claimedRight = names + room * 0.6;
  const claims = rows.flatMap(({ claimed }) => (claimed === null ? [] : [claimed]));
  const claimed = scaleOf(claims, [names + 8, claimedRight - 8], DAY_MS);
  const seen = scaleOf(
    rows.map((row) => row.seen),
    [claimedRight + gap + 8, width - lags - 8],
    MINUTE_MS,
  );
  const bottom = HEAD_PX + rows.length * rowPx(width) + 8;
  const first = Math.min(...claims);
  return (
    <g className="spread">
      {/* biome-ignore lint/a11y/noAriaHiddenOnFocusable: nothing in a group of labels takes the focus */}
      <g aria-hidden="true">
        <text x={names} y={11}>
          By claimed date
        </text>
        <text x={claimedRight + gap} y={11}>
          {narrow ? 'First seen' : 'By first sight'}
        </text>
        {!narrow && (
          <text x={width} y={11} textAnchor="end">
            Lag
          </text>
        )}
      </g>
      {claims.length > 0 && <TimeAxis scale={claimed} top={HEAD_PX} bottom={bottom} />}
      <TimeAxis scale={seen} top={HEAD_PX} bottom={bottom} />
      {rows.map((row, i) => (
        <g key={row.member.id} className={`row relation-${row.member.relation}`}>
          <title>{wordsFor(row.member)}</title>
          <SpreadRow
            {...{ row, claimed, seen, first, narrow }}
            y={HEAD_PX + i * step + step / 2 + 4}
            right={width}
          />
        </g>
      ))}
    </g>
  );
}

const rowPx = (width: number) => (width < NARROW_PX ? NARROW_ROW_PX : ROW_PX);

type RowProps = {
  row: Row;
  claimed: Scale;
  seen: Scale;
  /** The earliest claim of all. */
  first: number;
  narrow: boolean;
  y: number;
  right: number;
};

function SpreadRow({ row, claimed, seen, first, narrow, y, right }: RowProps) {
  const { member } = row;
  const name = member.siteName ?? member.site;
  const at = narrow ? y + 8 : y;
  return (
    <>
      <text className="name" x={0} y={narrow ? y - 9 : y} dominantBaseline="central">
        {name.length > 24 ? `${name.slice(0, 23)}…` : name}
      </text>
      {row.claimed !== null && (
        <>
          <line className="span" x1={claimed(first)} x2={claimed(row.claimed)} y1={at} y2={at} />
          <circle className="ring" cx={claimed(row.claimed)} cy={at} r={5} />
        </>
      )}
      <circle className="dot" cx={seen(row.seen)} cy={at} r={5} />
      <text className="lag" x={right} y={at} textAnchor="end" dominantBaseline="central">
        {member.claimedDate ? shownLag(member.lagDays) : 'no date'}
      </text>
    </>
  );
}

/** Times on a stretch of the picture, with a little room at both ends. */
function scaleOf(times: readonly number[], range: [number, number], leastMs: number): Scale {
  const [first, last] = times.length === 0 ? [0, 0] : [Math.min(...times), Math.max(...times)];
  const room = Math.max((last - first) * 0.05, leastMs);
  return scaleUtc()
    .domain([first - room, last + room])
    .range(range);
}

function rowOf(member: StoryMember): Row {
  return {
    member,
    claimed: placeOf(member.claimedDate?.iso ?? null),
    seen: placeOf(member.firstSeenAt) ?? 0,
  };
}

function wordsFor({ relation, siteName, site, claimedDate, firstSeenAt, lagDays }: StoryMember): string {
  const claims = claimedDate?.iso ? `claims ${shownDay(claimedDate.iso)}` : 'claims no date';
  const seen = `first seen ${shownDay(firstSeenAt)}`;
  return `${siteName ?? site}: ${relation}, ${claims}, ${seen}, lag ${shownLag(lagDays)}`;
}
