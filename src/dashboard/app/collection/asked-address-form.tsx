import type { FormEvent } from 'react';
import { address, goTo } from '../location.tsx';

type Props = {
  shown: string;
  button: string;
  /** Kept when a host is asked for. */
  outcome?: string | null;
};

/** Asks for the life of any address, met or not, or for the addresses of a host. */
export function AskedAddressForm({ shown, button, outcome = null }: Props) {
  const search = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const text = String(new FormData(event.currentTarget).get('text') ?? '').trim();
    goTo(address('/urls', text.includes('/') ? { url: text } : { outcome, host: text }));
  };
  return (
    <form className="field-row" onSubmit={search} key={shown}>
      <label className="sr-only" htmlFor="url-text">
        A host or a whole address
      </label>
      <input
        id="url-text"
        name="text"
        defaultValue={shown}
        placeholder="news.example or https://news.example/1.html"
        autoComplete="off"
        spellCheck={false}
      />
      <button type="submit">{button}</button>
    </form>
  );
}
