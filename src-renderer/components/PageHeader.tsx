import type { ReactNode } from 'react';
import { Freshness } from './Freshness.js';
import styles from './PageHeader.module.css';

interface Props {
  readonly title: string;
  readonly children?: ReactNode;
}

export const PageHeader = ({ title, children }: Props) => (
  <div className={styles.header}>
    <h1>{title}</h1>
    {children}
    <div className={styles.freshness}>
      <Freshness />
    </div>
  </div>
);
