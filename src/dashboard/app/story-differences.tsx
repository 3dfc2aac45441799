import { type ComparedMember, MemberDifference } from '../../api/answers.ts';
import { address, goTo, Link, useAddress } from './location.tsx';
import { Loading, ProblemNotice } from './problem-notice.tsx';
import { useAnswer } from './use-answer.ts';

type Piece = MemberDifference['pieces'][number];

/** One member, chosen in the address, against what the story's texts have in common. */
export function StoryDifferences({
  storyId,
  members,
}: {
  storyId: string;
  members: readonly ComparedMember[];
}) {
  const { pathname, searchParams } = useAddress();
  const compared = members.filter(({ difference }) => difference !== null);
  const chosen = compared.find(({ id }) => id === searchParams.get('compare')) ?? mostChanged(compared);
  const path = chosen
    ? `/v1/stories/${encodeURIComponent(storyId)}/differences/${encodeURIComponent(chosen.id)}`
    : null;
  const answer = useAnswer(path, MemberDifference);
  if (!chosen) return null;
  return (
    <section className="differences">
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
                {siteName ?? site}: {relation}, {Math.round((difference?.copied ?? 0) * 100)} % copied
              </option>
            ))}
          </select>{' '}
          against what the members have in common
        </label>
      </p>
      {answer.state === 'failed' && <ProblemNotice problem={answer.problem} />}
      {answer.state === 'loading' && <Loading />}
      {answer.state === 'here' && <WordByWord difference={answer.value} />}
      <Lineage members={compared} />
    </section>
  );
}

/** A text that was changed shows more than one that was not. */
function mostChanged(members: readonly ComparedMember[]): ComparedMember | undefined {
  const changes = ({ difference }: ComparedMember) =>
    (difference?.injected ?? 0) + (difference?.respelt ?? 0) + (difference?.dropped ?? 0);
  return members.toSorted((a, b) => changes(b) - changes(a))[0];
}

function WordByWord({ difference }: { difference: MemberDifference }) {
  const { copied, dropped, added, injected, respelt, pieces } = difference;
  return (
    <>
      <p className="meta">
        <span>{Math.round(copied * 100)} % copied</span>
        <span>
          <del>{dropped} dropped</del>
        </span>
        <span>
          <ins className="added">{added} added</ins>
        </span>
        <span>
          <ins className="injected">{injected} injected</ins>
        </span>
        <span>
          <ins className="respelt">{respelt} respelt</ins>
        </span>
      </p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a long text that scrolls must be reached by keyboard */}
      <section className="word-by-word" aria-label="The text word by word" tabIndex={0}>
        {pieces.map((piece, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: pieces have no name but their place
          <Stretch key={i} piece={piece} />
        ))}
      </section>
    </>
  );
}

function Stretch({ piece }: { piece: Piece }) {
  switch (piece.kind) {
    case 'same':
      return <>{piece.text} </>;
    case 'dropped':
      return (
        <>
          <del>{piece.text}</del>{' '}
        </>
      );
    case 'respelt':
      return (
        <>
          <del>{piece.was}</del> <ins className="respelt">{piece.text}</ins>{' '}
        </>
      );
    default:
      return (
        <>
          <ins className={piece.kind}>{piece.text}</ins>{' '}
        </>
      );
  }
}

/** Who most probably has the text from whom, as a tree under the original. */
function Lineage({ members }: { members: readonly ComparedMember[] }) {
  const roots = members.filter(({ descent }) => descent?.from === null);
  return (
    <>
      <h3>Descent</h3>
      <ul className="lineage">
        {roots.map((root) => (
          <Branch key={root.id} member={root} members={members} />
        ))}
      </ul>
    </>
  );
}

function Branch({ member, members }: { member: ComparedMember; members: readonly ComparedMember[] }) {
  const children = members.filter(({ descent }) => descent?.from === member.id);
  const { descent } = member;
  return (
    <li>
      <Link href={`/articles/${member.id}`}>{member.siteName ?? member.site}</Link>{' '}
      <span className="raw">
        {descent?.reason}
        {descent && descent.from !== null && descent.confidence > 0
          ? `, ${Math.round(descent.confidence * 100)} % sure`
          : ''}
      </span>
      {children.length > 0 && (
        <ul>
          {children.map((child) => (
            <Branch key={child.id} member={child} members={members} />
          ))}
        </ul>
      )}
    </li>
  );
}
