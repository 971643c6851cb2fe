export const HELP = `tidemark - Claude usage and cost of your organization

  tidemark connect [--forget]             save an admin key in the keychain, or forget it
  tidemark sync [--since ISO]             fetch what is new, back to ISO when given
  tidemark status                         this week, today, the month
  tidemark history --from ISO --to ISO    figures by bucket
          [--grain hour|day|week|month]   (UTC; weeks start on Monday; default day)
          [--by none|model|workspace|api_key|service_tier|token_kind] [--csv]
  tidemark costs [--from ISO --to ISO]    bills beside estimates, and who spent it
                                          (default: the current week)
  tidemark limits show                    learned limits and why, rate and spend limits
  tidemark limits add reading PERCENT     what Claude's usage page says  [--window weekly]
          [--meter api|plan] [--at ISO] [--resets ISO]
  tidemark limits add hit                 a limit was reached            [--window five_hour]
  tidemark limits export | import FILE|-  the records they are learned from, one a line
  tidemark limits learn [--meter plan|api]   replays records from standard input: JSON of
          what they teach. Besides records it takes {"kind":"use","at":ISO,"usd":N,"ieq":N,
          "tokens":N}, an hour of use; {"kind":"running","window":"weekly","start":ISO,
          "end":ISO,"used":{"usd":[N,N]}}; and {"kind":"now","at":ISO}
  tidemark prices                         what each model costs, since when, says who
  tidemark prices set MODEL --uncached-input N --output N   your own price, in dollars
          [--cache-creation-5m N] [--cache-creation-1h N]   per million tokens (the cache
          [--cache-read N] [--from YYYY-MM-DD]              follows input; default: always)
  tidemark prices unset MODEL             takes your own price back
  tidemark statusline                     Claude Code's status line: its JSON in, one line out
  tidemark statusline install [--yes]     puts it into Claude Code's settings; your own stays
  tidemark statusline remove | status     takes it out again, or tells how it is
  tidemark simulator [--port N] [--seed N] [--fault NAME|ID]...
                                          an invented organization to try it on

Everywhere: --json, --data-dir DIR, --help. The key is read from the keychain, or from
ANTHROPIC_ADMIN_KEY; never from an argument.
Exit codes: 0 fine, 1 no, 2 wrong usage, 3 not connected or key refused, 4 no fresh data,
5 storage, 128 + n stopped by signal n.`;
