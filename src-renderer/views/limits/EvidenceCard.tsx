import { useState } from 'react';
import { countOf } from '../../../src-main/shared/count-words.js';
import type { Limits } from '../../../src-main/shared/limits.js';
import { Button } from '../../components/Button.js';
import { Card } from '../../components/Card.js';
import { AddEvidence } from './AddEvidence.js';
import styles from './Evidence.module.css';
import { EvidenceFiles } from './EvidenceFiles.js';
import { EvidenceRow } from './EvidenceRow.js';
import { firstRecords } from './first-records.js';

interface Props {
  readonly limits: Limits;
  readonly timeZone: string;
}

/** Everything that was seen of the limits, newest first; nothing of it goes silently. */
export function EvidenceCard({ limits, timeZone }: Props) {
  const [isAll, setAll] = useState(false);
  const { evidence } = limits;
  const shown = isAll ? evidence : firstRecords(evidence);
  const quiet = evidence.filter(({ kind }) => kind === 'quiet').length;
  return (
    <Card
      title="Evidence"
      aside={evidence.length === 0 ? 'none yet' : countOf(evidence.length, 'record')}
    >
      <AddEvidence limits={limits} timeZone={timeZone} />
      {evidence.length === 0 ? (
        <p className={styles.nothing}>
          Nothing was seen yet. A percentage from Claude’s usage page teaches the most.
        </p>
      ) : (
        <ul className={styles.rows}>
          {shown.map((record) => (
            <EvidenceRow
              key={record.id}
              record={record}
              timeZone={timeZone}
              hasMeter={record.meter !== limits.meter}
            />
          ))}
        </ul>
      )}
      {evidence.length > shown.length || isAll ? (
        <p className={styles.more}>
          <Button look="word" onClick={() => setAll(!isAll)}>
            {isAll
              ? 'Show fewer'
              : `Show all ${evidence.length}${quiet > 0 ? `, ${quiet} of them quiet` : ''}`}
          </Button>
        </p>
      ) : null}
      <EvidenceFiles isEmpty={evidence.length === 0} />
    </Card>
  );
}
