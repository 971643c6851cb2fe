import { formatDateTime } from '../../../src-main/shared/format.js';
import type { Limits } from '../../../src-main/shared/limits.js';
import { plainName } from '../../../src-main/shared/plain-name.js';
import { Card } from '../../components/Card.js';
import styles from './Limits.module.css';

interface Props {
  readonly unknown: Limits['unknown'];
  readonly timeZone: string;
}

const LONGEST_TEXT = 200;
const MOST_TEXTS = 10;

/** Texts that look like a limit: told, never guessed. */
export const UnknownTexts = ({ unknown, timeZone }: Props) => (
  <Card title="Texts that Tidemark does not know" className={styles.wide}>
    <p className={styles.quiet}>
      They look like a limit, and nothing is learned from them. If one was your limit, add it as “I
      just hit the limit” with its time.
    </p>
    <ul className={styles.texts}>
      {unknown.slice(0, MOST_TEXTS).map(({ id, at, text }) => (
        <li key={id}>
          <span className={styles.quiet}>{formatDateTime(at, timeZone)}</span>{' '}
          <bdi>{plainName(text, LONGEST_TEXT) || 'no text'}</bdi>
        </li>
      ))}
    </ul>
  </Card>
);
