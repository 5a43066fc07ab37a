import { mediaTypeOf } from '../../subjects/http.ts'
import type { CheckDefinition } from '../check.ts'
import type { CheckContext } from '../check-context.ts'
import { judgeProblems } from '../outcome.ts'

const wellKnown = /\/\.well-known\/openid-configuration$/

/** Paths that exist only where the document announces them. */
const optional: Readonly<Record<string, string>> = {
  userinfo_endpoint: 'connect/userinfo',
  check_session_iframe: 'connect/checksession',
  backchannel_authentication_endpoint: 'connect/ciba',
}

/** D-31: the provider does not answer for paths that it does not have. The issuer is an identifier, so its base counts. */
export const unknownPaths: CheckDefinition = {
  id: 'D-31',
  title: "Unknown paths under the provider's base are 404, not a page with 200, and what is announced is not",
  spec: 'RFC 9110 15.5.5',
  level: 'SHOULD',
  sandbox: 'unattended',
  async run(context) {
    const problems: string[] = []
    for (const path of await absentPaths(context)) {
      const url = `${context.target.discoveryUrl.replace(wellKnown, '')}/${path}`
      const response = await context.send({ method: 'GET', url })
      if (response.status !== 404) problems.push(`${path}: ${response.status} ${mediaTypeOf(response)}`.trim())
    }
    for (const [member, url] of await announced(context)) {
      const { status } = await context.send({ method: 'GET', url })
      if (status === 404) problems.push(`${member} is announced and not there`)
    }
    return judgeProblems(
      problems,
      '404 for what is not announced alone',
      'Answer 404 for what is not there, and announce nothing else: clients take a page with 200 for an answer.',
    )
  },
}

async function absentPaths(context: CheckContext): Promise<readonly string[]> {
  const document = await context.servedDocument()
  const unannounced = Object.entries(optional).filter(([member]) => document[member] === undefined)
  return ['no-such-page', '.well-known/no-such-document', ...unannounced.map(([, path]) => path)]
}

/** Pages that answer a GET without more, where they are on the host of the document; nothing is sent to others. */
async function announced(context: CheckContext): Promise<readonly (readonly [member: string, url: string])[]> {
  const document = await context.servedDocument()
  const { host } = new URL(context.target.discoveryUrl)
  return ['userinfo_endpoint', 'check_session_iframe'].flatMap((member) => {
    const url = document[member]
    return typeof url === 'string' && URL.parse(url)?.host === host ? [[member, url] as const] : []
  })
}
