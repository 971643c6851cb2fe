import { Button } from '../components/Button.js';

interface Props {
  readonly isTable: boolean;
  readonly onToggle: () => void;
}

/** The chart's figures as a table; the key does the same. */
export const TableButton = ({ isTable, onToggle }: Props) => (
  <Button aria-pressed={isTable} aria-keyshortcuts="t" title="Key: t" onClick={onToggle}>
    Table
  </Button>
);
