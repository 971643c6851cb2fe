import { describeWhy } from '../../../src-main/shared/describe-learned.js';
import { describeRest } from '../../../src-main/shared/describe-rest.js';
import { formatWeekdayTime } from '../../../src-main/shared/format.js';
import { formatLoad, loadOf } from '../../../src-main/shared/format-load.js';
import type { Limits, WindowLimit } from '../../../src-main/shared/limits.js';
import { nameWindow } from '../../../src-main/shared/name-window.js';
import type { Snapshot } from '../../../src-main/shared/snapshot.js';
import { MINUTE_MS } from '../../../src-main/shared/units.js';
import { formatUsd } from '../../../src-main/shared/usd.js';
import { Card } from '../../components/Card.js';
import { joinClasses } from '../../components/join-classes.js';
import { keepTogether } from '../../components/keep-together.js';
import { Source } from '../../components/Source.js';
import { useNow, useTimeLeft } from '../../store.js';
import { Figure } from '../Figure.js';
import { CONFIDENCE_LABELS, describeLimit } from './describe-limit.js';
import { describeEnd, describeLoad, describeSure } from './describe-load.js';
import styles from './LimitCard.module.css';
import { LoadStaff } from './LoadStaff.js';
import { courseProvenance, limitProvenance } from './limit-provenance.js';
import { METER_WORDS } from './meter-words.js';

interface Props {
  readonly limit: WindowLimit;
  readonly limits: Limits;
  readonly snapshot: Snapshot;
}

/** One window: its load now, what is known of its limit, and why. */
export function LimitCard({ limit, limits, snapshot }: Props) {
  const { timeZone } = snapshot;
  const now = useNow(MINUTE_MS);
  const origin = { limits, snapshot };
  const words = describeLimit(limit);
  const spread = describeSure(limit, now);
  const rest = describeRest(limit);
  const end = describeEnd(limit, timeZone);
  return (
    <Card
      title={nameWindow(limit.window)}
      className={styles.card}
      aside={
        <span className={styles.badge} title="How sure the learned limit is">
          <span className="visuallyHidden">Confidence: </span>
          {CONFIDENCE_LABELS[limit.word]}
        </span>
      }
    >
      <p className={styles.whose}>
        <span className="visuallyHidden">{METER_WORDS[limit.meter]}: </span>
        <Reset limit={limit} timeZone={timeZone} />
      </p>
      <Figure
        tone={(limit.now?.percent.median ?? 0) >= 100 ? 'red' : 'plain'}
        provenance={limitProvenance(limit, origin, now)}
        timeZone={timeZone}
        of={`of the ${nameWindow(limit.window)}, ${describeLoad(limit, now)}`}
        beside={describeLoad(limit, now)}
      >
        {formatLoad(loadOf(limit))}
      </Figure>
      {spread && <p className={styles.quiet}>{keepTogether(spread)}</p>}
      <div className={styles.staff}>
        <LoadStaff limit={limit} now={now} />
      </div>
      <p className={styles.limit}>{keepTogether(words)}</p>
      <p className={joinClasses(styles.quiet, styles.why)}>
        <Source
          provenance={courseProvenance(limit, origin, now)}
          timeZone={timeZone}
          align="start"
          says={`${nameWindow(limit.window)}: ${words}`}
        >
          {describeWhy(limit, now)}
        </Source>
      </p>
      {rest && <p className={styles.line}>Left: {keepTogether(rest)}.</p>}
      {end && <p className={styles.line}>{end}</p>}
      <Hints limit={limit} limits={limits} />
    </Card>
  );
}

function Reset({ limit, timeZone }: { readonly limit: WindowLimit; readonly timeZone: string }) {
  const end = limit.running?.to ?? 0;
  const left = useTimeLeft(end);
  if (!limit.running) {
    return limit.window === 'five_hour' ? 'No window runs now' : 'Reset not known';
  }
  return (
    <>
      {left === null ? 'Resets now' : `Resets in ${left}`},{' '}
      <span className={styles.when}>{formatWeekdayTime(end, timeZone)}</span>
    </>
  );
}

/** What makes the number less than it looks. */
function Hints({ limit, limits }: { readonly limit: WindowLimit; readonly limits: Limits }) {
  const { meter, used, state } = limit;
  const usd = used?.usd;
  const isUnread = meter === 'plan' && !limits.transcripts.isOn;
  const hints = [
    usd && state === 'bound' ? `${formatUsd(usd[1])} used so far, at list price.` : null,
    isUnread
      ? 'Use is not counted here: reading Claude Code’s transcripts is off.'
      : used === null && state !== 'none' && limit.running
        ? 'Its use is not visible here.'
        : null,
    limit.isSettling ? 'Still settling: the newest 15 minutes may grow.' : null,
    limit.isUnseen && !isUnread
      ? 'Some of its use was on other devices, or before Tidemark could see it.'
      : null,
  ].filter((hint) => hint !== null);
  if (hints.length === 0) return null;
  return (
    <ul className={styles.hints}>
      {hints.map((hint) => (
        <li key={hint}>{hint}</li>
      ))}
    </ul>
  );
}
