/** What reports say, in words. */

import type { Challenge, Mark, MissedReason, Phase, PlaceKind, VoiceQuestion } from '../../records/codes';
import { VOICE_JARS } from '../../records/codes';
import { shown } from '../../records/dates';
import type { Group, Reading, Said } from '../../records/group';
import { say } from '../../words';
import { type Choice, saysNothing } from './lib';

/** What a question is about: `Date`, `Nadia`, `Stones: I was heard`. */
export function labelOf(key: string, group: Group): string {
  const [field, part = ''] = key.split('.');
  switch (field) {
    case 'on':
      return say('phone.date');
    case 'min':
      return say('phone.minutes');
    case 'place':
      return say('phone.place');
    case 'phase':
      return say('phone.session.phase');
    case 'by':
      return say('phone.facilitators');
    case 'hard':
      return say('phone.noticed.hard');
    case 'voice':
      return `${say('phone.settle.stones')}: ${say(`voice.${part as VoiceQuestion}`)}`;
    case 'mark':
      return nameAt(Number(part), group);
    default:
      return say('phone.missed.why');
  }
}

function nameAt(seat: number, { people }: Group): string {
  return people.find((person) => person.seat === seat)?.name ?? say('phone.settle.seat', { n: seat });
}

/** A code that this app does not know is told as it is: nothing that someone said is left out. */
export function saidIn(key: string, value: Said, group: Group): string {
  const [field] = key.split('.');
  if (value === null || saysNothing(value)) return say('phone.settle.nothing');
  switch (field) {
    case 'on':
      return shown(String(value));
    case 'place':
      return nameOf(`place_kind.${value as PlaceKind}`);
    case 'phase':
      return nameOf(`phase.${value as Phase}`);
    case 'by':
      return (value as readonly number[]).map((n) => facilitatorAt(n, group)).join(', ');
    case 'hard':
      return (value as readonly Challenge[]).map((code) => nameOf(`challenge.${code}`)).join(', ');
    case 'voice':
      return VOICE_JARS.map((jar, at) => `${say(`voice.${jar}`)}: ${(value as readonly number[])[at] ?? 0}`).join(
        ' · ',
      );
    case 'mark':
      return nameOf(`mark.${value as Mark}`);
    case 'reason':
      return nameOf(`missed.${value as MissedReason}`);
    default:
      return String(value);
  }
}

type CodeKey =
  | `place_kind.${PlaceKind}`
  | `phase.${Phase}`
  | `challenge.${Challenge}`
  | `mark.${Mark}`
  | `missed.${MissedReason}`;

function nameOf(key: CodeKey): string {
  const name = say(key);
  return name === key ? key.slice(key.indexOf('.') + 1) : name;
}

function facilitatorAt(n: number, { facilitators }: Group): string {
  return facilitators.find((one) => one.n === n)?.name ?? String(n);
}

/** Who made a report; where that does not tell it from the others, its place among them too. */
export function makerOf({ id, by }: Reading, reports: readonly Reading[]): string {
  const n = reports.findIndex((report) => report.id === id) + 1;
  if (by === '') return say('phone.settle.report_n', { n });
  return reports.filter((report) => report.by === by).length > 1 ? `${by} (${n})` : by;
}

/** Who gives a value, each name once; numbered only where the same person gives another value too. */
export function whoSaid(choice: Choice, choices: readonly Choice[], reports: readonly Reading[]): string {
  const others = choices.filter((other) => other !== choice);
  const names = choice.said.map((report) => {
    const elsewhere = others.some(({ said }) => said.some(({ by }) => by === report.by));
    return elsewhere || report.by === '' ? makerOf(report, reports) : report.by;
  });
  return [...new Set(names)].join(', ');
}

/** Which report is used until it is settled. */
export function usedOf(reports: readonly Reading[]): string {
  const counted = reports.find((report) => report.counted);
  return counted === undefined ? '' : say('phone.settle.used', { who: makerOf(counted, reports) });
}
