import { DASH, formatCount, formatPercent, formatTokens } from '../../src-main/shared/format.js';
import type { Snapshot } from '../../src-main/shared/snapshot.js';
import { TOKEN_KINDS } from '../../src-main/shared/usage.js';
import { CacheStaff } from '../charts/CacheStaff.js';
import { Card } from '../components/Card.js';
import { Source } from '../components/Source.js';
import { Figure } from './Figure.js';
import overview from './Overview.module.css';
import styles from './TokensCard.module.css';
import { TOKEN_KIND_WORDS } from './token-words.js';
import { isFaded } from './use-judgement.js';

export function TokensCard({ snapshot }: { readonly snapshot: Snapshot }) {
  const { tokens, tokensProvenance, cacheEfficiency } = snapshot.week;
  return (
    <Card
      title="Tokens this week"
      className={overview.tokens}
      aside={
        <Source provenance={tokensProvenance} timeZone={snapshot.timeZone}>
          reported
        </Source>
      }
    >
      <Figure
        tone={isFaded(snapshot.glance) ? 'faded' : 'plain'}
        beside={tokens && `${formatTokens(tokens.limitTokens)} count towards limits`}
      >
        {formatTokens(tokens?.total ?? null)}
      </Figure>
      <dl className={styles.kinds}>
        {TOKEN_KINDS.map((kind) => (
          <div key={kind} className={styles.kind}>
            <dt>{TOKEN_KIND_WORDS[kind]}</dt>
            <dd>{formatCount(tokens?.[kind] ?? null)}</dd>
          </div>
        ))}
      </dl>
      <div className={styles.cache}>
        <h3 className={styles.cacheTitle}>
          <span>Cache efficiency</span>
          <span>
            {cacheEfficiency === null ? DASH : formatPercent(cacheEfficiency * 100)}{' '}
            <span className={styles.judgement}>{judge(cacheEfficiency)}</span>
          </span>
        </h3>
        <CacheStaff efficiency={cacheEfficiency} />
      </div>
    </Card>
  );
}

/** 85 % is the target; below half, caching hardly pays. */
function judge(efficiency: number | null): string {
  if (efficiency === null) return '';
  if (efficiency >= 0.85) return 'on target';
  return efficiency < 0.5 ? 'low' : 'below target';
}
