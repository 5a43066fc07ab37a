import { Type } from 'typebox'
import type { Fault } from '../fault.ts'
import {
  back,
  changeClaim,
  dropClaim,
  everyKind,
  forEachKind,
  front,
  type IdTokenRow,
  refreshed,
  setClaim,
  wrongTypes,
} from './id-token-rows.ts'

const expSpec = 'OIDCC 3.1.3.7(9)'
const iatSpec = 'OIDCC 3.1.3.7(10)'
const nbfSpec = 'RFC 7519 4.1.5'
const authTimeSpec = 'OIDCC 2, 3.1.3.7(13)'
const [tenMinutes, day, year] = [600, 86_400, 31_536_000]

/** Moves a time claim. */
function move(claim: string, seconds: number) {
  return changeClaim(claim, (value) => Number(value) + seconds)
}

function milliseconds(claim: string) {
  return changeClaim(claim, (value) => Number(value) * 1000)
}

const expRows: readonly IdTokenRow[] = [
  {
    name: 'exp-past',
    breaks: 'has expired an hour ago.',
    spec: expSpec,
    of: everyKind,
    ids: { [front]: ['MR-028'] },
    change: changeClaim('exp', (_exp, { claims: { iat } }) => Number(iat) - 3600),
  },
  { name: 'exp-missing', breaks: 'has no exp.', spec: expSpec, of: everyKind, change: dropClaim('exp') },
  { name: 'exp-milliseconds', breaks: 'has its exp in milliseconds.', spec: expSpec, change: milliseconds('exp') },
  { name: 'exp-zero', breaks: 'expired in 1970.', spec: expSpec, change: setClaim('exp', 0) },
  { name: 'exp-negative', breaks: 'has a negative exp.', spec: expSpec, change: setClaim('exp', -1) },
  { name: 'exp-in-ten-years', breaks: 'is good for ten years.', spec: expSpec, change: move('exp', 10 * year) },
  {
    name: 'exp-before-iat',
    breaks: 'expires before it was issued.',
    spec: expSpec,
    change: changeClaim('exp', (_exp, { claims: { iat } }) => Number(iat) - 1),
  },
  ...wrongTypes('exp', expSpec, ['null', 'string', 'array', 'object', 'boolean'], {
    string: { [front]: ['PD-082', 'MR-030'] },
  }),
]

const iatRows: readonly IdTokenRow[] = [
  {
    name: 'iat-missing',
    breaks: 'has no iat.',
    spec: iatSpec,
    of: everyKind,
    ids: { [front]: ['MR-031', 'oidcc-client-test-missing-iat'] },
    change: dropClaim('iat'),
  },
  {
    name: 'iat-future',
    breaks: 'was issued ten minutes from now.',
    spec: iatSpec,
    of: everyKind,
    ids: { [front]: ['PD-084', 'MR-033'] },
    change: move('iat', tenMinutes),
  },
  { name: 'iat-old', breaks: 'was issued a day ago.', spec: iatSpec, change: move('iat', -day) },
  { name: 'iat-milliseconds', breaks: 'has its iat in milliseconds.', spec: iatSpec, change: milliseconds('iat') },
  ...wrongTypes('iat', iatSpec, ['null', 'string', 'array', 'object']),
]

const nbfRows: readonly IdTokenRow[] = [
  {
    name: 'nbf-future',
    breaks: 'is not valid for another ten minutes.',
    spec: nbfSpec,
    of: everyKind,
    ids: { [front]: ['MR-034'] },
    change: move('nbf', tenMinutes),
  },
  { name: 'nbf-missing', breaks: 'has no nbf.', spec: 'OIDCC 2', isRight: true, change: dropClaim('nbf') },
  ...wrongTypes('nbf', nbfSpec, ['null', 'string']),
]

const authTimeRows: readonly IdTokenRow[] = [
  {
    name: 'auth-time-changed',
    breaks: 'tells of another time of login than the token before.',
    spec: 'OIDCC 3.3.3.6',
    of: [back, refreshed],
    ids: { [back]: ['PD-096'], [refreshed]: ['MR-095'] },
    change: move('auth_time', 1),
  },
  {
    name: 'auth-time-old',
    breaks: 'tells of a login a day ago, older than max_age allows.',
    spec: authTimeSpec,
    ids: { [back]: ['MR-078'] },
    change: move('auth_time', -day),
  },
  { name: 'auth-time-missing', breaks: 'has no auth_time.', spec: authTimeSpec, change: dropClaim('auth_time') },
  { name: 'auth-time-future', breaks: 'tells of a login to come.', spec: authTimeSpec, change: move('auth_time', day) },
  ...wrongTypes('auth_time', authTimeSpec, ['null', 'string', 'array']),
]

const skew = Type.Object(
  { seconds: Type.Integer({ minimum: 0, maximum: 86_400, default: 61, description: 'How long it has expired.' }) },
  { additionalProperties: false },
)

/** Just past the clock skew that a client allows. */
const justExpired: Fault = {
  name: 'front-id-token-exp-beyond-skew',
  group: 'id-token',
  breaks: 'The ID token of the callback has expired by a little more than a clock may be wrong.',
  spec: expSpec,
  expected: 'The client, which allows a minute, rejects the callback.',
  ids: ['MR-029'],
  endpoints: ['authorize', 'authorize-callback'],
  parameters: skew,
  at: {
    token: (draft, { exchange, parameters }) =>
      draft.kind === front
        ? { ...draft, claims: { ...draft.claims, exp: exchange.world.clock.seconds() - Number(parameters.seconds) } }
        : undefined,
  },
}

/** When an ID token was issued, from when and until when it is good, and when the user signed in. */
export const idTokenTimeFaults: readonly Fault[] = [
  ...forEachKind([...expRows, ...iatRows, ...nbfRows, ...authTimeRows]),
  justExpired,
]
