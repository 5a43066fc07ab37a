import { constants, createHmac, sign } from 'node:crypto'
import { promisify } from 'node:util'
import { testKeys } from '@mobilepay-oidc/fixtures'
import { SigningKeys } from '../../engine/signing-keys.ts'
import type { TokenDraft } from '../../engine/token-draft.ts'
import type { Exchange } from '../../http/exchange.ts'
import type { Fault } from '../fault.ts'
import { attackerJwk, signAsAttacker, signEs256 } from './attacker-keys.ts'
import { back, type DraftChange, everyKind, forEachKind, front, type IdTokenRow } from './id-token-rows.ts'

const signatureSpec = 'OIDCC 3.1.3.7(6); RFC 7515 5.2'
const algSpec = 'OIDCC 3.1.3.7(7); RFC 8725 3.1'
const signAsync = promisify(sign)
const nothing = Buffer.alloc(0)

const currentKey = ({ world, stage }: Exchange) => world.stage(stage).keys.current

/** Signs otherwise than the header's `alg` has it, or with another `alg`. */
function signedBy(
  alg: string | undefined,
  signer: (input: Buffer, draft: TokenDraft, exchange: Exchange) => Buffer | Promise<Buffer>,
): DraftChange {
  return (draft, { exchange }) => ({
    ...draft,
    header: alg === undefined ? draft.header : { ...draft.header, alg },
    sign: async (input) => signer(input, draft, exchange),
  })
}

/** RSA with another hash or padding, with the provider's own key. */
function ownKey(alg: string, hash: string, padding?: number): DraftChange {
  return signedBy(alg, (input, _draft, exchange) => {
    const key = currentKey(exchange).privateKey
    return signAsync(hash, input, padding === undefined ? key : { key, padding, saltLength: 32 })
  })
}

function hmac(secret: (draft: TokenDraft, exchange: Exchange) => string | Buffer): DraftChange {
  return signedBy('HS256', (input, draft, exchange) => {
    return createHmac('sha256', secret(draft, exchange)).update(input).digest()
  })
}

/** Changes the compact form after it was signed. */
function afterwards(change: (parts: readonly string[], exchange: Exchange) => string): DraftChange {
  return (draft, { exchange }) => ({ ...draft, finish: (jwt) => change(jwt.split('.'), exchange) })
}

function flipBit([header = '', payload = '', signature = '']: readonly string[]): string {
  const bytes = Buffer.from(signature, 'base64url')
  bytes.writeUInt8(bytes.readUInt8(0) ^ 1, 0)
  return `${header}.${payload}.${bytes.toString('base64url')}`
}

function editPayload([header = '', payload = '', signature = '']: readonly string[], { world }: Exchange): string {
  const claims = JSON.parse(Buffer.from(payload, 'base64url').toString('utf8')) as Record<string, unknown>
  const other = world.users.find(({ sub }) => sub !== claims.sub)?.sub ?? 'another-user'
  const edited = Buffer.from(JSON.stringify({ ...claims, sub: other })).toString('base64url')
  return `${header}.${edited}.${signature}`
}

const rows: readonly IdTokenRow[] = [
  {
    name: 'signature-bit-flipped',
    breaks: 'has one wrong bit in its signature.',
    spec: signatureSpec,
    of: everyKind,
    ids: { [front]: ['MR-001'], [back]: ['MR-068'] },
    change: afterwards(flipBit),
  },
  {
    name: 'payload-edited',
    breaks: 'names another user than the one that was signed.',
    spec: signatureSpec,
    of: everyKind,
    ids: { [front]: ['MR-002'] },
    change: afterwards(editPayload),
  },
  {
    name: 'signed-by-unknown-key',
    breaks: 'is signed by another key than its kid says.',
    spec: signatureSpec,
    of: everyKind,
    ids: { [front]: ['oidcc-client-test-invalid-sig-rs256'] },
    change: signedBy(undefined, signAsAttacker),
  },
  {
    name: 'signed-by-other-stage',
    breaks: 'is signed by a key of the other stage.',
    spec: signatureSpec,
    change: signedBy(undefined, (input, _draft, { stage }) => {
      const { current } = new SigningKeys(testKeys[stage === 'sandbox' ? 'production' : 'sandbox'])
      return signAsync('sha256', input, current.privateKey)
    }),
  },
  {
    name: 'signature-empty',
    breaks: 'has an empty signature, although its alg is RS256.',
    spec: signatureSpec,
    change: signedBy(undefined, () => nothing),
  },
  {
    name: 'alg-none',
    breaks: 'has alg none and no signature.',
    spec: algSpec,
    of: everyKind,
    ids: { [front]: ['PD-071', 'MR-003', 'oidcc-client-test-idtoken-sig-none'] },
    change: signedBy('none', () => nothing),
  },
  {
    name: 'alg-none-mixed-case',
    breaks: 'has alg nOnE and no signature.',
    spec: algSpec,
    ids: { [front]: ['MR-004'] },
    change: signedBy('nOnE', () => nothing),
  },
  {
    name: 'alg-none-signed',
    breaks: 'has alg none and a good signature.',
    spec: algSpec,
    change: signedBy('none', (input, draft) => draft.sign(input)),
  },
  {
    name: 'alg-hs256-public-key',
    breaks: 'is signed by HS256 with the public key’s PEM as secret.',
    spec: algSpec,
    ids: { [front]: ['MR-005'] },
    change: hmac((_draft, exchange) => currentKey(exchange).publicKey.export({ type: 'spki', format: 'pem' })),
  },
  {
    name: 'alg-hs256-client-secret',
    breaks: 'is signed by HS256 with the client’s secret.',
    spec: algSpec,
    ids: { [front]: ['MR-006', 'oidcc-client-test-invalid-sig-hs256'] },
    change: hmac(({ clientId }, { world }) => world.findClient(clientId)?.clientSecret ?? ''),
  },
  {
    name: 'alg-es256-key-in-header',
    breaks: 'is signed by a key that its own header brings.',
    spec: `${algSpec}, 3.10; RFC 7515 4.1.3`,
    ids: { [front]: ['MR-007'] },
    change: (draft) => ({
      ...draft,
      header: { ...draft.header, alg: 'ES256', jwk: attackerJwk() },
      sign: signEs256,
    }),
  },
  {
    name: 'alg-es256',
    breaks: 'is signed by ES256, for which there is no key.',
    spec: algSpec,
    ids: { [front]: ['oidcc-client-test-invalid-sig-es256'] },
    change: signedBy('ES256', signEs256),
  },
  { name: 'alg-rs384', breaks: 'is signed by RS384.', spec: algSpec, change: ownKey('RS384', 'sha384') },
  { name: 'alg-rs512', breaks: 'is signed by RS512.', spec: algSpec, change: ownKey('RS512', 'sha512') },
  {
    name: 'alg-ps256',
    breaks: 'is signed by PS256.',
    spec: algSpec,
    change: ownKey('PS256', 'sha256', constants.RSA_PKCS1_PSS_PADDING),
  },
  {
    name: 'two-parts',
    breaks: 'has no third part.',
    spec: 'RFC 7515 7.1',
    change: afterwards(([header, payload]) => `${header}.${payload}`),
  },
  {
    name: 'four-parts',
    breaks: 'has a fourth part.',
    spec: 'RFC 7515 7.1',
    change: afterwards((parts) => [...parts, 'more'].join('.')),
  },
  {
    name: 'encrypted-form',
    breaks: 'has the five parts of an encrypted token.',
    spec: 'OIDCC 10.2; RFC 7516 7.1',
    change: afterwards(([header, payload, signature]) => [header, 'key', 'iv', payload, signature].join('.')),
  },
  {
    name: 'base64-padded',
    breaks: 'has padding in its signature.',
    spec: 'RFC 7515 2, 7.1',
    change: afterwards((parts) => `${parts.join('.')}==`),
  },
  {
    name: 'garbage',
    breaks: 'is no token at all.',
    spec: 'RFC 7519 7.2',
    change: afterwards(() => 'this-is-no-token'),
  },
]

/** An ID token of an earlier login in place of this one's. */
const replayed: Fault = {
  name: 'front-id-token-replayed',
  group: 'id-token',
  breaks: 'The callback brings the ID token of an earlier login.',
  spec: 'OIDCC 3.1.3.7(11), 15.5.2',
  expected: 'The client rejects the callback: its nonce is another one.',
  ids: ['MR-046'],
  endpoints: ['authorize', 'authorize-callback'],
  at: {
    token(draft, { memory }) {
      if (draft.kind !== front) return undefined
      const earlier = memory.get(draft.clientId)
      const finish = (jwt: string) => {
        memory.set(draft.clientId, jwt)
        return typeof earlier === 'string' ? earlier : jwt
      }
      return { ...draft, finish }
    },
  },
}

/** Whether an ID token is signed, by whom, and in which form it comes. */
export const idTokenSignatureFaults: readonly Fault[] = [...forEachKind(rows), replayed]
