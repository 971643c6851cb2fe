import type { ReactNode } from 'react';
import styles from './Field.module.css';
import type { SaveState } from './use-setting.js';

interface Props {
  readonly id: string;
  readonly label: string;
  readonly save: SaveState;
  readonly children: ReactNode;
}

/** One setting: its name, its control, and quietly whether it was saved. */
export const Field = ({ id, label, save, children }: Props) => (
  <div className={styles.field}>
    <label htmlFor={id}>{label}</label>
    <span className={styles.control}>{children}</span>
    <p
      id={`${id}-save`}
      className={save.at === 'refused' ? styles.refused : styles.saved}
      role="status"
    >
      {save.at === 'saved' && 'saved'}
      {save.at === 'refused' && save.why}
    </p>
  </div>
);
