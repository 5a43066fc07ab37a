import { randomBytes } from 'node:crypto'
import type { Fault } from '../fault.ts'
import { swap } from './builders.ts'
import {
  back,
  changeClaim,
  dropClaim,
  forEachKind,
  front,
  type IdTokenRow,
  refreshed,
  setClaim,
  wrongTypes,
} from './id-token-rows.ts'

const spec = 'OIDCC 3.1.3.7(11), 3.3.2.11'

const rows: readonly IdTokenRow[] = [
  {
    name: 'nonce-missing',
    breaks: 'has no nonce.',
    spec,
    ids: { [front]: ['PD-085', 'MR-035'], [back]: ['PD-086'] },
    change: dropClaim('nonce'),
  },
  {
    name: 'nonce-wrong',
    breaks: 'has a nonce that nobody sent.',
    spec,
    ids: { [front]: ['MR-036', 'oidcc-client-test-nonce-invalid'] },
    change: changeClaim('nonce', () => 'nobody-sent-this-nonce'),
  },
  {
    name: 'nonce-of-other-session',
    breaks: 'has the nonce of the request before.',
    spec,
    ids: { [front]: ['MR-037'] },
    change: changeClaim('nonce', (nonce, _draft, { memory }) => {
      return swap(memory, 'nonce', String(nonce)) ?? randomBytes(16).toString('hex')
    }),
  },
  {
    name: 'nonce-lower-case',
    breaks: 'has its nonce in lower case.',
    spec,
    ids: { [front]: ['PD-087'] },
    change: changeClaim('nonce', (nonce) => String(nonce).toLowerCase()),
  },
  {
    name: 'nonce-truncated',
    breaks: 'has the first half of the nonce.',
    spec,
    change: changeClaim('nonce', (nonce) => String(nonce).slice(0, String(nonce).length / 2)),
  },
  {
    name: 'nonce-padded',
    breaks: 'has a space behind the nonce.',
    spec,
    change: changeClaim('nonce', (nonce) => `${String(nonce)} `),
  },
  {
    name: 'nonce-changed',
    breaks: 'has a nonce of its own.',
    spec: 'OIDCC 12.2',
    of: [refreshed],
    ids: { [refreshed]: ['PD-129', 'MR-094'] },
    change: setClaim('nonce', 'a-nonce-of-its-own'),
  },
  ...wrongTypes('nonce', spec, ['null', 'empty', 'number', 'array', 'object'], { empty: { [front]: ['MR-038'] } }),
]

/** What ties an ID token to a request. */
export const idTokenNonceFaults: readonly Fault[] = forEachKind(rows)
