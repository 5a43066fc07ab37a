import type { CheckDefinition, Level } from '../check.ts'
import { inapplicable, judge, type Outcome } from '../outcome.ts'
import { listOf } from './list-of.ts'

/** A rule about the values of one list of the document. */
interface ListRow {
  readonly id: string
  readonly title: string
  readonly spec: string
  readonly level: Level
  readonly member: string
  /** What an absent member means. */
  readonly whenAbsent?: readonly string[]
  readonly expected: string
  readonly holds: (values: readonly string[]) => boolean
  readonly remedy: string
  /** Why the rule concerns MobilePay alone. */
  readonly mobilePayOnly?: string
}

const has = (value: string) => (values: readonly string[]) => values.includes(value)
const hasAll =
  (...wanted: readonly string[]) =>
  (values: readonly string[]) =>
    wanted.every((value) => values.includes(value))

/** OAuth-MRT 3, 4; RFC 6749 11.3.2. */
const registeredTypes: ReadonlySet<string> = new Set(['code', 'token', 'id_token', 'none'])

const rows: readonly ListRow[] = [
  {
    id: 'D-10',
    title: 'response_types_supported contains "code id_token"',
    spec: 'OIDD 3; OIDCC 3.3',
    level: 'MUST',
    member: 'response_types_supported',
    expected: 'contains "code id_token", in either order of its words, and registered words alone',
    holds: (values) =>
      values.some((value) => value.split(' ').sort().join(' ') === 'code id_token') &&
      values.every((value) => value.split(' ').every((word) => registeredTypes.has(word))),
    remedy: 'List the response type that integrators use.',
  },
  {
    id: 'D-12',
    title: 'grant_types_supported contains authorization_code, implicit and refresh_token',
    spec: 'OIDD 3',
    level: 'SHOULD',
    member: 'grant_types_supported',
    whenAbsent: ['authorization_code', 'implicit'],
    expected: 'contains authorization_code, implicit, refresh_token',
    holds: hasAll('authorization_code', 'implicit', 'refresh_token'),
    remedy: 'List the grants that the hybrid flow and its refresh use, under their registered names.',
  },
  {
    id: 'D-14',
    title: 'id_token_signing_alg_values_supported contains RS256',
    spec: 'OIDD 3',
    level: 'MUST',
    member: 'id_token_signing_alg_values_supported',
    expected: 'contains RS256',
    holds: has('RS256'),
    remedy: 'Support RS256: every client may rely on it.',
  },
  {
    id: 'D-15',
    title: 'none is not offered for ID tokens from the authorization endpoint',
    spec: 'OIDCC 2; OIDD 3; RFC 8725 3.1',
    level: 'MUST',
    member: 'id_token_signing_alg_values_supported',
    expected: 'does not contain none',
    holds: (values) => !values.some((value) => value.toLowerCase() === 'none'),
    remedy: 'Remove none: an unsigned token from the front channel can be forged.',
  },
  {
    id: 'D-16',
    title: 'token_endpoint_auth_methods_supported covers client_secret_post, which the documents tell clients to use',
    spec: 'OIDD 3; OIDCC 9',
    level: 'SHOULD',
    member: 'token_endpoint_auth_methods_supported',
    whenAbsent: ['client_secret_basic'],
    expected: 'contains client_secret_post',
    holds: has('client_secret_post'),
    remedy: 'List client_secret_post.',
    mobilePayOnly: 'No documents are known that tell clients of this provider which method to use.',
  },
  {
    id: 'D-17',
    title: 'code_challenge_methods_supported contains S256, and neither plain nor what nobody registered',
    spec: 'RFC 8414 2; RFC 9700 2.1.1',
    level: 'SHOULD',
    member: 'code_challenge_methods_supported',
    expected: 'S256 alone',
    holds: (values) => values.length > 0 && values.every((value) => value === 'S256'),
    remedy: 'List S256 alone.',
  },
  {
    id: 'D-21',
    title: 'subject_types_supported holds public and pairwise alone',
    spec: 'OIDD 3',
    level: 'MUST',
    member: 'subject_types_supported',
    expected: 'public, pairwise or both',
    holds: (values) => values.length > 0 && values.every((value) => value === 'public' || value === 'pairwise'),
    remedy: 'List the registered subject types that are used.',
  },
]

/** D-10, D-12, D-14 to D-17, D-21: one list and what it must hold. */
export const capabilityLists: readonly CheckDefinition[] = rows.map((row) => ({
  ...checkFields(row),
  async run(context) {
    if (row.mobilePayOnly && !context.environment) return inapplicable(row.mobilePayOnly)
    const values = await listOf(context, row.member)
    return judgeList(row, values)
  },
}))

function checkFields({ id, title, spec, level }: ListRow) {
  return { id, title, spec, level, sandbox: 'unattended' } as const
}

function judgeList({ expected, remedy, holds, whenAbsent }: ListRow, listed: readonly string[] | undefined): Outcome {
  const values = listed ?? whenAbsent
  return judge(values !== undefined && holds(values), { expected, actual: values ?? null, remedy })
}
