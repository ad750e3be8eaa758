import { useState } from 'preact/hooks';
import { raise } from '../../actions/raise';
import { WORRIES } from '../../records/codes';
import type { Group } from '../../records/group';
import { ChooseOne } from '../../ui/Choices';
import { Link } from '../../ui/Link';
import { Page } from '../../ui/Page';
import { say } from '../../words';
import { useOffice } from '../desk';
import { NotSaved } from '../NotSaved';
import { useSave } from '../save';
import { EMPTY, LINE_LENGTH, NOT_SAID, told, WHEN } from './lib';
import { Steps } from './Steps';

interface Props {
  readonly group: Group;
  /** What stands after it in the address: nothing, `tell` or `done`. */
  readonly path: readonly string[];
}

/** Somebody needs help now: what to do first, then a few taps, then nothing of it is left here. */
export function RaisePages({ group, path }: Props) {
  if (path[0] === 'tell') return <Tell group={group} />;
  return path[0] === 'done' ? <HandedOver group={group} /> : <First group={group} />;
}

function First({ group }: { readonly group: Group }) {
  return (
    <Page title={say('phone.raise.now')} above={group.name} back={`/group/${group.id}`}>
      <Steps call={group.call} />
      <Link to={`/group/${group.id}/now/tell`} look="big">
        {say('phone.raise.tell')}
      </Link>
    </Page>
  );
}

/** What is entered lives in memory alone: no half-entered form of it is kept. */
function Tell({ group }: { readonly group: Group }) {
  const { desk, phone, send } = useOffice();
  const [form, setForm] = useState(EMPTY);
  const [asked, setAsked] = useState(false);
  const { saving, problem, save } = useSave();
  const keep = () => {
    setAsked(true);
    const said = told(form);
    if (said === null) return;
    const handOver = async () => {
      await raise(desk, group.id, said, phone.today);
      if (phone.online) void send();
    };
    save(handOver, `/group/${group.id}/now/done`);
  };
  const nameOf = (seat: string) =>
    group.people.find((one) => String(one.seat) === seat)?.name ?? say('phone.raise.not_said');
  return (
    <Page title={say('phone.raise.tell')} above={group.name} back={`/group/${group.id}/now`}>
      <p class="hint">{say('phone.raise.no_more')}</p>
      <ChooseOne
        legend={say('phone.raise.when')}
        name="when"
        codes={WHEN}
        chosen={form.when}
        nameOf={(code) => say(code === 'now' ? 'phone.raise.near' : 'phone.raise.soon')}
        choose={(when) => setForm({ ...form, when })}
        problem={asked && form.when === null ? say('phone.raise.choose') : undefined}
      />
      <ChooseOne
        legend={say('phone.raise.item')}
        name="item"
        codes={WORRIES}
        chosen={form.item}
        nameOf={(code) => say(`worry.${code}`)}
        choose={(item) => setForm({ ...form, item })}
        problem={asked && form.item === null ? say('phone.raise.choose') : undefined}
      />
      <ChooseOne
        legend={say('phone.raise.who')}
        name="seat"
        codes={[NOT_SAID, ...group.people.map(({ seat }) => String(seat))]}
        chosen={form.seat}
        nameOf={nameOf}
        choose={(seat) => setForm({ ...form, seat })}
      />
      <form autocomplete="off" onSubmit={(event) => event.preventDefault()}>
        <label class="note">
          {say('phone.raise.line')}
          <textarea
            rows={2}
            maxLength={LINE_LENGTH}
            value={form.line}
            onInput={(event) => setForm({ ...form, line: event.currentTarget.value })}
          />
        </label>
      </form>
      <NotSaved problem={problem} />
      <button type="button" class="big" disabled={saving} onClick={keep}>
        {say('phone.raise.send')}
      </button>
    </Page>
  );
}

function HandedOver({ group }: { readonly group: Group }) {
  return (
    <Page title={say('phone.raise.handed_over')} above={group.name}>
      <p role="status">{say('phone.raise.gone')}</p>
      <Steps call={group.call} />
      <Link to={`/group/${group.id}`} look="big">
        {say('phone.saved.back_to_group')}
      </Link>
    </Page>
  );
}
