import { type ReactNode, useId } from 'react';
import styles from './SettingsGroup.module.css';

interface Props {
  readonly title: string;
  readonly words: ReactNode;
  readonly children: ReactNode;
}

export function SettingsGroup({ title, words, children }: Props) {
  const id = useId();
  return (
    <section className={styles.group} aria-labelledby={id}>
      <div className={styles.head}>
        <h2 id={id}>{title}</h2>
        <p className={styles.words}>{words}</p>
      </div>
      <div className={styles.fields}>{children}</div>
    </section>
  );
}
