import { ArticleRevisions, MemberDifference } from '../../../api/answers.ts';
import type { PublicArticle } from '../../../model/change-event.ts';
import type { Revision } from '../../../model/revision.ts';
import { Choice } from '../choice.tsx';
import { counted } from '../counted.ts';
import { address, useAddress } from '../location.tsx';
import { Loading, ProblemNotice } from '../problem-notice.tsx';
import { shownTime } from '../shown-time.ts';
import { Defined } from '../term.tsx';
import { useAnswer } from '../use-answer.ts';
import { WordByWord } from '../word-by-word.tsx';

/** How the text changed from each older one to the next; which of them is in the address. */
export function Revisions({ article }: { article: PublicArticle }) {
  const { pathname, searchParams } = useAddress();
  const answer = useAnswer(`/v1/articles/${article.id}/revisions`, ArticleRevisions);
  if (answer.state === 'failed') return <ProblemNotice problem={answer.problem} />;
  if (answer.state === 'loading') return <Loading />;
  const { revisions } = answer.value;
  const chosen =
    revisions.find(({ revision }) => String(revision) === searchParams.get('revision')) ?? revisions.at(-1);
  if (!chosen) {
    return (
      <p className="empty">
        The text has not changed since we first saw it. When it does, the older text is kept and the
        differences stand here.
      </p>
    );
  }
  const next = revisions[revisions.indexOf(chosen) + 1]?.revision ?? article.revision;
  return (
    <section className="differences">
      <h2>{counted(revisions.length, 'older text')}</h2>
      {revisions.length > 1 && (
        <Choice
          name="Older text"
          choices={revisions.map(({ revision }) => ({ value: String(revision), name: `${revision}` }))}
          chosen={String(chosen.revision)}
          linkTo={(revision) => address(pathname, { part: 'revisions', revision })}
        />
      )}
      <p className="raw">
        Revision {chosen.revision}, seen {shownTime(chosen.firstSeenAt)} to {shownTime(chosen.lastSeenAt)}{' '}
        UTC, against revision {next}
      </p>
      <Differences articleId={article.id} revision={chosen} />
    </section>
  );
}

function Differences({ articleId, revision }: { articleId: string; revision: Revision }) {
  const path = `/v1/articles/${articleId}/revisions/${revision.revision}/differences`;
  const answer = useAnswer(path, MemberDifference);
  if (answer.state === 'failed') return <ProblemNotice problem={answer.problem} />;
  if (answer.state === 'loading') return <Loading />;
  const { dropped, added, injected, respelt, pieces } = answer.value;
  return (
    <>
      <p className="meta">
        <Defined term="old-dropped">
          <del>{counted(dropped, 'word')} gone</del>
        </Defined>
        <Defined term="old-added">
          <ins className="added">{counted(added + injected, 'word')} new</ins>
        </Defined>
        <Defined term="respelt">
          <ins className="respelt">{counted(respelt, 'word')} respelt</ins>
        </Defined>
      </p>
      <WordByWord pieces={pieces} />
    </>
  );
}
