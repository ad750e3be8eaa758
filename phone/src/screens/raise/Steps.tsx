import { say } from '../../words';
import { OnCall } from '../ask/OnCall';

/** What to do now, before anything is told. `call`: who is on call, and how to reach them; empty where that is not known. */
export function Steps({ call }: { readonly call: string }) {
  return (
    <section class="act">
      <ol>
        <li>{say('phone.act.stay')}</li>
        <li>{say('phone.act.listen')}</li>
        <li>{say('phone.act.danger')}</li>
        <li>
          {say('phone.act.call')}
          <OnCall call={call} />
        </li>
        <li>{say('phone.act.with')}</li>
      </ol>
    </section>
  );
}
