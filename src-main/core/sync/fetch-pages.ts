import { failed, ok, type Result } from '../../shared/result.js';
import type { CancelSignal, Page } from '../ports.js';

/** 13 months of hours are 57 pages; more than this for one span is a loop. */
const MAX_PAGES = 200;

/**
 * Follows a report to its last page. A page that is refused in the middle may have grown too old:
 * the report is read once more from its beginning (A34).
 */
export async function fetchPages<T>(
  fetchPage: (page: string | null) => Promise<Result<Page<T>>>,
  signal: CancelSignal,
): Promise<Result<readonly T[]>> {
  let hasStarted = false;
  const track = (page: string | null) => {
    hasStarted ||= page !== null;
    return fetchPage(page);
  };
  const first = await followPages(track, signal);
  const isLostPage = !first.ok && first.failure.kind === 'bad-request' && hasStarted;
  return isLostPage ? followPages(fetchPage, signal) : first;
}

/** A token that repeats would never end. */
async function followPages<T>(
  fetchPage: (page: string | null) => Promise<Result<Page<T>>>,
  signal: CancelSignal,
): Promise<Result<readonly T[]>> {
  const items: T[] = [];
  const seen = new Set<string>();
  let page: string | null = null;
  do {
    if (signal.aborted) return failed({ kind: 'cancelled' });
    const answer: Result<Page<T>> = await fetchPage(page);
    if (!answer.ok) return answer;
    items.push(...answer.value.items);
    page = answer.value.next;
    if (page !== null && (seen.has(page) || seen.size >= MAX_PAGES)) {
      return failed({ kind: 'incomplete', detail: 'the same page again' });
    }
    if (page !== null) seen.add(page);
  } while (page !== null);
  return ok(items);
}
