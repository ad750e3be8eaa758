import { useState } from 'preact/hooks';
import { say } from '../words';

interface Props {
  readonly make: () => Promise<{ readonly name: string; readonly text: string }>;
}

/** Gives a sealed file to the phone's downloads, and says where it went. */
export function SaveFile({ make }: Props) {
  const [told, setTold] = useState('');
  const save = async () => {
    try {
      const file = await make();
      download(file.name, file.text);
      setTold(say('phone.rescue.saved', { name: file.name }));
    } catch {
      setTold(say('phone.rescue.failed'));
    }
  };
  return (
    <>
      <button type="button" class="quiet" onClick={() => void save()}>
        {say('phone.rescue.save')}
      </button>
      <p role="status">{told}</p>
    </>
  );
}

function download(name: string, text: string): void {
  const address = URL.createObjectURL(new Blob([text], { type: 'application/json' }));
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  document.body.append(link);
  link.click();
  link.remove();
  // The browser has taken the bytes once the click is over; a minute is for a slow phone that asks where to.
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}
