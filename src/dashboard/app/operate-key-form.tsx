import { type FormEvent, useEffect, useRef } from 'react';
import { keepKey } from './use-answer.ts';

/** Asks for the key that changes something, where there is none or one that only reads. */
export function OperateKeyForm({ onKept }: { onKept(): void }) {
  const input = useRef<HTMLInputElement>(null);
  // It stands where a button was: whoever pressed that goes on here, and is read the label.
  useEffect(() => input.current?.focus(), []);
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    keepKey(String(new FormData(event.currentTarget).get('operate-key') ?? '').trim());
    onKept();
  };
  return (
    <form onSubmit={submit}>
      <label htmlFor="operate-key">
        This changes the service: it takes a key with scope “operate”, kept until this tab is closed
      </label>
      <div className="field-row">
        <input ref={input} id="operate-key" name="operate-key" type="password" autoComplete="off" required />
        <button type="submit">Use it</button>
      </div>
      <p className="raw">
        Make one with <code>npx wellspring key new NAME --scope operate</code>, and with the{' '}
        <code>--data</code> that this service was started with
      </p>
    </form>
  );
}
