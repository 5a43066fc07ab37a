import type { Flaw } from '../support/flawed-program.ts'
import { replies } from './loosely.ts'

/** Clients with which no consent comes about: of them a check has to say so, and nothing that it has not seen. */
export const hopelessFlaws: readonly Omit<Flaw, 'seenBy'>[] = [
  { flaw: 'starts no consent', ...replies('start', () => ({ outcome: 'rejected', code: 'unwilling' })) },
  {
    flaw: 'sends browsers to where they do not come back from',
    start: (url) => url.searchParams.set('redirect_uri', 'https://elsewhere.example/'),
  },
  { flaw: 'refuses every provider', ...replies('configure', () => ({ outcome: 'rejected', code: 'unwilling' })) },
  {
    flaw: 'refuses every callback',
    around: (next) => async (command, input) =>
      command === 'callback' ? { outcome: 'rejected', code: 'unwilling' } : next(command, input),
  },
]
