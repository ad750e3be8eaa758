import type { Group } from '../../records/group';
import { say } from '../../words';
import { Kept } from '../Kept';
import { RoleScreen } from './Role';
import { ShiftScreen } from './Shift';

interface Props {
  readonly group: Group;
  readonly page: 'shift' | 'role';
  /** What stands after it in the address: `saved`, or the refused record that is put right. */
  readonly path: readonly string[];
}

/** A small shift outside a session, or a role taken up. */
export function ShiftPages({ group, page, path }: Props) {
  const first = path[0] ?? null;
  if (first === 'saved') {
    return <Kept above={group.name} to={`/group/${group.id}`} verb={say('phone.saved.back_to_group')} />;
  }
  return page === 'shift' ? (
    <ShiftScreen key={first} group={group} correcting={first} />
  ) : (
    <RoleScreen key={first} group={group} correcting={first} />
  );
}
