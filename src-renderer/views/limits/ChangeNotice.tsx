import type { WindowLimit } from '../../../src-main/shared/limits.js';
import { nameLimit } from '../../../src-main/shared/name-window.js';
import type { Instant } from '../../../src-main/shared/units.js';
import { addEvidence } from '../../bridge.js';
import { describeChanged } from '../../charts/learned-words.js';
import { Button } from '../../components/Button.js';
import styles from './Limits.module.css';
import { useOutcome } from './use-outcome.js';

interface Props {
  readonly limit: WindowLimit;
  readonly timeZone: string;
}

/** A limit that seems to have moved; the person knows better whether it has. */
export function ChangeNotice({ limit, timeZone }: Props) {
  const { meter, window, changed } = limit;
  const { words, run } = useOutcome();
  if (!changed || (changed.isAnswered && words === '')) return null;
  const answer = (at: Instant, isDenied: boolean) =>
    run(addEvidence({ kind: 'change', meter, window, at, isDenied }), () =>
      isDenied ? 'Noted: it did not change.' : 'Noted: it changed.',
    );
  return (
    <div className={styles.notice}>
      {!changed.isAnswered && (
        <>
          <span>
            Your {nameLimit(window)} looks {describeChanged(limit, timeZone)}.
          </span>
          <Button look="word" onClick={() => answer(changed.since, false)}>
            Keep
          </Button>
          <Button look="word" onClick={() => answer(changed.since, true)}>
            It did not change
          </Button>
        </>
      )}
      <span role="status">{words}</span>
    </div>
  );
}
