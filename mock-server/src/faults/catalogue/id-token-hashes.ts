import { createHash } from 'node:crypto'
import { leftHalfHash } from '../../engine/jwt.ts'
import type { TokenDraft } from '../../engine/token-draft.ts'
import type { Fault } from '../fault.ts'
import { swap } from './builders.ts'
import {
  back,
  changeClaim,
  type DraftChange,
  dropClaim,
  forEachKind,
  front,
  type IdTokenRow,
  refreshed,
  setClaim,
  wrongTypes,
} from './id-token-rows.ts'

const spec = 'OIDCC 3.3.2.11'
const accessSpec = 'OIDCC 3.3.3.6, 3.1.3.8'
const wrongHash = leftHalfHash('nothing that was ever issued')

type Write = (value: string) => string

/** What the hash of a draft is made of. */
const hashed = ({ code, accessToken }: TokenDraft) => code ?? accessToken ?? ''
const half = (value: string, algorithm: string) => {
  const digest = createHash(algorithm).update(value).digest()
  return digest.subarray(0, digest.length / 2)
}

/** Ways to write a hash that are wrong, though of the right value. */
const miswritten: Readonly<Record<string, readonly [says: string, write: Write]>> = {
  whole: ['the whole digest instead of its left half', (value) => sha256(value).toString('base64url')],
  'right-half': ['the right half of the digest', (value) => sha256(value).subarray(16).toString('base64url')],
  sha384: ['the half of a SHA-384 digest', (value) => half(value, 'sha384').toString('base64url')],
  sha512: ['the half of a SHA-512 digest', (value) => half(value, 'sha512').toString('base64url')],
  hex: ['the left half of the digest in hexadecimal', (value) => half(value, 'sha256').toString('hex')],
  padded: ['the left half of the digest in padded base64', (value) => half(value, 'sha256').toString('base64')],
}

function sha256(value: string): Buffer {
  return createHash('sha256').update(value).digest()
}

function rewrite(claim: string, write: Write): DraftChange {
  return changeClaim(claim, (_hash, draft) => write(hashed(draft)))
}

const cHashIds: Readonly<Record<string, readonly string[]>> = {
  whole: ['PD-089'],
  sha512: ['PD-090'],
  hex: ['MR-042'],
}

const cHashRows: readonly IdTokenRow[] = [
  {
    name: 'c-hash-missing',
    breaks: 'has no c_hash.',
    spec,
    ids: { [front]: ['PD-088', 'oidcc-client-test-missing-chash'] },
    change: dropClaim('c_hash'),
  },
  {
    name: 'c-hash-wrong',
    breaks: 'has the c_hash of nothing.',
    spec,
    ids: { [front]: ['oidcc-client-test-invalid-chash'] },
    change: changeClaim('c_hash', () => wrongHash),
  },
  {
    name: 'c-hash-of-other-code',
    breaks: 'has the c_hash of the code before.',
    spec,
    ids: { [front]: ['PD-091', 'MR-043'] },
    change: changeClaim('c_hash', (hash, _draft, { memory }) => swap(memory, 'hash', String(hash)) ?? wrongHash),
  },
  ...Object.entries(miswritten).map(([name, [says, write]]) => ({
    name: `c-hash-${name}`,
    breaks: `has for c_hash ${says}.`,
    spec,
    ids: { [front]: cHashIds[name] ?? [] },
    change: rewrite('c_hash', write),
  })),
  ...wrongTypes('c_hash', spec, ['null', 'empty', 'number', 'array']),
].map((row) => ({ ...row, of: [front] as const }))

const atHashRows: readonly IdTokenRow[] = [
  {
    name: 'at-hash-missing',
    breaks: 'has no at_hash.',
    spec: accessSpec,
    isRight: true,
    change: dropClaim('at_hash'),
  },
  {
    name: 'at-hash-wrong',
    breaks: 'has the at_hash of nothing.',
    spec: accessSpec,
    ids: { [back]: ['PD-092', 'MR-076'] },
    change: changeClaim('at_hash', () => wrongHash),
  },
  {
    name: 'at-hash-of-other-token',
    breaks: 'has the at_hash of the access token before.',
    spec: accessSpec,
    change: changeClaim('at_hash', (hash, _draft, { memory }) => swap(memory, 'hash', String(hash)) ?? wrongHash),
  },
  ...Object.entries(miswritten).map(([name, [says, write]]) => ({
    name: `at-hash-${name}`,
    breaks: `has for at_hash ${says}.`,
    spec: accessSpec,
    change: rewrite('at_hash', write),
  })),
  ...wrongTypes('at_hash', accessSpec, ['null', 'empty', 'number', 'array']),
].map((row) => ({ ...row, of: [back, refreshed] as const }))

/** Hashes where none is expected. */
const strayRows: readonly IdTokenRow[] = [
  {
    name: 's-hash-wrong',
    breaks: 'has the s_hash of another state.',
    spec: 'FAPI 1.0 Advanced 5.1.1',
    ids: { [front]: ['PD-093', 'MR-044'] },
    change: setClaim('s_hash', wrongHash),
  },
  {
    name: 'at-hash-of-nothing',
    breaks: 'has an at_hash that fits no access token.',
    spec,
    of: [front],
    change: setClaim('at_hash', wrongHash),
  },
  {
    name: 'c-hash-wrong',
    breaks: 'has a c_hash that does not fit the code.',
    spec: 'OIDCC 3.3.3.6',
    of: [back],
    ids: { [back]: ['MR-077'] },
    change: setClaim('c_hash', wrongHash),
  },
]

/** What ties an ID token to the code and the access token beside it. */
export const idTokenHashFaults: readonly Fault[] = forEachKind([...cHashRows, ...atHashRows, ...strayRows])
