import { METERS, type Meter } from '../../../src-main/shared/evidence.js';
import type { Limits as Figures } from '../../../src-main/shared/limits.js';
import { windowKey } from '../../../src-main/shared/name-window.js';
import type { Snapshot } from '../../../src-main/shared/snapshot.js';
import { PageHeader } from '../../components/PageHeader.js';
import { Trouble } from '../../components/Trouble.js';
import { useWindow } from '../../store.js';
import { Answer } from '../Answer.js';
import { useTableKey } from '../use-table-key.js';
import { EvidenceCard } from './EvidenceCard.js';
import { firstRecords } from './first-records.js';
import { HeatCard } from './HeatCard.js';
import { LearnedCard } from './LearnedCard.js';
import { LimitCard } from './LimitCard.js';
import styles from './Limits.module.css';
import { METER_SOURCES, METER_WORDS } from './meter-words.js';
import { orderWindows } from './order-windows.js';
import { PublishedCard } from './PublishedCard.js';
import { SetupNotes } from './SetupNotes.js';
import { UnknownTexts } from './UnknownTexts.js';
import { useLimits } from './use-limits.js';

/** What the limits are, how full they are, and how that is known. */
export function Limits({ snapshot }: { readonly snapshot: Snapshot }) {
  const isTable = useWindow((state) => state.limitsChoices.isTable);
  const choose = useWindow((state) => state.chooseLimits);
  const answer = useLimits();
  useTableKey(() => choose({ isTable: !isTable }));
  const { timeZone, connection, mode } = snapshot;
  const isKeyless = mode === 'live' && connection.state === 'never-saved';
  return (
    <>
      <PageHeader title="Limits" />
      {!isKeyless && <Trouble />}
      <Answer answer={answer} shape="page" reading="Reading the limits…" describeEmptiness={never}>
        {(limits) => (
          <div className={styles.stack}>
            <SetupNotes limits={limits} snapshot={snapshot} />
            {limits.isLearning && (
              <p className={styles.learning} role="status">
                Learning from what is new; the figures are of the last time.
              </p>
            )}
            <div className={styles.meters}>
              {metersOf(limits).map((meter) => (
                <Windows key={meter} meter={meter} limits={limits} snapshot={snapshot} />
              ))}
            </div>
            <div className={styles.grid}>
              <Known limits={limits} snapshot={snapshot} />
              {limits.unknown.length > 0 && (
                <UnknownTexts unknown={limits.unknown} timeZone={timeZone} />
              )}
              <PublishedCard limits={limits} snapshot={snapshot} />
            </div>
          </div>
        )}
      </Answer>
    </>
  );
}

/** What is known and what it rests on; without a limit to draw, the evidence has its place. */
function Known({ limits, snapshot }: Omit<Props, 'meter'>) {
  const evidence = <EvidenceCard limits={limits} timeZone={snapshot.timeZone} />;
  const heat = <HeatCard limits={limits} />;
  const isBare = limits.windows.length === 0;
  return (
    <>
      <div className={styles.main}>
        {isBare ? evidence : <LearnedCard limits={limits} snapshot={snapshot} />}
        {!isBare && !isShort(limits) && heat}
      </div>
      <div className={styles.side}>
        {!isBare && evidence}
        {(isBare || isShort(limits)) && heat}
      </div>
    </>
  );
}

/** Fewer rows leave room for another card below them. */
const SHORT = 5;
const isShort = ({ evidence }: Figures) => firstRecords(evidence).length < SHORT;

/** Every part says for itself what it lacks. */
const never = () => null;

/** The one the week's percentage speaks of first; the other only if something was seen of it. */
const metersOf = ({ meter, windows }: Figures): readonly Meter[] => [
  meter,
  ...METERS.filter((other) => other !== meter && windows.some((one) => one.meter === other)),
];

interface Props {
  readonly meter: Meter;
  readonly limits: Figures;
  readonly snapshot: Snapshot;
}

/** About what a card needs: meters stand side by side where all their cards do. */
const CARD_PX = 270;

function Windows({ meter, limits, snapshot }: Props) {
  const own = orderWindows(limits.windows, meter).filter((one) => one.meter === meter);
  return (
    <section
      aria-label={METER_WORDS[meter]}
      className={styles.meter}
      style={{ flex: `${own.length || 1} 1 ${(own.length || 1) * CARD_PX}px` }}
    >
      <p className={styles.whose}>
        <strong>{METER_WORDS[meter]}</strong>, {METER_SOURCES[meter]}
      </p>
      {own.length === 0 ? (
        <p className={styles.nothing}>
          Nothing was seen yet. Use, a percentage from Claude’s usage page or a limit hit begins it.
        </p>
      ) : (
        <div className={styles.cards}>
          {own.map((limit) => (
            <LimitCard key={windowKey(limit)} limit={limit} limits={limits} snapshot={snapshot} />
          ))}
        </div>
      )}
    </section>
  );
}
