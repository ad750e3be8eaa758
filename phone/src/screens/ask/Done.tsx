import type { Asked } from '../../actions/desk';
import { interviewKey } from '../../actions/desk';
import type { Group } from '../../records/group';
import { Link } from '../../ui/Link';
import { Page } from '../../ui/Page';
import { say } from '../../words';
import { useOffice } from '../desk';

/** Sealed. Where the person spoke of death, what to do now; nothing of it is kept once the app is closed. */
export function DoneScreen({ group, asked }: { readonly group: Group; readonly asked: Asked }) {
  const { desk } = useOffice();
  const urgent = desk.interviews.get(interviewKey(asked))?.finished?.urgent === true;
  const name = group.people.find((person) => person.seat === asked.seat)?.name ?? '';
  return (
    <Page title={urgent ? say('phone.act.title') : say('phone.ask.sealed')} above={`${group.name} · ${name}`}>
      {urgent && (
        <section class="act">
          <ol>
            <li>{say('phone.act.stay')}</li>
            <li>{say('phone.act.listen')}</li>
            <li>{say('phone.act.call')}</li>
            <li>{say('phone.act.with')}</li>
          </ol>
        </section>
      )}
      <p role="status">{urgent ? say('phone.act.nothing_kept') : say('phone.ask.sealed_thanks')}</p>
      <Link to={`/group/${group.id}/ask`} look="big">
        {say('phone.ask.next_person')}
      </Link>
      <Link to={`/group/${group.id}`} look="quiet">
        {say('phone.saved.back_to_group')}
      </Link>
    </Page>
  );
}
