import { useEffect, useRef } from 'preact/hooks';
import type { Desk, Interview } from '../../actions/desk';

/**
 * Counts the seconds during which a question is on the screen; while the phone is put away nothing is counted.
 * Answers what adds the seconds so far to the interview.
 */
export function useAskingTime(desk: Desk, interview: Interview): () => void {
  const since = useRef<number | null>(null);
  const count = () => {
    if (since.current === null) return;
    const now = desk.ticks();
    interview.secs += (now - since.current) / 1000;
    since.current = now;
  };
  useEffect(() => {
    const turned = () => {
      if (document.hidden) count();
      since.current = document.hidden ? null : desk.ticks();
    };
    turned();
    document.addEventListener('visibilitychange', turned);
    return () => {
      count();
      since.current = null;
      document.removeEventListener('visibilitychange', turned);
    };
  }, []);
  return count;
}
