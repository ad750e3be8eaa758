import { shown } from '../../records/dates';
import type { Group, Reading } from '../../records/group';
import { Link } from '../../ui/Link';
import { say } from '../../words';
import { usedOf } from './told';

/** Sessions and weeks that were reported more than once, each with the reading that is used and the way to settle it. */
export function ToSettle({ group }: { readonly group: Group }) {
  return (
    <>
      {group.beside.map(({ n, reports }) => (
        <Notice
          key={n}
          title={say('phone.settle.session_twice', { n })}
          reports={reports}
          to={`/group/${group.id}/settle/${n}`}
        />
      ))}
      {group.beside_missed.map(({ on, reports }) => (
        <Notice
          key={on}
          title={say('phone.settle.missed_twice', { on: shown(on) })}
          reports={reports}
          to={`/group/${group.id}/settle/missed/${on}`}
        />
      ))}
    </>
  );
}

function Notice({ title, reports, to }: { title: string; reports: readonly Reading[]; to: string }) {
  return (
    <div class="notice">
      <p>
        <strong>{title}</strong>
      </p>
      <p>{usedOf(reports)}</p>
      <Link to={to} how="inFlow" look="quiet" label={`${say('phone.settle.go')}. ${title}`}>
        {say('phone.settle.go')}
      </Link>
    </div>
  );
}
