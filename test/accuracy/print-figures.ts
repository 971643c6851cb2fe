import type { Judged } from './judge-figures.js';

/** One calm table: figure, wanted, got, cases. */
export function printFigures(figures: readonly Judged[]): void {
  const rows = [
    ['figure', 'wanted', 'got', 'cases', ''],
    ...figures.map(({ figure, wanted, got, cases, isMet }) => [
      figure,
      wanted,
      got,
      String(cases),
      isMet === false ? 'MISSED' : '',
    ]),
  ];
  const widths = [0, 1, 2, 3].map((column) =>
    Math.max(...rows.map((row) => row[column]?.length ?? 0)),
  );
  for (const [figure = '', wanted = '', got = '', cases = '', verdict = ''] of rows) {
    const [first = 0, second = 0, third = 0, fourth = 0] = widths;
    const cells = [
      figure.padEnd(first),
      wanted.padStart(second),
      got.padStart(third),
      cases.padStart(fourth),
      verdict,
    ];
    console.log(cells.join('  ').trimEnd());
  }
}
