import type { BrowserWindow } from 'electron';
import { askAboutEvidence, askAboutTranscripts } from './adapters/confirm.js';
import { openEvidenceFile, saveEvidenceFile } from './adapters/evidence-files.js';
import { done, type Handlers, reply } from './adapters/ipc.js';
import type { Tidemark } from './core/tidemark.js';

type LimitHandlers = Pick<
  Handlers,
  Extract<
    keyof Handlers,
    `limits:${string}` | `evidence:${string}` | `transcripts:${string}` | `status-line:${string}`
  >
>;

interface LimitHandlerParts {
  /** Those that run now: a demo may take their place. */
  readonly tidemark: () => Tidemark;
  readonly window: () => BrowserWindow | null;
}

/** What the window asks and does about limits. */
export function createLimitHandlers({ tidemark, window }: LimitHandlerParts): LimitHandlers {
  return {
    'limits:read': async () => reply(await tidemark().readLimits()),
    'evidence:add': (said) => reply(tidemark().addEvidence(said)),
    'evidence:edit': (patch) => reply(tidemark().editEvidence(patch)),
    async 'evidence:delete'({ id }) {
      if (!(await askAboutEvidence(window()))) return done('cancelled');
      const deleted = tidemark().deleteEvidence(id);
      return deleted.ok ? done('deleted') : reply(deleted);
    },
    async 'evidence:export'() {
      const lines = tidemark().exportEvidence();
      return lines.ok ? reply(await saveEvidenceFile(window(), lines.value)) : reply(lines);
    },
    async 'evidence:import'() {
      const text = await openEvidenceFile(window());
      if (!text.ok) return reply(text);
      return text.value === null ? done(null) : reply(await tidemark().importEvidence(text.value));
    },
    async 'transcripts:forget'() {
      if (!(await askAboutTranscripts(window()))) return done('cancelled');
      tidemark().updateSettings({ readsTranscripts: false });
      const forgotten = tidemark().forgetTranscripts();
      return forgotten.ok ? done('forgotten') : reply(forgotten);
    },
    'status-line:preview': () => reply(tidemark().previewStatusLine()),
    'status-line:install': () => reply(tidemark().installStatusLine()),
    'status-line:remove': () => reply(tidemark().removeStatusLine()),
  };
}
