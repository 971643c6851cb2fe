import { formatCount, formatTokens } from '../../src-main/shared/format.js';
import type { Snapshot } from '../../src-main/shared/snapshot.js';
import { TOKEN_WORDS } from '../../src-main/shared/token-words.js';
import { TOKEN_KINDS } from '../../src-main/shared/usage.js';
import { CacheStaff } from '../charts/CacheStaff.js';
import { formatShare, judgeCache } from '../charts/cache-words.js';
import { Card } from '../components/Card.js';
import { keepTogether } from '../components/keep-together.js';
import { Source } from '../components/Source.js';
import { Figure } from './Figure.js';
import overview from './Overview.module.css';
import styles from './TokensCard.module.css';
import { isFaded } from './use-judgement.js';

export function TokensCard({ snapshot }: { readonly snapshot: Snapshot }) {
  const { timeZone } = snapshot;
  const { tokens, tokensProvenance, cacheEfficiency } = snapshot.week;
  const efficiency = formatShare(cacheEfficiency);
  const counts = TOKEN_KINDS.map(
    (kind) => `${TOKEN_WORDS[kind]}: ${formatCount(tokens?.[kind] ?? null)}`,
  );
  return (
    <Card
      title="Tokens this week"
      className={overview.tokens}
      aside={
        <Source
          provenance={tokensProvenance}
          timeZone={timeZone}
          says={`Tokens this week: ${counts.join('; ')}`}
        >
          reported
        </Source>
      }
    >
      <Figure
        tone={isFaded(snapshot.glance) ? 'faded' : 'plain'}
        provenance={tokensProvenance}
        timeZone={timeZone}
        of="tokens this week"
        beside={tokens && `${formatTokens(tokens.limitTokens)} count towards limits`}
      >
        {formatTokens(tokens?.total ?? null)}
      </Figure>
      <dl className={styles.kinds}>
        {TOKEN_KINDS.map((kind) => (
          <div key={kind} className={styles.kind}>
            <dt>{keepTogether(TOKEN_WORDS[kind])}</dt>
            <dd>{formatCount(tokens?.[kind] ?? null)}</dd>
          </div>
        ))}
      </dl>
      <div className={styles.cache}>
        <h3 className={styles.cacheTitle}>
          <Source
            provenance={tokensProvenance}
            timeZone={timeZone}
            align="start"
            says={`Cache efficiency ${efficiency} this week`}
          >
            Cache efficiency
          </Source>
          <span>
            {efficiency} <span className={styles.judgement}>{judgeCache(cacheEfficiency)}</span>
          </span>
        </h3>
        <CacheStaff efficiency={cacheEfficiency} />
      </div>
    </Card>
  );
}
