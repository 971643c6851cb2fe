import { PageHeader } from '../components/PageHeader.js';
import styles from './Opening.module.css';

/** The main process has no figures yet; it sends them by itself. */
export const Opening = () => (
  <>
    <PageHeader title="Tidemark" />
    <p className={styles.words}>Opening your figures…</p>
  </>
);
