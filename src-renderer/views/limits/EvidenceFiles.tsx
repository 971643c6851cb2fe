import { useState } from 'react';
import { countOf } from '../../../src-main/shared/count-words.js';
import type { EvidenceImport } from '../../../src-main/shared/ipc-contract.js';
import { plainName } from '../../../src-main/shared/plain-name.js';
import { exportEvidence, importEvidence } from '../../bridge.js';
import { Button } from '../../components/Button.js';
import styles from './Evidence.module.css';
import { useOutcome } from './use-outcome.js';

/** More warnings than these say nothing new. */
const MOST_WARNINGS = 20;
const LONGEST_WARNING = 240;

/** Evidence as a file, out and in. */
export function EvidenceFiles({ isEmpty }: { readonly isEmpty: boolean }) {
  const { words, isBusy, run } = useOutcome();
  const [warnings, setWarnings] = useState<readonly string[]>([]);
  const save = () => {
    setWarnings([]);
    return run(exportEvidence(), (outcome) => (outcome === 'saved' ? 'Saved.' : ''));
  };
  const load = () => {
    setWarnings([]);
    return run(importEvidence(), (result) => {
      setWarnings(result?.warnings ?? []);
      return result ? describeImport(result) : '';
    });
  };
  const more = warnings.length - MOST_WARNINGS;
  return (
    <div className={styles.files}>
      <div className={styles.actions}>
        <Button look="word" disabled={isBusy || isEmpty} onClick={save}>
          Export…
        </Button>
        <Button look="word" disabled={isBusy} onClick={load}>
          Import…
        </Button>
        <span role="status" className={styles.quiet}>
          {words}
        </span>
      </div>
      {warnings.length > 0 && (
        <ul className={styles.warnings} aria-label="What was left out">
          {warnings.slice(0, MOST_WARNINGS).map((warning, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the list is replaced as a whole
            <li key={index}>
              <bdi>{plainName(warning, LONGEST_WARNING)}</bdi>
            </li>
          ))}
          {more > 0 && <li>and {more} more</li>}
        </ul>
      )}
    </div>
  );
}

function describeImport({ added, known, warnings }: EvidenceImport): string {
  const parts = [
    added === 0 ? 'Nothing new came in' : `${countOf(added, 'record')} came in`,
    ...(known > 0 ? [`${known} ${known === 1 ? 'was' : 'were'} known`] : []),
    ...(warnings.length > 0 ? [`${warnings.length} left out:`] : []),
  ];
  return parts.join(', ').replace(/(?<!:)$/, '.');
}
