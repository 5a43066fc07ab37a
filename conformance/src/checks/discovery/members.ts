import { requiredMembers } from '../../run/fixture-schemas.ts'
import { schemaProblems } from '../../run/schema.ts'
import type { CheckDefinition } from '../check.ts'
import { judge, judgeProblems } from '../outcome.ts'
import { missingAlgorithms, valueProblems } from './member-values.ts'
import { type MemberKind, registeredMembers } from './registered-members.ts'

const required = { type: 'object', required: requiredMembers }

const schemaOf: Readonly<Record<MemberKind, object>> = {
  address: { type: 'string' },
  flag: { type: 'boolean' },
  words: { type: 'array', items: { type: 'string' }, minItems: 1 },
  text: { type: 'string' },
  object: { type: 'object' },
}
const typed = {
  type: 'object',
  properties: Object.fromEntries(Array.from(registeredMembers, ([name, kind]) => [name, schemaOf[kind]])),
}

/** D-08, D-09, D-24, D-27: which members there are, and of what type. */
export const members: readonly CheckDefinition[] = [
  {
    id: 'D-08',
    title: 'The required members are present',
    spec: 'OIDD 3; RFC 8414 2',
    level: 'MUST',
    sandbox: 'unattended',
    async run(context) {
      const document = await context.document()
      const missing = schemaProblems(required, document)
      const problems = [...missing, ...missingAlgorithms(document)]
      return judge(problems.length === 0, {
        expected: requiredMembers,
        actual: problems,
        remedy: 'Add the missing members.',
        severity: missing.length > 0 ? 'fail' : 'warn',
      })
    },
  },
  {
    id: 'D-09',
    title: 'The known members have the right JSON types, and values of the right kind',
    spec: 'OIDD 3; RFC 8414 2, 3.2; RFC 6749 3.3; RFC 7518 3.1',
    level: 'MUST',
    sandbox: 'unattended',
    async run(context) {
      const document = await context.document()
      const problems = [...schemaProblems(typed, document), ...valueProblems(document)]
      const remedy = 'Give each member the type and values of its registration; leave out what has no value.'
      return judgeProblems(problems, 'the types of the registered members', remedy)
    },
  },
  {
    id: 'D-24',
    title: 'Members that no specification registers are reported',
    spec: 'RFC 8414 2',
    level: 'MAY',
    sandbox: 'unattended',
    async run(context) {
      const unknown = Object.keys(await context.document()).filter((name) => !registeredMembers.has(name))
      const remedy = 'Nothing has to change: clients ignore members that they do not know.'
      return judge(unknown.length === 0, { expected: [], actual: unknown, remedy })
    },
  },
  {
    id: 'D-27',
    title: 'A userinfo_endpoint is present; without one the UserInfo checks are inapplicable',
    spec: 'OIDD 3',
    level: 'SHOULD',
    sandbox: 'unattended',
    async run(context) {
      const { userinfo_endpoint: actual = null } = await context.document()
      const remedy = 'Offer UserInfo and announce it, or accept that its checks do not apply.'
      return judge(actual !== null, { expected: 'an address', actual, remedy })
    },
  },
]
