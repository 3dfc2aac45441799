import type { StoryDetail } from '../../../api/answers.ts';
import { Link } from '../location.tsx';
import { percent } from '../percent.ts';
import { Defined } from '../term.tsx';

/** Who most probably published the story first, how sure that is, and each reason for it and against it. */
export function StoryOrigin({ story: { origin, articles } }: { story: StoryDetail }) {
  if (!origin) return null;
  const first = articles.find(({ id }) => id === origin.articleId);
  return (
    <section className="origin" aria-labelledby="origin">
      <h2 id="origin">
        <Defined term="probable-origin">Probable origin</Defined>
      </h2>
      <p>
        <strong>
          <Link href={`/articles/${origin.articleId}`}>{first?.siteName ?? origin.site}</Link>
        </strong>{' '}
        <span className="badge" data-term="confidence">
          <Defined term="confidence">{percent(origin.confidence)} sure</Defined>
        </span>
      </p>
      <ul className="raw reasons">
        {origin.reasons.map((reason) => (
          <li key={reason}>{reason}</li>
        ))}
      </ul>
    </section>
  );
}
