import { shown } from '../../records/dates';
import type { Group, Reading } from '../../records/group';
import { Link } from '../../ui/Link';
import { say } from '../../words';
import { usedOf } from './told';

interface Doubled {
  readonly title: string;
  readonly reports: readonly Reading[];
  readonly to: string;
}

/** Sessions and weeks that were reported more than once. */
function doubled(group: Group): Doubled[] {
  const place = `/group/${group.id}/settle`;
  return [
    ...group.beside.map(({ n, reports }) => ({
      title: say('phone.settle.session_twice', { n }),
      reports,
      to: `${place}/${n}`,
    })),
    ...group.beside_missed.map(({ on, reports }) => ({
      title: say('phone.settle.missed_twice', { on: shown(on) }),
      reports,
      to: `${place}/missed/${on}`,
    })),
  ];
}

/** On the group's page: what was reported more than once, which reading is used, and the way to settle it. */
export function ToSettle({ group }: { readonly group: Group }) {
  return (
    <>
      {doubled(group).map(({ title, reports, to }) => (
        <div key={to} class="notice">
          <p>
            <strong>{title}</strong>
          </p>
          <p>{usedOf(reports)}</p>
          <Link to={to} how="inFlow" look="quiet" label={`${say('phone.settle.go')}. ${title}`}>
            {say('phone.settle.go')}
          </Link>
        </div>
      ))}
    </>
  );
}

/** Among the groups: only that there is something to settle. */
export function ToSettleBriefly({ group }: { readonly group: Group }) {
  return (
    <>
      {doubled(group).map(({ title, to }) => (
        <Link key={to} to={to} how="inFlow" look="quiet">
          {title}
        </Link>
      ))}
    </>
  );
}
