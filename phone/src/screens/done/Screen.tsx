import { recordSupervision, refusedBody } from '../../actions/record-supervision';
import { shown } from '../../records/dates';
import type { Group } from '../../records/group';
import { type Checklist, checklistOf } from '../../records/own';
import { Link } from '../../ui/Link';
import { Page } from '../../ui/Page';
import { say } from '../../words';
import { useOffice } from '../desk';
import { Unkept, useDraft } from '../draft';
import { Kept } from '../Kept';
import { useSave } from '../save';
import { Elements } from './Elements';
import { bodyOf, formOf, newForm, sessionsToTell } from './lib';

/** Of which session do we tell what was done? */
export function DoneChoose({ group }: { readonly group: Group }) {
  const sessions = sessionsToTell(group);
  return (
    <Page title={say('phone.done.title')} above={group.name} back={`/group/${group.id}`}>
      <p class="hint">{say('phone.done.what_for')}</p>
      {sessions.length === 0 && <p>{say('phone.group.nothing_recorded')}</p>}
      <ul class="rows">
        {sessions.map(({ n, on }) => (
          <li key={n}>
            <Link to={`/group/${group.id}/done/${n}/1`} how="inFlow" look="row">
              <strong>{say('phone.session.n', { n })}</strong>
              <span>{shown(on)}</span>
            </Link>
          </li>
        ))}
      </ul>
    </Page>
  );
}

interface Props {
  readonly group: Group;
  readonly n: number;
  readonly at: string;
  readonly correcting: string | null;
}

/** What was done in a session of an own group, as its facilitators say. */
export function DoneScreen(props: Props) {
  const checklist = checklistOf(useOffice().phone.own);
  return checklist === null ? <DoneChoose group={props.group} /> : <Telling {...props} checklist={checklist} />;
}

function Telling({ group, n, at, correcting, checklist }: Props & { readonly checklist: Checklist }) {
  const { desk, phone } = useOffice();
  const draft = `${group.id}/done/${n}/${correcting ?? ''}`;
  const held = group.sessions.find((session) => session.n === n);
  const { form, change, unkept } = useDraft(draft, () => {
    const refused = refusedBody('checklist', phone.outbox, correcting);
    return refused === null ? newForm(n, held?.on ?? phone.today) : formOf(refused);
  });
  const { saving, problem, save } = useSave();
  if (form === null) return null;
  const address = (to: string) => `/group/${group.id}/done/${n}/${to}${correcting === null ? '' : `/${correcting}`}`;
  const keep = () => {
    const body = bodyOf(form, group.id, checklist, phone.today);
    if (body === null) return;
    const begun = { draft, outbox: phone.outbox, correcting };
    save(() => recordSupervision(desk, 'checklist', body, begun), `/group/${group.id}/done/saved`);
  };
  const flow = { address, n, at, checklist, form, change, back: `/group/${group.id}/done` };
  const above = `${group.name} · ${say('phone.session.n', { n })}`;
  return (
    <>
      <Unkept shown={unkept} />
      <Elements {...flow} above={above} save={keep} saving={saving} problem={problem} />
    </>
  );
}

export function DoneSaved({ group }: { readonly group: Group }) {
  return <Kept above={group.name} to={`/group/${group.id}`} verb={say('phone.saved.back_to_group')} />;
}
