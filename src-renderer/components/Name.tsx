import { plainName } from '../../src-main/shared/plain-name.js';
import styles from './Name.module.css';

interface Props {
  readonly name: string;
  /** End of the id, where the name alone is blank or not the only one. */
  readonly hint?: string | null;
}

/** Text from outside: isolated, one line, shortened; the title holds more of it. */
export function Name({ name, hint = null }: Props) {
  const plain = plainName(name);
  return (
    <span className={styles.name} title={plainName(name, 240) || undefined}>
      {plain ? <bdi>{plain}</bdi> : <i>unnamed</i>}
      {hint && <span className={styles.hint}> {hint}</span>}
    </span>
  );
}
