import { useState } from 'preact/hooks';
import { recordRole } from '../../actions/record-noticed';
import { COMMUNITY_ROLES } from '../../records/codes';
import type { Group } from '../../records/group';
import { ChooseOne } from '../../ui/Choices';
import { DateFields } from '../../ui/DateFields';
import { Page } from '../../ui/Page';
import { say } from '../../words';
import { useOffice } from '../desk';
import { Unkept, useDraft } from '../draft';
import { NotSaved } from '../NotSaved';
import { useSave } from '../save';
import { missingIn, type RoleForm, refusedOf, roleBody, roleForm } from './lib';

interface Props {
  readonly group: Group;
  /** The refused record that is put right. */
  readonly correcting: string | null;
}

/** Somebody of the group tells of a role in the community: who, which, since when. */
export function RoleScreen({ group, correcting }: Props) {
  const { desk, phone } = useOffice();
  const draft = `${group.id}/role/${correcting ?? ''}`;
  const { form, change, unkept } = useDraft<RoleForm>(draft, () =>
    roleForm(phone.today, refusedOf('role', phone.outbox, correcting)),
  );
  const [asked, setAsked] = useState(false);
  const { saving, problem, save } = useSave();
  if (form === null) return null;
  const lacks = asked ? missingIn(form, phone.today) : [];
  const day = lacks.find((one) => one === 'no_such_day' || one === 'day_to_come');
  const nameOf = (seat: string) => group.people.find((one) => String(one.seat) === seat)?.name ?? seat;
  const keep = () => {
    setAsked(true);
    const body = roleBody(form, group.id, phone.today);
    if (body === null) return;
    const begun = { draft, outbox: phone.outbox, correcting };
    save(() => recordRole(desk, body, begun), `/group/${group.id}/role/saved`);
  };
  return (
    <>
      <Unkept shown={unkept} />
      <Page title={say('phone.group.role')} above={group.name} back={`/group/${group.id}`}>
        <p class="hint">{say('phone.role.themselves')}</p>
        <ChooseOne
          legend={say('phone.role.who')}
          name="who"
          codes={group.people.map(({ seat }) => String(seat))}
          chosen={form.seat}
          nameOf={nameOf}
          choose={(seat) => change({ ...form, seat })}
          problem={lacks.includes('person') ? say('phone.shift.choose') : undefined}
        />
        <ChooseOne
          legend={say('phone.role.which')}
          name="role"
          codes={COMMUNITY_ROLES}
          chosen={form.role}
          nameOf={(code) => say(`community_role.${code}`)}
          choose={(role) => change({ ...form, role })}
          problem={lacks.includes('role') ? say('phone.shift.choose') : undefined}
        />
        <DateFields
          legend={say('phone.role.since')}
          value={form.since}
          change={(since) => change({ ...form, since })}
          problem={day === undefined ? undefined : say(`phone.missing.${day}`)}
        />
        <NotSaved problem={problem} />
        <button type="button" class="big" disabled={saving} onClick={keep}>
          {say('phone.save')}
        </button>
      </Page>
    </>
  );
}
