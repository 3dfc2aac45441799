import { StoryDetail } from '../../../api/answers.ts';
import type { PublicArticle } from '../../../model/change-event.ts';
import { Link } from '../location.tsx';
import { MemberTable } from '../story/member-table.tsx';
import { useAnswer } from '../use-answer.ts';

/** Who else has the text. */
export function Copies({ article }: { article: PublicArticle }) {
  const story = useAnswer(`/v1/stories/${encodeURIComponent(article.storyId)}`, StoryDetail);
  if (story.state !== 'here') return null;
  const { articles, members, sites, id } = story.value;
  if (members.length < 2) {
    return (
      <section>
        <h2>Copies</h2>
        <p className="empty">No other site that we collect carries this text.</p>
      </section>
    );
  }
  return (
    <section>
      <h2>
        <span data-term="copies">{members.length.toLocaleString('en')} copies</span> on{' '}
        <span data-term="sites">{sites.length.toLocaleString('en')} sites</span>
      </h2>
      <p className="lead">
        <Link href={`/stories/${encodeURIComponent(id)}`}>How this story spread</Link>
      </p>
      <MemberTable members={articles} currentId={article.id} />
    </section>
  );
}
