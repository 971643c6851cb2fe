import styles from './Plot.module.css';

/** A piece of the line that stands for the time before. */
export const BeforeSwatch = () => (
  <svg width="14" height="10" aria-hidden="true">
    <path className={styles.before} d="M0 7.5h7V2.5h7" />
  </svg>
);
