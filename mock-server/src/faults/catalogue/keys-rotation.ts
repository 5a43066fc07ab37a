import { testKeys } from '@mobilepay-oidc/fixtures'
import { jwtHeader, signRs256 } from '../../engine/jwt.ts'
import { SigningKeys } from '../../engine/signing-keys.ts'
import type { TokenDraft } from '../../engine/token-draft.ts'
import type { Exchange } from '../../http/exchange.ts'
import type { EndpointLabel } from '../../journal/endpoint-label.ts'
import type { Fault, FaultContext } from '../fault.ts'
import type { Json } from '../points.ts'
import { attackerJwk, attackerKid, signEs256 } from './attacker-keys.ts'

const endpoints: readonly EndpointLabel[] = ['jwks', 'authorize', 'authorize-callback', 'token']
const takesItUp = 'The client fetches the key set once more when it meets the new kid, and accepts the token.'

/** The keys of a stage, rotated so and so often. */
function rotated({ stage }: Exchange, times: number): SigningKeys {
  const keys = new SigningKeys(testKeys[stage])
  for (let turn = 0; turn < times; turn += 1) keys.rotate(false)
  return keys
}

function sign(draft: TokenDraft, exchange: Exchange, times: number): TokenDraft {
  const key = rotated(exchange, times).current
  const { generation } = exchange.world.settings
  const { alg, kid, x5t } = jwtHeader(key, generation, 'JWT')
  return { ...draft, header: { ...draft.header, alg, kid, x5t }, sign: (input) => signRs256(key, input) }
}

/** The entry of the key that signs after so many rotations. */
function published(exchange: Exchange, times: number): Json {
  const [current] = rotated(exchange, times).published(exchange.world.settings.generation)
  return { ...current }
}

const signedWith = ({ memory, exchange }: FaultContext) => Number(memory.get(exchange.stage) ?? 0)

/** New keys that come too early, too late, or with nothing kept of the old ones. */
export const keyRotationFaults: readonly Fault[] = [
  {
    name: 'keys-rotated-before-signing',
    group: 'keys',
    breaks: 'Tokens are signed by a key that the set has only from then on.',
    spec: 'OIDCC 10.1.1',
    expected: takesItUp,
    ids: ['MR-101', 'oidcc-client-test-signing-key-rotation-just-before-signing'],
    endpoints,
    at: {
      token(draft, { exchange, memory }) {
        memory.set(exchange.stage, 2)
        return sign(draft, exchange, 2)
      },
      'key-set': ({ keys }, context) =>
        signedWith(context) > 0 ? { keys: [...keys, published(context.exchange, 2)] } : undefined,
    },
  },
  {
    name: 'keys-rotated-between-flows',
    group: 'keys',
    breaks: 'Each login has another key, announced in the set.',
    spec: 'OIDCC 10.1.1',
    expected: takesItUp,
    ids: ['MR-102', 'oidcc-client-test-signing-key-rotation'],
    endpoints,
    at: {
      token(draft, context) {
        const { exchange, memory } = context
        const turn = draft.kind === 'front-id-token' ? (signedWith(context) % 3) + 1 : signedWith(context)
        memory.set(exchange.stage, turn)
        return sign(draft, exchange, turn)
      },
      'key-set': ({ keys }, { exchange }) => ({ keys: [...keys, published(exchange, 2), published(exchange, 3)] }),
    },
  },
  {
    name: 'keys-rotated-without-overlap',
    group: 'keys',
    breaks: 'The set has a new key alone, while tokens of the old one are still good.',
    spec: 'OIDCC 10.1.1',
    expected: 'The client refuses tokens that no published key verifies.',
    ids: ['PD-027'],
    endpoints: ['jwks'],
    at: { 'key-set': (_keys, { exchange }) => ({ keys: [published(exchange, 2)] }) },
  },
  {
    name: 'keys-foreign-key-after-unknown-kid',
    group: 'keys',
    breaks: 'A token names an unknown key, and the set then brings an elliptic one of somebody else.',
    spec: 'OIDCC 3.1.3.7(7); RFC 8725 3.1',
    expected: 'The client takes RS256 alone and refuses the token.',
    ids: ['MR-100'],
    endpoints,
    at: {
      token(draft, { exchange, memory }) {
        if (draft.kind === 'access-token') return undefined
        memory.set(exchange.stage, 1)
        return { ...draft, header: { ...draft.header, alg: 'ES256', kid: attackerKid }, sign: signEs256 }
      },
      'key-set': ({ keys }, context) =>
        signedWith(context) > 0
          ? { keys: [...keys, { ...attackerJwk(), use: 'sig', alg: 'ES256', kid: attackerKid }] }
          : undefined,
    },
  },
  {
    name: 'kid-absent-single-key',
    group: 'keys',
    breaks: 'Tokens name no key, and the set has one alone.',
    spec: 'OIDCC 10.1',
    expected: 'The client verifies with the one key and accepts the token.',
    ids: ['oidcc-client-test-kid-absent-single-jwks'],
    endpoints,
    at: {
      token: (draft) => {
        const { kid: _kid, ...header } = draft.header
        return { ...draft, header }
      },
      'key-set': ({ keys }) => ({ keys: keys.slice(0, 1) }),
    },
  },
]
