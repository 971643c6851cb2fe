import { useState } from 'react';
import { isDenial } from '../../../src-main/shared/evidence.js';
import { formatDay, formatTime } from '../../../src-main/shared/format.js';
import type { ListedEvidence } from '../../../src-main/shared/limits.js';
import { METER_NAMES, nameWindow } from '../../../src-main/shared/name-window.js';
import { deleteEvidence, editEvidence } from '../../bridge.js';
import { Button } from '../../components/Button.js';
import { joinClasses } from '../../components/join-classes.js';
import { Name } from '../../components/Name.js';
import styles from './Evidence.module.css';
import { EvidenceEdit } from './EvidenceEdit.js';
import {
  describeMeaning,
  describeSeenValue,
  describeSource,
  describeUnused,
  nameRecord,
} from './evidence-words.js';
import { useOutcome } from './use-outcome.js';

interface Props {
  readonly record: ListedEvidence;
  readonly timeZone: string;
  /** Says whose use it is of: not of the chosen meter. */
  readonly hasMeter: boolean;
}

/** One record: when, who said it, what it says, and what can be done about it. */
export function EvidenceRow({ record, timeZone, hasMeter }: Props) {
  const [isEditing, setEditing] = useState(false);
  const { words, isBusy, run } = useOutcome();
  const why = describeUnused(record);
  const name = nameRecord(record, timeZone);
  const ignore = () => run(editEvidence({ id: record.id, isIgnored: !record.isIgnored }), () => '');
  return (
    <li className={joinClasses(styles.row, why !== null && styles.greyed)}>
      <div className={styles.facts}>
        <span className={styles.when}>
          {formatDay(record.at, timeZone)}, {formatTime(record.at, timeZone)}
        </span>
        <strong className={styles.value}>{describeSeenValue(record)}</strong>
        <span className={styles.quiet}>{describeMeaning(record)}</span>
      </div>
      <div className={styles.below}>
        <p className={styles.quiet}>
          {nameWindow(record.window)} · {hasMeter && `${METER_NAMES[record.meter]} · `}
          {describeSource(record)}
          {record.note && (
            <>
              {' · '}
              <Name name={record.note} />
            </>
          )}
        </p>
        <span className={styles.actions}>
          {!isEditing && (
            <Button look="word" aria-label={`Edit ${name}`} onClick={() => setEditing(true)}>
              Edit
            </Button>
          )}
          {!isDenial(record) && (
            <Button
              look="word"
              disabled={isBusy}
              aria-label={`${record.isIgnored ? 'Count again' : 'Ignore'} ${name}`}
              onClick={ignore}
            >
              {record.isIgnored ? 'Count again' : 'Ignore'}
            </Button>
          )}
          <Button
            look="word"
            disabled={isBusy}
            aria-label={`Delete ${name}`}
            onClick={() => run(deleteEvidence(record.id), () => '')}
          >
            Delete
          </Button>
        </span>
      </div>
      {why && <p className={styles.why}>{why}</p>}
      <p role="status" className={styles.refusal}>
        {words}
      </p>
      {isEditing && (
        <EvidenceEdit record={record} timeZone={timeZone} onClose={() => setEditing(false)} />
      )}
    </li>
  );
}
