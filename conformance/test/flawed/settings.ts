import type { Flaw } from '../support/flawed-program.ts'

/** Clients whose figures their makers have chosen wrongly. */
export const settingsFlaws: readonly Flaw[] = [
  { flaw: 'clocks may differ by five minutes', seenBy: 'RP-50', options: { clockToleranceSeconds: 300 } },
  { flaw: 'clocks may not differ at all', seenBy: 'RP-50', options: { clockToleranceSeconds: 0 } },
  { flaw: 'tokens are refreshed with every call', seenBy: 'RP-73', options: { refreshSkewSeconds: 300 } },
  { flaw: 'tokens are refreshed after the API has refused them', seenBy: 'RP-73', options: { refreshSkewSeconds: 0 } },
  { flaw: 'calls are repeated without waiting', seenBy: 'RP-76', options: { sleep: async () => {} } },
  {
    flaw: 'calls are repeated ten times',
    seenBy: 'RP-76',
    options: { apiAttempts: 10, sleep: async () => {} },
  },
  { flaw: 'calls are never repeated', seenBy: 'RP-76', options: { apiAttempts: 1 } },
]
