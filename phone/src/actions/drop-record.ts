import { dropRefused } from '../store/outbox';
import type { Desk } from './desk';

/** Remove a refused record; a questionnaire that it held can then be asked afresh. */
export async function dropRecord(desk: Desk, id: string): Promise<void> {
  await dropRefused(desk.store, id);
  for (const [key, interview] of desk.interviews) {
    if (interview.finished !== null) desk.interviews.delete(key);
  }
}
