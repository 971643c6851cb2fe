export const HELP = `tidemark - Claude usage and cost of your organization

  tidemark connect [--forget]             save an admin key in the keychain, or forget it
  tidemark sync [--since ISO]             fetch what is new, back to ISO when given
  tidemark status                         this week, today, the month
  tidemark history --from ISO --to ISO    figures by bucket
          [--grain hour|day|week|month]   (UTC; weeks start on Monday; default day)
          [--by none|model|workspace|api_key|service_tier|token_kind] [--csv]
  tidemark limits show                    published limits, and since when they hold
  tidemark simulator [--port N] [--seed N] [--fault NAME|ID]...
                                          an invented organization to try it on

Everywhere: --json, --data-dir DIR, --help. The key is read from the keychain, or from
ANTHROPIC_ADMIN_KEY; never from an argument.
Exit codes: 0 fine, 1 no, 2 wrong usage, 3 not connected or key refused, 4 no fresh data,
5 storage, 128 + n stopped by signal n.`;
