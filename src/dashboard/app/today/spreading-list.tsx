import type { SpreadingStory, TodayAnswer } from '../../../api/figure-answers.ts';
import { SparkColumns } from '../charts/spark-columns.tsx';
import { counted } from '../counted.ts';
import { address, Link, useAddress } from '../location.tsx';
import { shownTime } from '../shown-time.ts';
import { Defined, defined } from '../term.tsx';

const SPARKS = 24;
const SHOWN = 10;

type Props = { stories: readonly SpreadingStory[]; window: TodayAnswer['window'] };

/** Stories by the sites that took them up, each with where it comes from. */
export function SpreadingList({ stories, window }: Props) {
  const { searchParams } = useAddress();
  const all = searchParams.get('all') === 'yes';
  return (
    <>
      <ol className="spreading">
        {(all ? stories : stories.slice(0, SHOWN)).map((story) => (
          <li key={story.id}>
            <p className="big-number">
              <strong data-term="sites-took-up">{story.sites}</strong>
              <Defined term="sites-took-up">sites</Defined>
            </p>
            <div>
              <h3>
                <Link href={`/stories/${encodeURIComponent(story.id)}`}>
                  {story.title ?? 'Without a title'}
                </Link>
              </h3>
              <p className="meta">
                <Origin story={story} />
              </p>
              <p className="meta">
                <span {...defined('new-articles')}>
                  <b>{story.articles}</b> new
                </span>
                <span {...defined('copies')}>
                  <b>{story.copies}</b> in all
                </span>
                {story.late > 0 && (
                  <span className="badge verdict-late" {...defined('late-dates')}>
                    {story.late} dated too late
                  </span>
                )}
              </p>
            </div>
            <SparkColumns
              values={arrivals(story, window)}
              words={`${counted(story.articles, 'arrival')} over the stretch`}
            />
          </li>
        ))}
      </ol>
      {!all && stories.length > SHOWN && (
        <Link keepPlace href={address('/', { ...Object.fromEntries(searchParams), all: 'yes' })}>
          {stories.length - SHOWN} more
        </Link>
      )}
    </>
  );
}

function Origin({ story: { origin, earliest } }: { story: SpreadingStory }) {
  if (!earliest.iso) return <span>No evidence of a date</span>;
  return (
    <span {...defined('earliest-evidence')}>
      earliest evidence <b>{shownTime(earliest.iso)}</b>
      {origin && ` on ${origin.siteName ?? origin.site}`}
    </span>
  );
}

/** Arrivals in equal parts of the window. */
function arrivals({ hours }: SpreadingStory, { from, to }: TodayAnswer['window']): number[] {
  const [start, end] = [Date.parse(from), Date.parse(to)];
  const parts = Array.from({ length: SPARKS }, () => 0);
  for (const { hour, articles } of hours) {
    // The middle of the hour stands for it.
    const place = Math.floor((SPARKS * (Date.parse(`${hour}:30:00Z`) - start)) / (end - start));
    const at = Math.min(SPARKS - 1, Math.max(0, place));
    parts[at] = (parts[at] ?? 0) + articles;
  }
  return parts;
}
