import { type BrowserWindow, dialog } from 'electron';

export type DisconnectChoice = 'keep' | 'delete' | 'cancel';

/** Asked by the main process: a page cannot answer for the person (S10). */
export async function askAboutDisconnect(
  window: BrowserWindow | null,
  organizationName: string,
): Promise<DisconnectChoice> {
  const question = {
    type: 'question' as const,
    message: `Disconnect from ${organizationName}?`,
    detail:
      'The admin key is removed from your keychain. The history can stay, to be there when you connect again.',
    buttons: ['Keep the history', 'Delete the history', 'Cancel'],
    defaultId: 0,
    cancelId: 2,
    noLink: true,
  };
  const { response } = await (window
    ? dialog.showMessageBox(window, question)
    : dialog.showMessageBox(question));
  return (['keep', 'delete', 'cancel'] as const)[response] ?? 'cancel';
}
