import { useState } from 'preact/hooks';
import type { Waiting } from '../../store/database';
import { dropRefused, putBack } from '../../store/outbox';
import { Link } from '../../ui/Link';
import { say } from '../../words';
import { useOffice } from '../desk';
import { numberOf, repairAddress } from './lib';
import { titleOf } from './title';

/** A record that the office did not take: why, and what can be done about it. */
export function Refused({ entry, about }: { readonly entry: Waiting; readonly about: string }) {
  const { desk, phone, refresh, send } = useOffice();
  const [sure, setSure] = useState(false);
  const { record } = entry;
  const title = titleOf(record.kind, numberOf(record));
  const repair = repairAddress(entry, phone);
  const again = async () => {
    await putBack(desk.store, entry.id);
    await send();
  };
  const drop = async () => {
    await dropRefused(desk.store, entry.id);
    await refresh();
  };
  return (
    <li class="refused">
      <strong>{title}</strong>
      <br />
      {about}
      <p class="problem">{entry.sentence}</p>
      {repair !== null && (
        <Link to={repair} how="inFlow" look="quiet" label={`${say('phone.correct')}: ${title}`}>
          {say('phone.correct')}
        </Link>
      )}
      <button type="button" class="quiet" onClick={() => void again()}>
        {say('phone.outbox.again')}
      </button>
      <button type="button" class="quiet" onClick={() => (sure ? void drop() : setSure(true))}>
        {sure ? say('phone.outbox.drop_sure') : say('phone.outbox.drop')}
      </button>
    </li>
  );
}
