import type { Label } from '../../../shared/usage.js';

/** Null: the whole organization. The id stands in for an unknown name. */
export const workspaceName = (workspaces: readonly Label[], id: string | null): string | null =>
  id === null ? null : (workspaces.find((workspace) => workspace.id === id)?.name ?? id);
