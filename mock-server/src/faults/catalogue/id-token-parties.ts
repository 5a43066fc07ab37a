import { createHash } from 'node:crypto'
import type { Fault } from '../fault.ts'
import {
  back,
  changeClaim,
  claims,
  dropClaim,
  everyKind,
  forEachKind,
  front,
  type IdTokenRow,
  refreshed,
  setClaim,
  wrongTypes,
} from './id-token-rows.ts'

const issSpec = 'OIDCC 3.1.3.7(2)'
const subSpec = 'OIDCC 2'
const audSpec = 'OIDCC 3.1.3.7(3)'
const azpSpec = 'OIDCC 3.1.3.7(4, 5)'
const evil = 'https://evil.example'

const issRows: readonly IdTokenRow[] = [
  {
    name: 'iss-wrong',
    breaks: 'names another issuer.',
    spec: issSpec,
    of: everyKind,
    ids: {
      [front]: ['oidcc-client-test-invalid-iss'],
      [back]: ['MR-070'],
      [refreshed]: ['oidcc-client-test-refresh-token-invalid-issuer'],
    },
    change: setClaim('iss', evil),
  },
  {
    name: 'iss-trailing-slash',
    breaks: 'has a slash behind the issuer.',
    spec: issSpec,
    of: everyKind,
    ids: { [front]: ['MR-015'] },
    change: changeClaim('iss', (iss) => `${String(iss)}/`),
  },
  {
    name: 'iss-missing',
    breaks: 'has no iss.',
    spec: issSpec,
    of: everyKind,
    ids: { [front]: ['MR-016'] },
    change: dropClaim('iss'),
  },
  {
    name: 'iss-http',
    breaks: 'names the issuer with http.',
    spec: issSpec,
    change: changeClaim('iss', (iss) => String(iss).replace('https:', 'http:')),
  },
  {
    name: 'iss-upper-case',
    breaks: 'names the issuer in upper case.',
    spec: issSpec,
    change: changeClaim('iss', (iss) => String(iss).toUpperCase()),
  },
  {
    name: 'iss-of-other-stage',
    breaks: 'names the host of the other stage as issuer.',
    spec: issSpec,
    change: changeClaim('iss', () => 'https://api.sandbox.mobilepay.dk/merchant'),
  },
  {
    name: 'iss-longer',
    breaks: 'names an issuer that begins with the right one.',
    spec: issSpec,
    change: changeClaim('iss', (iss) => `${String(iss)}.evil.example`),
  },
  ...wrongTypes('iss', issSpec, ['null', 'empty', 'number', 'array', 'object'], { array: { [front]: ['MR-017'] } }),
]

const subRows: readonly IdTokenRow[] = [
  {
    name: 'sub-missing',
    breaks: 'has no sub.',
    spec: subSpec,
    of: everyKind,
    ids: { [front]: ['PD-076', 'oidcc-client-test-missing-sub'] },
    change: dropClaim('sub'),
  },
  {
    name: 'sub-too-long',
    breaks: 'has a sub of 300 characters.',
    spec: subSpec,
    ids: { [front]: ['PD-077'] },
    change: setClaim('sub', 's'.repeat(300)),
  },
  {
    name: 'sub-of-other-user',
    breaks: 'names another user than the login.',
    spec: 'OIDCC 3.3.3.6',
    of: everyKind,
    ids: { [back]: ['PD-095'], [refreshed]: ['MR-091', 'oidcc-client-test-refresh-token-invalid-sub'] },
    change: changeClaim('sub', (sub, _draft, { exchange }) => {
      return exchange.world.users.find((user) => user.sub !== sub)?.sub ?? `${String(sub)}-other`
    }),
  },
  {
    name: 'sub-not-ascii',
    breaks: 'has a sub that is not ASCII.',
    spec: subSpec,
    change: changeClaim('sub', (sub) => `${String(sub)}-ø`),
  },
  ...wrongTypes('sub', subSpec, ['null', 'empty', 'number', 'array', 'object'], { number: { [front]: ['MR-026'] } }),
]

const audRows: readonly IdTokenRow[] = [
  {
    name: 'aud-wrong',
    breaks: 'is for another client.',
    spec: audSpec,
    of: everyKind,
    ids: {
      [front]: ['PD-078', 'MR-018', 'oidcc-client-test-invalid-aud'],
      [refreshed]: ['PD-126', 'MR-093', 'oidcc-client-test-refresh-token-invalid-aud'],
    },
    change: setClaim('aud', 'another-client'),
  },
  {
    name: 'aud-missing',
    breaks: 'has no aud.',
    spec: audSpec,
    of: everyKind,
    ids: { [front]: ['MR-019', 'oidcc-client-test-missing-aud'] },
    change: dropClaim('aud'),
  },
  {
    name: 'aud-array-without-client',
    breaks: 'is for several clients, this one not among them.',
    spec: audSpec,
    ids: { [front]: ['MR-020'] },
    change: setClaim('aud', ['another-client', 'a-third-client']),
  },
  {
    name: 'aud-extra',
    breaks: 'is also for an audience that nobody trusts.',
    spec: audSpec,
    ids: { [front]: ['PD-079', 'MR-021'] },
    change: claims((given, { clientId }) => ({ ...given, aud: [clientId, evil], azp: clientId })),
  },
  {
    name: 'aud-two-without-azp',
    breaks: 'is for two audiences and has no azp.',
    spec: azpSpec,
    ids: { [front]: ['MR-023'] },
    change: changeClaim('aud', (aud) => [aud, 'https://api.mobilepay.dk/merchant/resources']),
  },
  {
    name: 'aud-upper-case',
    breaks: 'is for the client in upper case.',
    spec: audSpec,
    change: changeClaim('aud', (aud) => String(aud).toUpperCase()),
  },
  {
    name: 'aud-of-access-token',
    breaks: 'is for the APIs, as access tokens are.',
    spec: audSpec,
    change: changeClaim('aud', (_aud, { claims: { iss } }) => `${String(iss)}/resources`),
  },
  {
    name: 'aud-empty-array',
    breaks: 'is for nobody.',
    spec: audSpec,
    change: setClaim('aud', []),
  },
  {
    name: 'aud-single-in-array',
    breaks: 'has its one audience in an array.',
    spec: 'OIDCC 2',
    of: everyKind,
    isRight: true,
    change: changeClaim('aud', (aud) => [aud]),
  },
  ...wrongTypes('aud', audSpec, ['null', 'empty', 'number', 'object']),
]

const azpRows: readonly IdTokenRow[] = [
  {
    name: 'azp-wrong',
    breaks: 'was issued to another client by its azp.',
    spec: azpSpec,
    of: everyKind,
    ids: { [front]: ['PD-080', 'MR-022'], [refreshed]: ['oidcc-client-test-refresh-token-invalid-azp'] },
    change: setClaim('azp', 'another-client'),
  },
  { name: 'azp-number', breaks: 'has a number for azp.', spec: azpSpec, change: setClaim('azp', 42) },
  { name: 'azp-null', breaks: 'has null for azp.', spec: azpSpec, change: setClaim('azp', null) },
  {
    name: 'azp-right',
    breaks: 'names the client in azp as well.',
    spec: azpSpec,
    isRight: true,
    change: claims((given, { clientId }) => ({ ...given, azp: clientId })),
  },
]

/** A new name for the user at each login, the same in all tokens of that login as far as they can be told. */
const restlessSub: Fault = {
  name: 'sub-changes-every-login',
  group: 'id-token',
  breaks: 'A user has another sub at every login.',
  spec: 'OIDCC 2, 8',
  expected: 'A conformance suite finds it; a client sees a new user every time.',
  ids: ['PD-099'],
  endpoints: ['authorize', 'authorize-callback', 'token'],
  at: {
    token(draft, { memory }) {
      const { sub, nonce } = draft.claims
      if (sub === undefined) return undefined
      const key = `${draft.clientId} ${String(sub)}`
      if (typeof nonce === 'string') memory.set(key, createHash('sha256').update(nonce).digest('hex').slice(0, 32))
      const changed = memory.get(key)
      return changed === undefined ? undefined : { ...draft, claims: { ...draft.claims, sub: changed } }
    },
  },
}

/** Who issued an ID token, about whom, and for whom. */
export const idTokenPartyFaults: readonly Fault[] = [
  ...forEachKind([...issRows, ...subRows, ...audRows, ...azpRows]),
  restlessSub,
]
