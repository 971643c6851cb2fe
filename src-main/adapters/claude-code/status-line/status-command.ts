/** What Tidemark writes as Claude Code's status-line command. */
export interface StatusCommand {
  readonly node: string;
  readonly script: string;
  readonly dataDirectory: string;
  /** Another command that was there before and runs along. */
  readonly other: string | null;
}

/** A comment for the shell; tells ours from others'. */
const MARK = ' # tidemark';
/** One word in single quotes, without an ambiguity that would make the search slow. */
const WORD = String.raw`'[^']*(?:'\\''[^']*)*'`;
const ALONE = new RegExp(`^(${WORD}) (${WORD}) --data-dir (${WORD})${MARK}$`);
const ALONG = new RegExp(
  `^tidemark_other=(${WORD}); .*\\| (${WORD}) (${WORD}) --data-dir (${WORD}) .*${MARK}$`,
  's',
);
/** As a person may have written it, and nothing around it. */
const BY_HAND =
  /^\s*(?:npx )?(?:node )?(?:"[^"']*"|'[^']*'|[^\s"';&|]*)(?<=tidemark(?:\.mjs)?["']?) statusline\s*$/;

/**
 * The other command gets the same bytes in a subshell of the shell that Claude Code starts: whatever
 * it does there, our line follows. Ours runs first, so that it is recorded however long the other takes.
 */
export function composeStatusCommand(command: StatusCommand): string {
  const { node, script, dataDirectory, other } = command;
  const own = `${quote(node)} ${quote(script)} --data-dir ${quote(dataDirectory)}`;
  if (other === null) return `${own}${MARK}`;
  return [
    `tidemark_other=${quote(other)}`,
    // A shell drops newlines at the end of what it captures, so something stands behind them.
    'tidemark_in=$(cat 2>/dev/null; printf .)',
    `tidemark_line=$(printf %s "\${tidemark_in%.}" 2>/dev/null | ${own} 2>/dev/null)`,
    `tidemark_out=$(printf %s "\${tidemark_in%.}" 2>/dev/null | ( eval " $tidemark_other" ))`,
    '[ -z "$tidemark_out" ] || printf "%s\\n" "$tidemark_out"',
    '[ -z "$tidemark_line" ] || printf "%s\\n" "$tidemark_line"',
    `exit 0${MARK}`,
  ].join('; ');
}

/** Null: it is not ours. */
export function parseStatusCommand(text: string): StatusCommand | null {
  const [, node, script, dataDirectory] = ALONE.exec(text) ?? [];
  if (node && script && dataDirectory) return unquoted(node, script, dataDirectory, null);
  const [, other, ...own] = ALONG.exec(text) ?? [];
  if (other && own[0] && own[1] && own[2]) return unquoted(own[0], own[1], own[2], other);
  return BY_HAND.test(text) ? { node: '', script: '', dataDirectory: '', other: null } : null;
}

const quote = (word: string) => `'${word.replaceAll("'", String.raw`'\''`)}'`;
const unquote = (word: string) => word.slice(1, -1).replaceAll(String.raw`'\''`, "'");

const unquoted = (node: string, script: string, folder: string, other: string | null) => ({
  node: unquote(node),
  script: unquote(script),
  dataDirectory: unquote(folder),
  other: other === null ? null : unquote(other),
});
