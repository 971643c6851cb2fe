import { hexOf, proofOf } from './digest-of.js';
import type { Connection } from './keep-statements.js';

const FACT = 'transcript-round';

export const ASK_ROUND = `SELECT value FROM fact WHERE name = '${FACT}'`;

/**
 * How often everything that was read from transcripts has been forgotten: a salvage tells by it
 * what a person wanted gone. Null where the file does not say so that it can be believed.
 */
export function readRound(rows: readonly unknown[] | null): number | null {
  if (!rows) return null;
  if (rows.length === 0) return 0;
  const [round, proof] = String(Reflect.get(Object(rows[0]), 'value')).split(' ');
  return proof === proofOfRound(Number(round)) ? Number(round) : null;
}

export function saveRound(connection: Pick<Connection, 'prepare'>, round: number): void {
  const save = connection.prepare('INSERT OR REPLACE INTO fact (name, value) VALUES (?, ?)');
  save.run(FACT, `${round} ${proofOfRound(round)}`);
}

const proofOfRound = (round: number) => hexOf(proofOf([FACT, round]));
