import { useState } from 'preact/hooks';
import type { NotKept } from '../store/outbox';
import { leaveFlow } from '../ui/router';
import { useOffice } from './desk';
import { notKept } from './NotSaved';

interface Saving {
  readonly saving: boolean;
  readonly problem: NotKept | null;
  /** Do it once, and then leave the flow; where the phone keeps nothing, stay and say so. */
  readonly save: (work: () => Promise<unknown>, to: string) => void;
}

export function useSave(): Saving {
  const { refresh } = useOffice();
  const [saving, setSaving] = useState(false);
  const [problem, setProblem] = useState<NotKept | null>(null);
  const run = async (work: () => Promise<unknown>, to: string) => {
    setSaving(true);
    try {
      await work();
    } catch (error) {
      setProblem(notKept(error));
      setSaving(false);
      return;
    }
    await refresh();
    leaveFlow(to);
  };
  return { saving, problem, save: (work, to) => void run(work, to) };
}
