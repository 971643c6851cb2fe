import type { Failure } from '../../shared/failure.js';
import { failed, ok, type Result } from '../../shared/result.js';
import type { CancelSignal, Page } from '../ports.js';

/** More than this for one question is a loop. */
export const MOST_PAGES = 200;

/**
 * Follows a report to its last page. A page that is refused in the middle may have grown too old:
 * the report is read once more from its beginning (A34).
 */
export async function fetchPages<T>(
  fetchPage: (page: string | null) => Promise<Result<Page<T>>>,
  signal: CancelSignal,
  mostPages = MOST_PAGES,
): Promise<Result<readonly T[]>> {
  let hasStarted = false;
  const track = (page: string | null) => {
    hasStarted ||= page !== null;
    return fetchPage(page);
  };
  const first = await followPages(track, signal, mostPages);
  const isLostPage = !first.ok && first.failure.kind === 'bad-request' && hasStarted;
  return isLostPage ? followPages(fetchPage, signal, mostPages) : first;
}

const tooManyPages = (mostPages: number): Failure => ({
  kind: 'incomplete',
  detail: `more than ${mostPages} pages`,
  mayBeTooMuch: true,
});

/** A token that repeats would never end. */
async function followPages<T>(
  fetchPage: (page: string | null) => Promise<Result<Page<T>>>,
  signal: CancelSignal,
  mostPages: number,
): Promise<Result<readonly T[]>> {
  const items: T[] = [];
  const seen = new Set<string>();
  let page: string | null = null;
  for (;;) {
    if (signal.aborted) return failed({ kind: 'cancelled' });
    const answer: Result<Page<T>> = await fetchPage(page);
    if (!answer.ok) return answer;
    items.push(...answer.value.items);
    page = answer.value.next;
    if (page === null) return ok(items);
    if (seen.has(page)) return failed({ kind: 'incomplete', detail: 'the same page again' });
    seen.add(page);
    if (seen.size >= mostPages) return failed(tooManyPages(mostPages));
  }
}
