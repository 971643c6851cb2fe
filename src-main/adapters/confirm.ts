import { type BrowserWindow, dialog } from 'electron';

export type DisconnectChoice = 'keep' | 'delete' | 'cancel';

interface Question {
  readonly message: string;
  readonly detail: string;
  readonly buttons: readonly string[];
  /** Position of the button that changes nothing. */
  readonly cancelId: number;
  readonly defaultId: number;
}

/** Asked by the main process: a page cannot answer for the person (S10). */
async function ask(window: BrowserWindow | null, question: Question): Promise<number> {
  const box = {
    ...question,
    buttons: [...question.buttons],
    type: 'question' as const,
    noLink: true,
  };
  const { response } = await (window
    ? dialog.showMessageBox(window, box)
    : dialog.showMessageBox(box));
  return response;
}

export async function askAboutDisconnect(
  window: BrowserWindow | null,
  organizationName: string,
): Promise<DisconnectChoice> {
  const answer = await ask(window, {
    message: `Disconnect from ${organizationName}?`,
    detail:
      'The admin key is removed from your keychain. The history can stay, to be there when you connect again.',
    buttons: ['Keep the history', 'Delete the history', 'Cancel'],
    defaultId: 0,
    cancelId: 2,
  });
  return (['keep', 'delete', 'cancel'] as const)[answer] ?? 'cancel';
}

export async function askAboutEvidence(window: BrowserWindow | null): Promise<boolean> {
  const answer = await ask(window, {
    message: 'Delete this record?',
    detail: 'Tidemark learns without it from now on. Ignoring it instead keeps it in the list.',
    buttons: ['Delete', 'Cancel'],
    defaultId: 0,
    cancelId: 1,
  });
  return answer === 0;
}

export async function askAboutTranscripts(window: BrowserWindow | null): Promise<boolean> {
  const answer = await ask(window, {
    message: 'Forget what was read from Claude Code?',
    detail:
      'The use of your plan is deleted here and reading stops. The transcripts themselves are not touched.',
    buttons: ['Forget it', 'Cancel'],
    defaultId: 0,
    cancelId: 1,
  });
  return answer === 0;
}
