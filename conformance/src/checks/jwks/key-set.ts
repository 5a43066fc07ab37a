import { canonical, isObject, lenientJson } from '../../run/json-values.ts'
import { charsetProblems, strictJsonProblems } from '../../run/strict-json.ts'
import { mediaTypeOf } from '../../subjects/http.ts'
import { isLoopbackHttp } from '../../subjects/loopback.ts'
import type { CheckDefinition } from '../check.ts'
import { judge, judgeProblems, skip } from '../outcome.ts'

const mediaTypes = ['application/jwk-set+json', 'application/json']
/** How often the set is fetched to see whether it stays the same. */
const fetches = 10

/** K-01, K-02, K-16, K-17: that the set comes, from where it should, and stays the same. */
export const keySet: readonly CheckDefinition[] = [
  {
    id: 'K-01',
    title: 'jwks_uri answers 200 with JSON',
    spec: 'RFC 7517 5, 8.5',
    level: 'MUST',
    sandbox: 'unattended',
    async run(context) {
      const response = await context.jwksResponse()
      const type = response.headers.get('content-type')
      const broken = [...strictJsonProblems(response.body), ...charsetProblems(response.headers)].map(
        (problem) => `the body ${problem}`,
      )
      const problems = [
        ...(response.status === 200 ? broken : [`the status is ${response.status}`]),
        ...(mediaTypes.includes(mediaTypeOf(response)) ? [] : [`the Content-Type is ${type ?? 'absent'}`]),
      ]
      return judgeProblems(
        problems,
        `200, ${mediaTypes.join(' or ')}`,
        'Serve the set as JSON under a JSON media type.',
      )
    },
  },
  {
    id: 'K-02',
    title: 'keys is a non-empty array of objects with kty',
    spec: 'RFC 7517 5, 4.1',
    level: 'MUST',
    sandbox: 'unattended',
    async run(context) {
      const { status, body } = await context.jwksResponse()
      if (status !== 200) return skip('There is no key set (K-01).')
      const set = lenientJson(body)
      const problems = isObject(set) ? shapeProblems(set.keys) : ['the set is no JSON object']
      return judgeProblems(
        problems,
        'a non-empty array of objects with kty',
        'Publish {"keys":[…]} with a kty in each.',
      )
    },
  },
  {
    id: 'K-16',
    title: 'jwks_uri is https on a host of the environment',
    spec: 'OIDD 3',
    level: 'MUST',
    sandbox: 'unattended',
    async run(context) {
      const { jwks_uri: uri } = await context.document()
      if (typeof uri !== 'string' || !URL.canParse(uri)) return skip('jwks_uri is missing or no address (D-08, D-18).')
      const { protocol, host } = new URL(uri)
      const secure = protocol === 'https:' || (!context.environment && isLoopbackHttp(uri))
      const expectedHost = context.environment?.sites.authentication.host ?? host
      return judge(secure && host === expectedHost, {
        expected: `https://${expectedHost}/…`,
        actual: uri,
        remedy: 'Publish the keys over https on the host of the back channel.',
      })
    },
  },
  {
    id: 'K-17',
    title: `The set is the same in ${fetches} fetches`,
    spec: 'OIDCC 10.1.1',
    level: 'SHOULD',
    sandbox: 'unattended',
    async run(context) {
      await context.keys()
      const seen = new Set<string>()
      for (let fetched = 0; fetched < fetches; fetched++) {
        const { status, body } = await context.refetchJwks()
        const set = status === 200 ? lenientJson(body) : undefined
        seen.add(isObject(set) ? canonical(set.keys) : `status ${status}`)
      }
      return judge(seen.size === 1, {
        expected: 'one set',
        actual: seen.size === 1 ? 'one set' : `${seen.size} different answers`,
        remedy: 'Give every node behind the address the same keys.',
        severity: 'fail',
      })
    },
  },
]

function shapeProblems(keys: unknown): readonly string[] {
  if (!Array.isArray(keys)) return ['keys is no array']
  if (keys.length === 0) return ['keys is empty']
  return keys.flatMap((key: unknown, index) => {
    if (!isObject(key)) return [`keys.${index} is no object`]
    return typeof key.kty === 'string' && key.kty !== '' ? [] : [`keys.${index} has no kty`]
  })
}
