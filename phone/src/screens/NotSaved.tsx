import { rescueOne } from '../actions/rescue';
import { NotKept } from '../store/outbox';
import { SaveFile } from '../ui/SaveFile';
import { say } from '../words';
import { useOffice } from './desk';

/** The phone did not keep a record: what is safe, and two ways on. What was typed stays on the screen above. */
export function NotSaved({ problem }: { readonly problem: NotKept | null }) {
  const { enrolment } = useOffice().phone;
  if (problem === null) return null;
  return (
    <section class="notice">
      <p class="problem" role="alert">
        {say(`phone.full.${problem.why}`)}
      </p>
      {enrolment !== null && <SaveFile make={() => rescueOne(enrolment, problem.record)} />}
    </section>
  );
}

/** The problem where the phone did not keep a record; any other is raised again. */
export function notKept(error: unknown): NotKept {
  if (error instanceof NotKept) return error;
  throw error;
}
