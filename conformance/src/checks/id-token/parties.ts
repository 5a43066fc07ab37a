import type { CheckDefinition } from '../check.ts'
import type { CheckContext, JsonObject } from '../check-context.ts'
import { kindOf, onEveryToken, show } from './issued.ts'

/** I-06 to I-10: who issued the tokens, about whom and for whom. */
export const parties: readonly CheckDefinition[] = [
  onEveryToken({
    id: 'I-06',
    title: 'iss is the issuer exactly',
    spec: 'OIDCC 3.1.3.7(2)',
    level: 'MUST',
    part: 'payload',
    expected: 'iss equal to the issuer, character by character',
    remedy: 'Issue tokens under the issuer that the discovery document announces.',
    async problemsOf({ token, context }) {
      const { iss } = token.claims
      return iss === (await issuerOf(context)) ? [] : [`iss is ${show(iss)}`]
    },
  }),
  onEveryToken({
    id: 'I-07',
    title: 'sub is a text of 1 to 255 ASCII characters',
    spec: 'OIDCC 2',
    level: 'MUST',
    part: 'payload',
    expected: 'sub of 1 to 255 ASCII characters',
    remedy: 'Give each user a short identifier that never changes.',
    problemsOf: ({ token }) => subjectProblems(token.claims.sub),
  }),
  onEveryToken({
    id: 'I-08',
    title: 'aud contains the client',
    spec: 'OIDCC 3.1.3.7(3)',
    level: 'MUST',
    part: 'payload',
    expected: 'aud with the client_id of the request',
    remedy: 'Issue the token for the client that asked for it.',
    problemsOf: ({ token, login }) => audienceProblems(token.claims, String(login.attempt.request.get('client_id'))),
  }),
  onEveryToken({
    id: 'I-09',
    title: 'aud contains nobody else',
    spec: 'OIDCC 3.1.3.7(3)',
    level: 'MUST',
    part: 'payload',
    expected: 'the client as the only audience',
    remedy: 'Leave out audiences that the client has no reason to trust: it has to refuse the token.',
    problemsOf({ token, login }) {
      const clientId = login.attempt.request.get('client_id')
      const { aud } = token.claims
      const strangers = Array.isArray(aud) && aud.includes(clientId) ? aud.filter((one) => one !== clientId) : []
      return strangers.map((stranger) => `aud contains ${show(stranger)}`)
    },
  }),
  onEveryToken({
    id: 'I-10',
    title: 'azp is there when there are several audiences, and is the client',
    spec: 'OIDCC 2, 3.1.3.7(4, 5)',
    level: 'SHOULD',
    part: 'payload',
    expected: 'azp equal to the client_id, or none beside a single audience',
    remedy: 'Name in azp the client that the token was issued to, or leave azp out.',
    problemsOf({ token, login }) {
      const { aud, azp } = token.claims
      const isNeeded = Array.isArray(aud) && aud.length > 1
      const isRight = 'azp' in token.claims ? azp === login.attempt.request.get('client_id') : !isNeeded
      return isRight ? [] : [`azp is ${show(azp)}`]
    },
  }),
]

/** What speaks against the audience (OIDCC 3.1.3.7(3)). */
export function audienceProblems({ aud }: JsonObject, clientId: string): readonly string[] {
  const isList = Array.isArray(aud) && aud.every((one) => typeof one === 'string')
  if (typeof aud !== 'string' && !isList) return [`aud is ${show(aud)}, neither a string nor a list of strings`]
  return [aud].flat().includes(clientId) ? [] : [`aud is ${show(aud)}, without the client`]
}

/** The pinned issuer, where one is: a wrong document is for D-06 and D-07 to find. */
async function issuerOf(context: CheckContext): Promise<unknown> {
  return context.environment?.issuer.url ?? (await context.document()).issuer
}

function subjectProblems(sub: unknown): readonly string[] {
  if (typeof sub !== 'string' || sub === '') return [`sub is ${kindOf(sub)}`]
  return [
    ...(sub.length > 255 ? [`sub has ${sub.length} characters`] : []),
    ...(/^[\x20-\x7e]*$/.test(sub) ? [] : ['sub has characters that are not ASCII']),
  ]
}
