import {
  createContext,
  type FormEvent,
  type ReactNode,
  useCallback,
  useContext,
  useEffect,
  useMemo,
  useRef,
  useState,
} from 'react';
import { Problem } from '../../../api/answers.ts';
import { OperateKeyForm } from '../operate-key-form.tsx';
import { askFor, hasKey, unreachable } from '../use-answer.ts';

/** Something that changes the service: told before it is done, and after. */
export type Action = {
  /** "Pause Harbour": heading, and name of the button. */
  title: string;
  /** What it will do, in a sentence or two. */
  does: string;
  path: string;
  body?: Readonly<Record<string, unknown>>;
  /** Asks why; others are told. */
  asksReason?: boolean;
  /** What was done, from the answer. */
  told(answer: unknown): string;
};

type Desk = {
  offer(action: Action): void;
  /** Raised by each action: what is shown is asked for again. */
  done: number;
};

const DeskContext = createContext<Desk>({ offer: () => undefined, done: 0 });

export const useActionDesk = (): Desk => useContext(DeskContext);

/** Holds the one dialog of the page, and the line that tells what was done last. */
export function ActionDesk({ children }: { children: ReactNode }) {
  const [action, setAction] = useState<Action | null>(null);
  const [result, setResult] = useState<string | null>(null);
  const [done, setDone] = useState(0);
  const line = useRef<HTMLParagraphElement>(null);
  const desk = useMemo(() => ({ offer: setAction, done }), [done]);
  const close = useCallback(() => setAction(null), []);
  const succeed = (text: string) => {
    setAction(null);
    setResult(text);
    setDone((before) => before + 1);
    // The button may be gone with what it was for.
    line.current?.focus();
  };
  return (
    <DeskContext value={desk}>
      <p ref={line} className={result ? 'act-result' : undefined} role="status" tabIndex={-1}>
        {result}
      </p>
      {children}
      {action && <ActionDialog action={action} onClose={close} onDone={succeed} />}
    </DeskContext>
  );
}

/** Opens the dialog that does it. @param name what stands on it: the beginning of the action's title */
export function ActionButton({
  action,
  name,
  quiet = true,
}: {
  action: Action;
  name: string;
  quiet?: boolean;
}) {
  const { offer } = useActionDesk();
  return (
    <button
      type="button"
      className={quiet ? 'quiet' : undefined}
      aria-label={action.title}
      aria-haspopup="dialog"
      onClick={() => offer(action)}
    >
      {name}
    </button>
  );
}

type DialogProps = { action: Action; onClose(): void; onDone(text: string): void };
type State = { at: 'asking' | 'needs-key' | 'doing'; problem: string | null };

function ActionDialog({ action, onClose, onDone }: DialogProps) {
  const box = useRef<HTMLDialogElement>(null);
  const [reason, setReason] = useState('');
  const [state, setState] = useState<State>({ at: 'asking', problem: null });
  useEffect(() => box.current?.showModal(), []);
  const act = async () => {
    if (!hasKey()) return setState({ at: 'needs-key', problem: null });
    setState({ at: 'doing', problem: null });
    const answer = await send(action, reason.trim());
    if ('told' in answer) {
      // Closed before it goes, so that the focus may be set elsewhere.
      box.current?.close();
      return onDone(answer.told);
    }
    const { status, detail } = answer.problem;
    setState({ at: status === 401 || status === 403 ? 'needs-key' : 'asking', problem: detail });
  };
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    void act();
  };
  return (
    <dialog ref={box} className="act" aria-labelledby="act-title" onClose={onClose}>
      <h2 id="act-title">{action.title}?</h2>
      <p>{action.does}</p>
      {state.problem && (
        <p className="problem" role="alert">
          {state.problem}
        </p>
      )}
      {state.at === 'needs-key' ? (
        <OperateKeyForm onKept={() => void act()} />
      ) : (
        <form onSubmit={submit} id="act-form">
          {action.asksReason && (
            <>
              <label htmlFor="act-reason">Why, for the others</label>
              <input
                id="act-reason"
                value={reason}
                maxLength={500}
                autoComplete="off"
                onChange={(event) => setReason(event.target.value)}
              />
            </>
          )}
          <button type="submit" disabled={state.at === 'doing'}>
            {state.at === 'doing' ? 'Doing it…' : 'Do it'}
          </button>
        </form>
      )}
      <button type="button" className="quiet" onClick={() => box.current?.close()}>
        Leave it
      </button>
    </dialog>
  );
}

async function send(
  { path, body, told }: Action,
  reason: string,
): Promise<{ told: string } | { problem: Problem }> {
  try {
    const response = await askFor(path, {
      method: 'POST',
      // A route without a body takes none.
      ...(body === undefined
        ? {}
        : {
            headers: { 'content-type': 'application/json' },
            body: JSON.stringify({ ...body, ...(reason === '' ? {} : { reason }) }),
          }),
    });
    const answer: unknown = await response.json();
    return response.ok ? { told: told(answer) } : { problem: Problem.parse(answer) };
  } catch (error) {
    return { problem: unreachable(error) };
  }
}
