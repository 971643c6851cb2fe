import type { ReactNode } from 'react';
import type { StatusLinePreview } from '../../../src-main/shared/limits.js';
import { plainName } from '../../../src-main/shared/plain-name.js';
import styles from './LimitSettings.module.css';
import { showLines } from './show-lines.js';

/** The lines of Claude Code's settings before and after, and where the old file goes. */
export const StatusLineChange = ({ preview }: { readonly preview: StatusLinePreview }) => {
  const { file, before, after, backup } = preview;
  return (
    <div className={styles.preview}>
      <p>
        In <bdi>{plainName(file, 200)}</bdi>:
      </p>
      <Lines title="Now">{before === null ? null : showLines(before)}</Lines>
      <Lines title="Then">{after === null ? null : showLines(after)}</Lines>
      <p>
        {backup === null ? (
          'There is no file yet, so none is kept.'
        ) : (
          <>
            The file as it is now is kept as <bdi>{plainName(backup, 200)}</bdi>.
          </>
        )}
      </p>
    </div>
  );
};

const Lines = ({ title, children }: { readonly title: string; readonly children: ReactNode }) => (
  <div>
    <p>{title}</p>
    {children === null ? (
      <p className={styles.quiet}>no status line</p>
    ) : (
      // biome-ignore lint/a11y/noNoninteractiveTabindex: without a tab stop keys could not scroll it
      <pre tabIndex={0}>{children}</pre>
    )}
  </div>
);
