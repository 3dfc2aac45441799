import type { FormEvent } from 'react';
import type { Problem } from '../../api/answers.ts';
import { Link } from './location.tsx';
import { keepKey } from './use-answer.ts';

/** What went wrong and what to do about it. `page`: it stands for the whole page. */
export function ProblemNotice({ problem, page = false }: { problem: Problem; page?: boolean }) {
  if (problem.status === 401) return <KeyForm />;
  const Title = page ? 'h1' : 'p';
  const again = (
    <button type="button" className="quiet" onClick={() => window.location.reload()}>
      ask again
    </button>
  );
  return (
    <div className="notice" role="alert">
      <Title className="notice-title">
        {problem.code === 'not-found' ? 'There is nothing here' : problem.title}
      </Title>
      <p>{problem.detail}</p>
      {problem.code === 'not-found' && (
        <p>
          It may have been removed. <Link href="/search">Search</Link> shows what is there.
        </p>
      )}
      {problem.code === 'unreachable' && (
        <p>
          See whether <code>wellspring</code> still runs, then {again}.
        </p>
      )}
      {problem.status >= 500 && <p>The service’s log has the cause. You may {again}.</p>}
    </div>
  );
}

function KeyForm() {
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    keepKey(String(new FormData(event.currentTarget).get('key') ?? '').trim());
    window.location.reload();
  };
  return (
    <form className="notice" onSubmit={submit}>
      <p className="notice-title">This service asks for a key</p>
      <label htmlFor="key">A key with scope “read”; it is kept until this tab is closed</label>
      <div className="field-row">
        <input id="key" name="key" type="password" autoComplete="off" required />
        <button type="submit">Read</button>
      </div>
    </form>
  );
}

export function Loading() {
  return (
    <div className="loading" role="status">
      <span className="sr-only">Loading…</span>
      <i aria-hidden="true" />
      <i aria-hidden="true" />
      <i aria-hidden="true" />
    </div>
  );
}
