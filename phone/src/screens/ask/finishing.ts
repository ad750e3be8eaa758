import { finishInterview } from '../../actions/ask';
import { useOffice } from '../desk';
import { useSave } from '../save';
import { askAddress } from './route';
import { type About, useSitting } from './sitting';

/** Hands over what was answered, and leads to the page that says so. */
export function useFinish(about: About) {
  const { desk } = useOffice();
  const { sitting, interview } = useSitting(about);
  const { saving, problem, save } = useSave();
  const done = askAddress(about.group.id, about.asked, 'done');
  return { busy: saving, problem, finish: () => save(() => finishInterview(desk, sitting, interview), done) };
}
