import { CACHE_TARGET, type CacheGroup } from '../../src-main/shared/cache.js';
import { formatMoney, formatTokens } from '../../src-main/shared/format.js';
import type { Provenance } from '../../src-main/shared/snapshot.js';
import table from '../charts/ChartTable.module.css';
import { formatShare, inputOf } from '../charts/cache-words.js';
import { TableScroller } from '../charts/TableScroller.js';
import { Card } from '../components/Card.js';
import { Name } from '../components/Name.js';
import { Source } from '../components/Source.js';
import styles from './Cache.module.css';
import { CacheBar } from './CacheBar.js';
import { CacheWord } from './CacheWord.js';

interface Props {
  readonly title: string;
  /** What each row is. */
  readonly column: string;
  readonly groups: readonly CacheGroup[];
  /** Of the money. */
  readonly provenance: Provenance;
  readonly timeZone: string;
}

/** Who reads how much from the cache, and what it is worth: most input first. */
export const CacheGroups = ({ title, column, groups, provenance, timeZone }: Props) => (
  <Card
    title={title}
    className={styles.wide}
    aside={
      <Source provenance={provenance} timeZone={timeZone}>
        money: estimate
      </Source>
    }
  >
    <div className={styles.table}>
      <TableScroller label={`Rates ${title.toLowerCase()}`}>
        <table className={table.table}>
          <caption className="visuallyHidden">{title}</caption>
          <thead>
            <tr>
              <th scope="col">{column}</th>
              <th scope="col">From cache</th>
              <th scope="col" className={table.words}>
                Judgement
              </th>
              <th scope="col">Input</th>
              <th scope="col">Saved</th>
              <th scope="col">More at {formatShare(CACHE_TARGET)}</th>
            </tr>
          </thead>
          <tbody>
            {groups.map((group) => (
              <tr key={group.id ?? ' none'}>
                <th scope="row">
                  <Name name={group.label} />
                </th>
                <td>
                  <CacheBar efficiency={group.efficiency} /> {formatShare(group.efficiency)}
                </td>
                <td className={table.words}>
                  <CacheWord efficiency={group.efficiency} />
                </td>
                <td>{formatTokens(inputOf(group))}</td>
                <td>{formatMoney(group.savedMicrocents)}</td>
                <td>{formatMoney(group.couldSaveMicrocents)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </TableScroller>
    </div>
  </Card>
);
