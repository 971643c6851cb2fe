import { type Evidence, halfOf } from '../../../shared/evidence.js';
import type { NewEvidence } from '../../../shared/limits.js';
import type { Instant } from '../../../shared/units.js';
import { lengthOf } from '../windows/limit-window.js';

/** What a person said of a limit, at `now` where they gave no time. */
export function evidenceOfPerson(said: NewEvidence, now: Instant): Evidence {
  const at = said.at ?? now;
  const record: Evidence = {
    id: `${said.kind}:${said.meter}:${said.window}:${at}`,
    meter: said.meter,
    kind: said.kind,
    window: said.window,
    at,
    start: null,
    end: null,
    used: null,
    settled: null,
    pct: null,
    half: null,
    since: null,
    source: 'manual',
    isExact: false,
    isPartlySeen: false,
    note: null,
    isIgnored: false,
  };
  if (said.kind === 'hit') return record;
  if (said.kind === 'change') {
    const { isDenied } = said;
    const note = isDenied ? 'It did not change.' : null;
    return { ...record, note, isIgnored: isDenied, isDenied };
  }
  return {
    ...record,
    source: 'entry',
    pct: said.pct,
    half: halfOf(said.pct, false),
    start: said.resetsAt === null ? null : said.resetsAt - lengthOf(said.window),
    end: said.resetsAt,
  };
}
