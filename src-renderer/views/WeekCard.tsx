import { formatMoney, formatWeekdayTime } from '../../src-main/shared/format.js';
import { formatRoughRange } from '../../src-main/shared/format-range.js';
import type { Provenance, Snapshot } from '../../src-main/shared/snapshot.js';
import { MINUTE_MS } from '../../src-main/shared/units.js';
import { describeWeekSpread, formatWeekPercent } from '../../src-main/shared/week-percent.js';
import { TideStaff } from '../charts/TideStaff.js';
import { Card } from '../components/Card.js';
import { joinClasses } from '../components/join-classes.js';
import { keepTogether } from '../components/keep-together.js';
import { Source } from '../components/Source.js';
import { useNow, useTimeLeft } from '../store.js';
import { Compared } from './Compared.js';
import { CostBasisWord } from './CostBasisWord.js';
import { describePace } from './describe-pace.js';
import { describePercent, ofWeekLimit } from './describe-percent.js';
import { Figure } from './Figure.js';
import { LimitInvitation } from './LimitInvitation.js';
import overview from './Overview.module.css';
import { useJudgement } from './use-judgement.js';
import styles from './WeekCard.module.css';

export function WeekCard({ snapshot }: { readonly snapshot: Snapshot }) {
  const { week, timeZone } = snapshot;
  const { to } = week.percentWindow;
  const left = useTimeLeft(to);
  return (
    <Card
      title={week.meter === 'plan' ? 'This week, Claude plan' : 'This week'}
      className={overview.week}
      aside={
        <>
          {left === null ? 'resets now' : `resets in ${left}`}, {formatWeekdayTime(to, timeZone)}
        </>
      }
    >
      {week.limit || week.percent !== null ? (
        <Limited snapshot={snapshot} />
      ) : (
        <Unlimited snapshot={snapshot} />
      )}
    </Card>
  );
}

function Limited({ snapshot }: { readonly snapshot: Snapshot }) {
  const { week, timeZone } = snapshot;
  const { tone, word } = useJudgement(snapshot);
  const now = useNow(MINUTE_MS);
  const pace = describePace(week, timeZone);
  const ofLimit = ofWeekLimit(week);
  const basis = describePercent(week, now);
  const range = describeWeekSpread(week);
  return (
    <>
      <Figure
        size="week"
        tone={tone}
        provenance={week.percentProvenance}
        timeZone={timeZone}
        of={ofLimit ? `${ofLimit.replace('of ', 'of the weekly limit of ')}` : 'of the week'}
        beside={
          <>
            {word && <strong className={joinClasses(styles.state, styles[tone])}>{word}</strong>}
            <span>
              {ofLimit}
              {ofLimit && basis && ', '}
              <span className={styles.source}>{basis}</span>
            </span>
            {range && <span className={styles.likely}>{keepTogether(range)}</span>}
          </>
        }
      >
        {formatWeekPercent(week)}
      </Figure>
      <div className={styles.staff}>
        <TideStaff week={week} isFaded={tone === 'faded'} />
      </div>
      <p className={styles.words}>
        {pace.lead && (
          <strong className={styles[tone]}>
            <Source
              look="figure"
              provenance={paceProvenance(week.percentProvenance)}
              timeZone={timeZone}
              align="start"
              says={pace.lead}
            >
              {pace.lead}
            </Source>{' '}
          </strong>
        )}
        <span>{pace.rest}</span>
      </p>
      {week.meter === 'api' && <LastWeek snapshot={snapshot} />}
      <Foot snapshot={snapshot} />
    </>
  );
}

/** Spend of the organization: of the same week as the percentage, or named as another thing. */
function Foot({ snapshot: { week, timeZone } }: { readonly snapshot: Snapshot }) {
  const { limit, spent, window, meter } = week;
  const [low, high] = [limit?.low ?? null, limit?.high ?? null];
  const likely = low === null || high === null ? null : formatRoughRange({ low, high });
  return (
    <p className={styles.foot}>
      {likely && <span>limit likely {keepTogether(likely)} · </span>}
      {meter === 'plan' && <span>API spend: </span>}
      {spent.microcents !== null &&
        `${formatMoney(spent.microcents)} ${meter === 'plan' ? '' : 'spent '}· `}
      <CostBasisWord figure={spent} timeZone={timeZone} of="this week" align="start" />
      <span className={styles.range}>since {formatWeekdayTime(window.from, timeZone)}</span>
    </p>
  );
}

const paceProvenance = (percent: Provenance): Provenance => ({
  ...percent,
  formula: `percent used - share of the week that has passed; ${percent.formula}`,
});

function Unlimited({ snapshot }: { readonly snapshot: Snapshot }) {
  const { week, timeZone } = snapshot;
  const { tone, word } = useJudgement(snapshot);
  return (
    <>
      <Figure
        size="week"
        tone={tone}
        provenance={week.spent.provenance}
        timeZone={timeZone}
        of="this week"
        beside={
          <>
            {word && <strong className={styles.state}>{word}</strong>}
            <span>
              spent ·{' '}
              <CostBasisWord figure={week.spent} timeZone={timeZone} of="this week" align="start" />
            </span>
          </>
        }
      >
        {formatMoney(week.spent.microcents)}
      </Figure>
      <LastWeek snapshot={snapshot} />
      <LimitInvitation />
    </>
  );
}

const LastWeek = ({ snapshot: { week, timeZone } }: { readonly snapshot: Snapshot }) => (
  <p className={styles.compared}>
    <Compared
      figure={week.spent}
      previous={week.previous}
      than="last week by this time"
      timeZone={timeZone}
    />
  </p>
);
