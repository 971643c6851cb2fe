import { formatMoney, formatPercent, formatWeekdayTime } from '../../src-main/shared/format.js';
import type { Provenance, Snapshot, WeekLimit } from '../../src-main/shared/snapshot.js';
import { TideStaff } from '../charts/TideStaff.js';
import { Card } from '../components/Card.js';
import { joinClasses } from '../components/join-classes.js';
import { Source } from '../components/Source.js';
import { useTimeLeft } from '../store.js';
import { Compared } from './Compared.js';
import { CostBasisWord } from './CostBasisWord.js';
import { describePace } from './describe-pace.js';
import { Figure } from './Figure.js';
import { LimitInvitation } from './LimitInvitation.js';
import overview from './Overview.module.css';
import { useJudgement } from './use-judgement.js';
import styles from './WeekCard.module.css';

const SOURCE_WORDS: Readonly<Record<WeekLimit['source'], string>> = {
  typed: 'typed by you',
  learned: 'learned',
  spend_limit: 'spend limit of the API',
};

export function WeekCard({ snapshot }: { readonly snapshot: Snapshot }) {
  const { week, timeZone } = snapshot;
  const left = useTimeLeft(week.window.to);
  return (
    <Card
      title="This week"
      className={overview.week}
      aside={
        <>
          {left === null ? 'resets now' : `resets in ${left}`},{' '}
          {formatWeekdayTime(week.window.to, timeZone)}
        </>
      }
    >
      {week.limit ? (
        <Limited snapshot={snapshot} limit={week.limit} />
      ) : (
        <Unlimited snapshot={snapshot} />
      )}
    </Card>
  );
}

function Limited({ snapshot, limit }: { readonly snapshot: Snapshot; readonly limit: WeekLimit }) {
  const { week, timeZone } = snapshot;
  const { tone, word } = useJudgement(snapshot);
  const pace = describePace(week, timeZone);
  const isAbout = limit.source === 'learned' ? 'about ' : '';
  const ofLimit = `of the weekly limit of ${isAbout}${formatMoney(limit.microcents)}`;
  return (
    <>
      <Figure
        size="week"
        tone={tone}
        provenance={week.percentProvenance}
        timeZone={timeZone}
        of={ofLimit}
        beside={
          <>
            {word && <strong className={joinClasses(styles.state, styles[tone])}>{word}</strong>}
            <span>
              of {isAbout}
              {formatMoney(limit.microcents)},{' '}
              <span className={styles.source}>{SOURCE_WORDS[limit.source]}</span>
            </span>
          </>
        }
      >
        {formatPercent(week.percent)}
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
      <LastWeek snapshot={snapshot} />
      <p className={styles.foot}>
        {limit.low !== null && limit.high !== null && (
          <span>
            limit likely {formatMoney(limit.low)} – {formatMoney(limit.high)} ·{' '}
          </span>
        )}
        {week.spent.microcents !== null && `${formatMoney(week.spent.microcents)} spent · `}
        <CostBasisWord figure={week.spent} timeZone={timeZone} of="this week" align="start" />
        <span className={styles.range}>since {formatWeekdayTime(week.window.from, timeZone)}</span>
      </p>
    </>
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
