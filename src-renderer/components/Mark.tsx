/** The highest tide's mark above the water. */
export const Mark = () => (
  <svg
    width="20"
    height="16"
    viewBox="0 0 20 16"
    fill="none"
    strokeLinecap="round"
    aria-hidden="true"
  >
    <path d="M2 4h10" stroke="var(--amber)" strokeWidth="2.2" />
    <path
      d="M2 11.5c1.8-2 3.5-2 5.3 0s3.5 2 5.3 0 3.5-2 5.3 0"
      stroke="var(--tide)"
      strokeWidth="2.2"
    />
  </svg>
);
