import type { CheckDefinition } from '../check.ts'
import type { JsonObject } from '../check-context.ts'
import { judge, judgeProblems } from '../outcome.ts'
import { problemsByKey } from './describe-key.ts'

/** K-03, K-04, K-14: finding the key of a token by its kid. */
export const kid: readonly CheckDefinition[] = [
  {
    id: 'K-03',
    title: 'Every key has a kid when there is more than one key',
    spec: 'OIDCC 10.1',
    level: 'MUST',
    sandbox: 'unattended',
    async run(context) {
      const keys = await context.keys()
      const nameless = keys.length > 1 ? problemsByKey(keys, (key) => (hasKid(key) ? [] : ['has no kid'])) : []
      return judgeProblems(nameless, 'a kid in every key', 'Give each key a kid and name it in the tokens.')
    },
  },
  {
    id: 'K-04',
    title: 'kid values are unique within the set',
    spec: 'RFC 7517 4.5',
    level: 'SHOULD',
    sandbox: 'unattended',
    async run(context) {
      const keys = (await context.keys()).filter(hasKid)
      const repeated = keys.filter((key, index) => keys.findIndex(({ kid }) => kid === key.kid) !== index)
      const sameType = repeated.some(
        ({ kid, kty }) => keys.filter((key) => key.kid === kid && key.kty === kty).length > 1,
      )
      return judge(repeated.length === 0, {
        expected: 'a kid of its own for each key',
        actual: { repeated: repeated.map(({ kid }) => kid) },
        remedy: 'Give each key a kid of its own; keys of different kty may share one when they are alternatives.',
        severity: sameType ? 'fail' : 'warn',
      })
    },
  },
  {
    id: 'K-14',
    title: 'The kid of every ID token seen is in the set',
    spec: 'OIDCC 10.1',
    level: 'MUST',
    sandbox: 'human-login',
    async run(context) {
      const keys = await context.keys()
      const { idTokens } = await context.login()
      const kids = new Set(keys.map((key) => key.kid))
      const problems = idTokens
        .filter(({ header }) => (header.kid === undefined ? keys.length > 1 : !kids.has(header.kid)))
        .map(({ where, header }) => `kid of the ${where} ID token is ${JSON.stringify(header.kid) ?? 'absent'}`)
      return judgeProblems(problems, 'a kid of the set', 'Publish the key before tokens are signed with it.')
    },
  },
]

function hasKid(key: JsonObject): boolean {
  return typeof key.kid === 'string' && key.kid !== ''
}
