import { shown } from '../../records/dates';
import type { Growth, Own, Training } from '../../records/own';
import { Page } from '../../ui/Page';
import { say } from '../../words';
import { useOffice } from '../desk';
import { latestFirst } from './lib';

/** My own way: the next refresher, what I learn, my trainings. No number, no rank, nobody beside me. */
export function LearningScreen() {
  const { own } = useOffice().phone;
  if (own === null) {
    return (
      <Page title={say('phone.learning.title')} back="/">
        <p>{say('phone.learning.not_yet')}</p>
      </Page>
    );
  }
  return (
    <Page title={say('phone.learning.title')} back="/">
      <Refresher own={own} />
      <section>
        <h2>{say('phone.learning.growth')}</h2>
        <p class="hint">{say('phone.learning.yours')}</p>
        {own.growth.length === 0 && <p>{say('phone.learning.no_growth')}</p>}
        {own.growth.map((one) => (
          <Grown key={one.title} one={one} />
        ))}
      </section>
      <section>
        <h2>{say('phone.learning.trainings')}</h2>
        {own.trainings.length === 0 && <p>{say('phone.learning.no_trainings')}</p>}
        <ul class="rows">
          {latestFirst(own.trainings).map((one) => (
            <li key={`${one.level}/${one.from}`}>
              <Attended one={one} />
            </li>
          ))}
        </ul>
      </section>
    </Page>
  );
}

function Refresher({ own: { refresher } }: { readonly own: Own }) {
  if (refresher === null) return null;
  return (
    <section>
      <h2>{say('phone.learning.refresher')}</h2>
      <p class={refresher.state === 'fresh' ? '' : 'gentle'}>
        {say(`phone.refresher.${refresher.state}`, { on: shown(refresher.due) })}
      </p>
    </section>
  );
}

function Grown({ one }: { readonly one: Growth }) {
  return (
    <section class="part">
      <h3>{one.title}</h3>
      {one.then !== null && (
        <p>
          {say('phone.learning.then')}: {one.then}
        </p>
      )}
      {one.now !== null && (
        <p>
          {say('phone.learning.now')}: {one.now}
        </p>
      )}
      {one.practise !== null && (
        <p>
          <strong>
            {say('phone.learning.practise')}: {one.practise}
          </strong>
        </p>
      )}
    </section>
  );
}

function Attended({ one }: { readonly one: Training }) {
  const days = one.from === one.to ? shown(one.from) : `${shown(one.from)} – ${shown(one.to)}`;
  return (
    <>
      <strong>{say(`phone.training.${one.level}`)}</strong> · {one.name}
      <br />
      {days} · {say(`phone.trained.${one.status}`)}
    </>
  );
}
