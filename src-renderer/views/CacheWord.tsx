import { type CacheJudgement, judgeCache } from '../charts/cache-words.js';
import styles from './CacheWord.module.css';

const SHAPES: Readonly<Record<CacheJudgement, string>> = {
  'on target': 'M5 .5a4.5 4.5 0 1 1 0 9a4.5 4.5 0 1 1 0-9z',
  'below target': 'M1 5.2a4 4 0 0 0 8 0z',
  low: 'M.3 1h9.4L5 9.4z',
};
const TONES: Readonly<Record<CacheJudgement, string | undefined>> = {
  'on target': styles.fine,
  'below target': styles.amber,
  low: styles.red,
};

/** Each judgement has a shape and a word besides its colour. */
export function CacheWord({ efficiency }: { readonly efficiency: number | null }) {
  const judgement = judgeCache(efficiency);
  if (judgement === null) return null;
  return (
    <span className={styles.word}>
      <svg className={TONES[judgement]} width="10" height="10" aria-hidden="true">
        <path d={SHAPES[judgement]} />
        {judgement === 'below target' && <circle className={styles.rim} cx="5" cy="5" r="4" />}
      </svg>
      {judgement}
    </span>
  );
}
