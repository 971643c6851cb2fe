import { useWindow } from '../store.js';
import { Button } from './Button.js';
import { ClockNote } from './ClockNote.js';
import { Note } from './Note.js';

/** What this desktop or this start wants to say: most of it once. */
export function Notices() {
  const notices = useWindow((state) => state.notices);
  const dismissNotice = useWindow((state) => state.dismissNotice);
  return (
    <>
      <ClockNote />
      {notices.map(({ id, title, body }) => (
        <Note
          key={id}
          role="status"
          title={title}
          body={body}
          actions={
            <Button look="word" onClick={() => dismissNotice(id)}>
              Got it
            </Button>
          }
        />
      ))}
    </>
  );
}
