import { describe, expect, it } from 'vitest';
import type { Page } from '../../../src-main/core/ports.js';
import { createCancelScope } from '../../../src-main/core/sync/create-cancel-scope.js';
import { fetchPages } from '../../../src-main/core/sync/fetch-pages.js';
import { failed, ok, type Result } from '../../../src-main/shared/result.js';

const free = () =>
  createCancelScope({
    aborted: false,
    addEventListener: () => undefined,
    removeEventListener: () => undefined,
  });

/** Answers in turn and keeps the pages that were asked for. */
function report(...answers: Result<Page<string>>[]) {
  const asked: (string | null)[] = [];
  const fetchPage = (page: string | null) => {
    asked.push(page);
    return Promise.resolve(answers[asked.length - 1] ?? expect.unreachable('asked too often'));
  };
  return { asked, read: (most?: number) => fetchPages(fetchPage, free().signal, most) };
}
const page = (items: string, next: string | null = null) => ok({ items: [...items], next });

describe('following pages', () => {
  it('hands each token on and joins the items in order', async () => {
    const { asked, read } = report(page('ab', 'p1'), page('', 'p2'), page('c'));
    expect(await read()).toEqual(ok(['a', 'b', 'c']));
    expect(asked).toEqual([null, 'p1', 'p2']);
  });

  it('A33: a token that comes again ends the report as incomplete', async () => {
    const { asked, read } = report(page('a', 'p1'), page('b', 'p1'));
    expect(await read()).toMatchObject({ ok: false, failure: { kind: 'incomplete' } });
    expect(asked).toEqual([null, 'p1']);
  });

  it('A33: a circle of tokens ends at the second sight of the first', async () => {
    const { asked, read } = report(page('a', 'p1'), page('b', 'p2'), page('c', 'p1'));
    expect(await read()).toMatchObject({ ok: false, failure: { kind: 'incomplete' } });
    expect(asked).toHaveLength(3);
  });

  it('A33: tokens that never end are stopped', async () => {
    let asked = 0;
    const endless = () => {
      asked += 1;
      return Promise.resolve(page('x', `p${asked}`));
    };
    const ended = await fetchPages(endless, free().signal);
    // Said as it is, and a narrower question may have fewer.
    expect(ended).toEqual(
      failed({ kind: 'incomplete', detail: 'more than 200 pages', mayBeTooMuch: true }),
    );
    expect(asked).toBe(200);
  });

  it('as many pages as are allowed are read', async () => {
    const { read } = report(page('a', 'p1'), page('b', 'p2'), page('c'));
    expect(await read(3)).toEqual(ok(['a', 'b', 'c']));
    const more = report(page('a', 'p1'), page('b', 'p2'), page('c'));
    expect(await more.read(2)).toMatchObject({ failure: { detail: 'more than 2 pages' } });
  });

  it('a failure on any page is the failure of the report', async () => {
    const { asked, read } = report(page('a', 'p1'), failed({ kind: 'offline' }));
    expect(await read()).toEqual(failed({ kind: 'offline' }));
    expect(asked).toHaveLength(2);
  });

  it('A34: a page refused in the middle starts the report again, without what came before', async () => {
    const refused = failed({ kind: 'bad-request' });
    const again = report(page('ab', 'p1'), refused, page('xy', 'q1'), page('z'));
    expect(await again.read()).toEqual(ok(['x', 'y', 'z']));
    expect(again.asked).toEqual([null, 'p1', null, 'q1']);
  });

  it('A34: it starts again only once', async () => {
    const refused = failed({ kind: 'bad-request' });
    const { asked, read } = report(page('a', 'p1'), refused, page('a', 'p1'), refused);
    expect(await read()).toEqual(refused);
    expect(asked).toHaveLength(4);
  });

  it('A5: a first page that is refused is not asked for again', async () => {
    const { asked, read } = report(failed({ kind: 'bad-request' }));
    expect(await read()).toEqual(failed({ kind: 'bad-request' }));
    expect(asked).toEqual([null]);
  });

  it('what is cancelled asks for no further page', async () => {
    const scope = free();
    let asked = 0;
    const ended = await fetchPages(() => {
      asked += 1;
      scope.cancel();
      return Promise.resolve(page('a', 'p1'));
    }, scope.signal);
    expect(ended).toEqual(failed({ kind: 'cancelled' }));
    expect(asked).toBe(1);
  });
});
