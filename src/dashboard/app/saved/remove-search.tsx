import { useState } from 'react';
import { Problem } from '../../../api/answers.ts';
import { OperateKeyForm } from '../operate-key-form.tsx';
import { askFor } from '../use-answer.ts';

type Props = { name: string; title: string; onRemoved(): void };

/** Twice, so that no slip of the hand removes a feed that others read. */
export function RemoveSearch({ name, title, onRemoved }: Props) {
  const [state, setState] = useState<'idle' | 'sure' | 'needs-key' | { problem: string }>('idle');
  const remove = async () => {
    const response = await askFor(`/v1/searches/${name}`, { method: 'DELETE' });
    if (response.ok) onRemoved();
    else if (response.status === 401 || response.status === 403) setState('needs-key');
    else setState({ problem: Problem.parse(await response.json()).detail });
  };
  if (typeof state === 'object') return <span className="problem">{state.problem}</span>;
  if (state === 'needs-key') return <OperateKeyForm onKept={() => void remove()} />;
  return (
    <button
      type="button"
      className="quiet"
      aria-label={state === 'sure' ? `Really remove ${title}` : `Remove ${title}`}
      onBlur={() => setState('idle')}
      onClick={() => {
        if (state === 'sure') void remove();
        else setState('sure');
      }}
    >
      {state === 'sure' ? 'Really remove?' : 'Remove'}
    </button>
  );
}
