import { app, dialog } from 'electron';

/** Nothing comes after it. Before the app is ready Linux has it on standard error. */
export const tellNoStart = (why: string): void => dialog.showErrorBox('Tidemark cannot start', why);

const HAS_TO_CLOSE = 'Tidemark has to close';
const WHAT_HAPPENED = 'Something unexpected happened. Your figures are safe.';

/** Whether the person wants it to be started again (P8). */
export function offerRestart(): boolean {
  if (!app.isReady()) {
    dialog.showErrorBox(HAS_TO_CLOSE, WHAT_HAPPENED);
    return false;
  }
  const answer = dialog.showMessageBoxSync({
    type: 'error',
    message: HAS_TO_CLOSE,
    detail: WHAT_HAPPENED,
    buttons: ['Start again', 'Quit'],
    defaultId: 0,
    cancelId: 1,
    noLink: true,
  });
  return answer === 0;
}
