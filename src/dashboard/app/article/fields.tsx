import { ArticleProvenance } from '../../../api/answers.ts';
import { Loading, ProblemNotice } from '../problem-notice.tsx';
import { useAnswer } from '../use-answer.ts';
import { ProvenanceTable } from './provenance-table.tsx';

/** Every field with where it was found. */
export function Fields({ path }: { path: string }) {
  const answer = useAnswer(`${path}/provenance`, ArticleProvenance);
  return (
    <section>
      <h2>Where each field comes from</h2>
      {answer.state === 'loading' && <Loading />}
      {answer.state === 'failed' && <ProblemNotice problem={answer.problem} />}
      {answer.state === 'here' && <ProvenanceTable rows={answer.value.provenance} />}
    </section>
  );
}
