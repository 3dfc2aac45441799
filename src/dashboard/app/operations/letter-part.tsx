import { type FormEvent, useState } from 'react';
import { Problem } from '../../../api/answers.ts';
import { DeadLetterPage, failureClasses } from '../../../api/work-answers.ts';
import { counted } from '../counted.ts';
import { address, goTo, Link, useAddress } from '../location.tsx';
import { shownTime } from '../shown-time.ts';
import { defined } from '../term.tsx';
import { askFor } from '../use-answer.ts';
import { ActionButton } from './action-desk.tsx';
import { replayAction } from './actions.ts';
import { Answered } from './answered.tsx';
import { PageLinks } from './page-links.tsx';
import { useLiveAnswer } from './use-live-answer.ts';

const FILTERS = ['failure', 'code', 'host', 'text'] as const;
type Filter = Readonly<Record<(typeof FILTERS)[number], string | null>>;
/** More of a page than this nobody reads here. */
const PAGE_CHARACTERS = 20_000;

/** Jobs that failed for good: why, of which page, and back to work. */
export function LetterPart() {
  const { searchParams } = useAddress();
  const filter: Filter = {
    failure: searchParams.get('failure'),
    code: searchParams.get('code'),
    host: searchParams.get('host'),
    text: searchParams.get('text'),
  };
  const answer = useLiveAnswer(
    address('/v1/dead-letters', { ...filter, cursor: searchParams.get('cursor') }),
    DeadLetterPage,
  );
  return (
    <>
      <FilterForm key={JSON.stringify(filter)} filter={filter} />
      <Answered answer={answer}>
        {(page) => (
          <>
            {page.letters.length === 0 ? (
              <p className="empty">
                {FILTERS.some((name) => filter[name])
                  ? 'None fits. '
                  : 'None: every job was done, or is still tried.'}
                {FILTERS.some((name) => filter[name]) && (
                  <Link href="/operations?part=letters">Show all</Link>
                )}
              </p>
            ) : (
              <Replays page={page} filter={filter} />
            )}
            <ol className="letters">
              {page.letters.map((letter) => (
                <Letter key={letter.id} letter={letter} />
              ))}
            </ol>
            <PageLinks next={page.next} />
          </>
        )}
      </Answered>
    </>
  );
}

function FilterForm({ filter }: { filter: Filter }) {
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const data = new FormData(event.currentTarget);
    const chosen = FILTERS.map((name) => [name, String(data.get(name) ?? '').trim()]);
    goTo(address('/operations', { part: 'letters', ...Object.fromEntries(chosen) }), { keepPlace: true });
  };
  return (
    <form className="letter-filter" onSubmit={submit}>
      <label>
        Failed of
        <select name="failure" defaultValue={filter.failure ?? ''}>
          <option value="">anything</option>
          {failureClasses.map((one) => (
            <option key={one}>{one}</option>
          ))}
        </select>
      </label>
      <label>
        Error code
        <input name="code" defaultValue={filter.code ?? ''} autoComplete="off" />
      </label>
      <label>
        Host
        <input name="host" defaultValue={filter.host ?? ''} autoComplete="off" />
      </label>
      <label>
        With this text
        <input name="text" defaultValue={filter.text ?? ''} autoComplete="off" />
      </label>
      <button type="submit">Show</button>
    </form>
  );
}

function Replays({ page: { letters, total }, filter }: { page: DeadLetterPage; filter: Filter }) {
  const given = Object.fromEntries(Object.entries(filter).filter(([, value]) => value));
  const all = Object.keys(given).length > 0 ? given : { all: true };
  return (
    <p className="links-row">
      <b data-term="dead-letters">{counted(total, 'dead letter')}</b>
      <ActionButton
        name={`Replay the ${letters.length} shown`}
        action={replayAction(`Replay the ${letters.length} shown`, letters.length, {
          ids: letters.map(({ id }) => id),
        })}
      />
      {total > letters.length && (
        <ActionButton
          name={`Replay all ${total.toLocaleString('en')}`}
          action={replayAction(`Replay all ${total.toLocaleString('en')} that fit`, total, all)}
        />
      )}
    </p>
  );
}

function Letter({ letter }: { letter: DeadLetterPage['letters'][number] }) {
  const { id, failure, error, pages, attempts, failedAt, name, site } = letter;
  return (
    <li>
      <p className="eyebrow">
        <span className="badge trouble" {...defined('failure')}>
          {failure}
        </span>
        <code>{error.code}</code>
        <span>{name}</span>
        {site && <span>{site}</span>}
        <span data-term="attempts">after {counted(attempts, 'try', 'tries')}</span>
        <span>{shownTime(failedAt)}</span>
      </p>
      <p className="letter-message">{error.message}</p>
      {pages.length > 0 && (
        <ul className="meta">
          {pages.slice(0, 5).map(({ url }) => (
            <li key={url}>
              <Link href={address('/urls', { url })}>{url}</Link>
            </li>
          ))}
          {pages.length > 5 && <li>and {counted(pages.length - 5, 'more page')}</li>}
        </ul>
      )}
      <div className="links-row">
        <ActionButton name="Replay" action={replayAction(`Replay ${id}`, 1, { ids: [id] })} />
        {error.stack && (
          <details>
            <summary>Place in the code</summary>
            <pre>{error.stack}</pre>
          </details>
        )}
        {pages.some(({ snapshot }) => snapshot !== null) && <FailedPage id={id} />}
      </div>
    </li>
  );
}

/** The page it failed of, as text: by a request of ours, so that the key goes with it. */
function FailedPage({ id }: { id: string }) {
  const [text, setText] = useState<string | null>(null);
  const show = async () => {
    const response = await askFor(`/v1/dead-letters/${encodeURIComponent(id)}/page`);
    if (!response.ok) return setText(Problem.parse(await response.json()).detail);
    const whole = await response.text();
    const rest = whole.length - PAGE_CHARACTERS;
    setText(
      rest > 0 ? `${whole.slice(0, PAGE_CHARACTERS)}\n… and ${counted(rest, 'more character')}` : whole,
    );
  };
  return (
    <details
      onToggle={(event) => {
        if (event.currentTarget.open && text === null)
          show().catch((error: unknown) => setText(String(error)));
      }}
    >
      <summary>The page</summary>
      <pre>{text ?? 'Coming…'}</pre>
    </details>
  );
}
