import type { Limits } from '../../../src-main/shared/limits.js';
import type { Snapshot } from '../../../src-main/shared/snapshot.js';
import { Button } from '../../components/Button.js';
import { Note } from '../../components/Note.js';
import { useWindow } from '../../store.js';
import { findSetup, type SetupNote } from './find-setup.js';

interface Props {
  readonly limits: Limits;
  readonly snapshot: Snapshot;
}

/** What is missing so that limits can be learned, and where to change it. */
export function SetupNotes(props: Props) {
  const chooseView = useWindow((state) => state.chooseView);
  return findSetup(props).map(({ id, title, body, action }: SetupNote) => (
    <Note
      key={id}
      title={title}
      body={body}
      actions={action && <Button onClick={() => chooseView(action.view)}>{action.label}</Button>}
    />
  ));
}
