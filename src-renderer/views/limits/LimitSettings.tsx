import type { Settings } from '../../../src-main/shared/settings.js';
import { Button } from '../../components/Button.js';
import { SelectField } from '../SelectField.js';
import { SettingsGroup } from '../SettingsGroup.js';
import { SwitchField } from '../SwitchField.js';
import { WEEK_METERS } from '../settings-options.js';
import styles from './LimitSettings.module.css';
import { StatusLineSettings } from './StatusLineSettings.js';
import { TranscriptSettings } from './TranscriptSettings.js';
import { useLimits } from './use-limits.js';

/** Whose limit is meant, and what of Claude Code may be read and written. */
export function LimitSettings({ settings }: { readonly settings: Settings }) {
  const answer = useLimits();
  return (
    <SettingsGroup
      title="Claude Code and limits"
      words="Whose weekly limit is meant, and what Tidemark may learn it from. API spend and a plan’s use are never added up."
    >
      <SelectField
        label="Week percentage is of"
        value={settings.weekMeter}
        options={WEEK_METERS}
        toPatch={(weekMeter) => ({ weekMeter })}
      />
      <SwitchField
        label="Read Claude Code’s transcripts"
        value={settings.readsTranscripts}
        toPatch={(readsTranscripts) => ({ readsTranscripts })}
      />
      <div className={styles.parts}>
        <p className={styles.quiet}>
          Read on this computer only; kept are models, token counts, times and limit messages, never
          what was written, nor names of files.
        </p>
        {answer.state === 'failed' && (
          <p className={styles.refusal} role="status">
            {answer.note.title}. {answer.note.body}{' '}
            <Button look="word" onClick={answer.retry}>
              Try again
            </Button>
          </p>
        )}
        {answer.state === 'ready' && (
          <>
            <TranscriptSettings setup={answer.value.transcripts} />
            <StatusLineSettings setup={answer.value.statusLine} />
          </>
        )}
      </div>
    </SettingsGroup>
  );
}
