import { plainName } from '../../src-main/shared/plain-name.js';
import styles from './CutName.module.css';

interface Props {
  readonly name: string;
  /** End of the id, where the name alone is not the only one. */
  readonly hint?: string | null;
}

/** Letters that stay at the end, where names of one house differ. */
const END = 12;
const LONGEST = 240;
const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** Text from outside on one line: without room it loses its middle, so that both ends are read. */
export function CutName({ name, hint = null }: Props) {
  const plain = plainName(name, LONGEST);
  const letters = Array.from(graphemes.segment(plain), ({ segment }) => segment);
  const cut = Math.max(0, letters.length - END);
  return (
    <span className={styles.name} title={plain || undefined}>
      {plain ? (
        <bdi className={styles.whole}>
          <span className={styles.start}>{letters.slice(0, cut).join('')}</span>
          <span>{letters.slice(cut).join('')}</span>
        </bdi>
      ) : (
        <i>unnamed</i>
      )}
      {hint && <span className={styles.hint}> {hint}</span>}
    </span>
  );
}
