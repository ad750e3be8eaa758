import { useEffect, useState } from 'preact/hooks';
import { draftOf, keepDraft } from '../store/drafts';
import { say } from '../words';
import { useOffice } from './desk';

interface Draft<Form> {
  /** Null until the draft was read. */
  readonly form: Form | null;
  readonly change: (form: Form) => void;
  /** The phone had no room for the last change: it is on the screen only. */
  readonly unkept: boolean;
}

/** A form that outlives a lock: begun afresh, or as it was left. */
export function useDraft<Form>(key: string, fresh: () => Form): Draft<Form> {
  const { desk } = useOffice();
  const [form, setForm] = useState<Form | null>(null);
  const [unkept, setUnkept] = useState(false);
  useEffect(() => {
    let current = true;
    void draftOf(desk.store, key).then((kept) => current && setForm((kept as Form | undefined) ?? fresh()));
    return () => {
      current = false;
    };
  }, [key]);
  const change = (changed: Form) => {
    setForm(changed);
    keepDraft(desk.store, key, changed).then(
      () => setUnkept(false),
      () => setUnkept(true),
    );
  };
  return { form, change, unkept };
}

export function Unkept({ shown }: { readonly shown: boolean }) {
  return shown ? (
    <p class="update problem" role="alert">
      {say('phone.full.draft')}
    </p>
  ) : null;
}
