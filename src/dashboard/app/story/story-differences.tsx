import { type ComparedMember, MemberDifference } from '../../../api/answers.ts';
import { counted } from '../counted.ts';
import { address, goTo, useAddress } from '../location.tsx';
import { percent } from '../percent.ts';
import { Loading, ProblemNotice } from '../problem-notice.tsx';
import { Defined } from '../term.tsx';
import { useAnswer } from '../use-answer.ts';
import { WordByWord } from '../word-by-word.tsx';

type Props = { storyId: string; members: readonly ComparedMember[] };

/** One member, chosen in the address, against what the story's texts have in common. */
export function StoryDifferences({ storyId, members }: Props) {
  const { pathname, searchParams } = useAddress();
  const compared = members.filter(({ difference }) => difference !== null);
  const chosen = compared.find(({ id }) => id === searchParams.get('compare')) ?? mostChanged(compared);
  const path = chosen
    ? `/v1/stories/${encodeURIComponent(storyId)}/differences/${encodeURIComponent(chosen.id)}`
    : null;
  const answer = useAnswer(path, MemberDifference);
  if (!chosen) return null;
  return (
    <section id="differences" className="differences">
      <h2>Differences</h2>
      <p className="field-row">
        <label>
          The text of{' '}
          <select
            value={chosen.id}
            onChange={(event) =>
              goTo(address(pathname, { compare: event.target.value }), { keepPlace: true })
            }
          >
            {compared.map(({ id, site, siteName, relation, difference }) => (
              <option key={id} value={id}>
                {siteName ?? site}: {relation}, {percent(difference?.copied ?? 0)} copied
              </option>
            ))}
          </select>
        </label>{' '}
        <span>
          against <Defined term="consensus">what the articles have in common</Defined>
        </span>
      </p>
      {answer.state === 'failed' && <ProblemNotice problem={answer.problem} />}
      {answer.state === 'loading' && <Loading />}
      {answer.state === 'here' && <Compared difference={answer.value} />}
    </section>
  );
}

/** A text that was changed shows more than one that was not. */
function mostChanged(members: readonly ComparedMember[]): ComparedMember | undefined {
  const changes = ({ difference }: ComparedMember) =>
    (difference?.injected ?? 0) + (difference?.respelt ?? 0) + (difference?.dropped ?? 0);
  return members.toSorted((a, b) => changes(b) - changes(a))[0];
}

function Compared({ difference }: { difference: MemberDifference }) {
  const { copied, dropped, added, injected, respelt, pieces } = difference;
  return (
    <>
      <p className="meta">
        <Defined term="copied">{percent(copied)} copied</Defined>
        <Defined term="dropped">
          <del>{counted(dropped, 'word')} dropped</del>
        </Defined>
        <Defined term="added">
          <ins className="added">{counted(added, 'word')} added</ins>
        </Defined>
        <Defined term="injected">
          <ins className="injected">{counted(injected, 'word')} injected</ins>
        </Defined>
        <Defined term="respelt">
          <ins className="respelt">{counted(respelt, 'word')} respelt</ins>
        </Defined>
      </p>
      <WordByWord pieces={pieces} />
    </>
  );
}
