import { useState } from 'react';
import { rightWords } from '../../../src-main/shared/describe-refusal.js';
import type { Limits, RateLimitLoad } from '../../../src-main/shared/limits.js';
import { plainName } from '../../../src-main/shared/plain-name.js';
import type { Snapshot } from '../../../src-main/shared/snapshot.js';
import { Button } from '../../components/Button.js';
import { Card } from '../../components/Card.js';
import { Name } from '../../components/Name.js';
import { Source } from '../../components/Source.js';
import { groupRates } from './group-rates.js';
import styles from './Limits.module.css';
import published from './Published.module.css';
import { PublishedTail } from './PublishedTail.js';
import { publishedProvenance } from './published-provenance.js';
import { RateTable } from './RateTable.js';

interface Props {
  readonly limits: Limits;
  readonly snapshot: Snapshot;
}

/** What the organization's API limits are, beside the busiest minute: read, not learned. */
export function PublishedCard({ limits, snapshot }: Props) {
  const { rates, spends, changes } = limits;
  const { timeZone } = snapshot;
  const [isAll, setAll] = useState(false);
  const groups = groupRates(rates);
  const busy = groups.filter(({ isUsed }) => isUsed);
  const shown = isAll || busy.length === 0 ? groups : busy;
  const idle = groups.length - busy.length;
  const isEmpty = rates.length === 0 && spends.length === 0 && changes.length === 0;
  return (
    <Card
      title="Published limits of the API"
      className={styles.wide}
      aside={
        !isEmpty && (
          <Source provenance={publishedProvenance(limits, snapshot)} timeZone={timeZone}>
            reported
          </Source>
        )
      }
    >
      {isEmpty && <p className={styles.empty}>{describeEmptiness(snapshot)}</p>}
      <div className={published.groups}>
        {shown.map(({ key, rates: own, first }) => (
          <section key={key} aria-label={labelOf(first)}>
            <h3 className={published.group}>
              <Name name={first.group} />
              {first.workspaceId !== null && (
                <span className={published.where}>
                  in <Name name={first.workspaceName ?? first.workspaceId} />
                </span>
              )}
            </h3>
            {first.models && (
              <p className={styles.quiet}>
                <Name name={first.models.join(', ')} />
              </p>
            )}
            <RateTable rates={own} timeZone={timeZone} />
          </section>
        ))}
      </div>
      {busy.length > 0 && idle > 0 && (
        <p className={published.more}>
          <Button look="word" onClick={() => setAll(!isAll)}>
            {isAll ? 'Show those in use only' : `Show ${idle} more without use in the last 7 days`}
          </Button>
        </p>
      )}
      <PublishedTail spends={spends} changes={changes} timeZone={timeZone} />
    </Card>
  );
}

const labelOf = ({ group, workspaceId, workspaceName }: RateLimitLoad) =>
  workspaceId === null
    ? `Limits of ${plainName(group)}`
    : `Limits of ${plainName(group)} in ${plainName(workspaceName ?? workspaceId)}`;

function describeEmptiness({ connection, mode, sync }: Snapshot): string {
  if (mode === 'live' && connection.state === 'never-saved') {
    return 'Connect an admin key to read the limits of your organization’s API.';
  }
  const refused = sync.refusals.find(({ feature }) => feature === 'limits');
  return refused
    ? `This key may not read the limits of the API.${rightWords(refused.failure)} Asked again once a day.`
    : 'None were read yet. They are asked for once a day.';
}
