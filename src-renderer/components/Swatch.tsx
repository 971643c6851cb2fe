import styles from './Swatch.module.css';

export const Swatch = ({ colour }: { readonly colour: string }) => (
  <svg className={styles.swatch} width="10" height="10" aria-hidden="true">
    <rect width="10" height="10" rx="2.5" fill={colour} />
  </svg>
);
