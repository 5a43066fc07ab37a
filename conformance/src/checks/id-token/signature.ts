import type { InspectedJwt } from '../../flow/tokens.ts'
import { keysIn } from '../../run/keys-in.ts'
import type { CheckDefinition } from '../check.ts'
import type { CheckContext, JsonObject } from '../check-context.ts'
import { signatureAlgorithms } from '../jwks/algorithms.ts'
import { OutcomeSignal } from '../outcome.ts'
import { onTokens, show } from './issued.ts'
import { verifiesByJose, verifiesByNode } from './verifiers.ts'

/** I-05: the signature, by two verifiers that have nothing in common. */
export const signature: CheckDefinition = onTokens({
  id: 'I-05',
  title: 'The signature verifies with a key of the set',
  spec: 'OIDCC 3.1.3.7(6), 3.3.2.12; RFC 7515 5.2',
  level: 'MUST',
  part: 'header',
  expected: 'a signature by the key that kid names',
  remedy: 'Sign with the private half of a published key, over exactly the header and payload that are sent.',
  problemsOf: async ({ token, context }) => signatureProblems(token, await context.keys()),
  // One verifier is enough for hundreds.
  async ofEvery({ token, context }) {
    const { kid } = token.header
    const isNamed = (key: JsonObject) => kid === undefined || key.kid === kid
    const known = (await context.keys()).filter(isNamed)
    const candidates = known.length > 0 ? known : (await keysAnew(context)).filter(isNamed)
    if (candidates.length === 0) return [`kid ${show(kid)} names no key of the set`]
    return candidates.some((key) => verifiesByNode(token, key)) ? [] : [`the signature is not by the key ${show(kid)}`]
  },
})

/** The keys may have rotated since the set was fetched. */
async function keysAnew(context: CheckContext): Promise<readonly JsonObject[]> {
  const { body } = await context.flow.once('keys of other tokens', () => context.refetchJwks())
  return keysIn(body)
}

async function signatureProblems(token: InspectedJwt, keys: readonly JsonObject[]): Promise<readonly string[]> {
  const { alg, kid } = token.header
  if (token.parts.length !== 3 || token.parts.some((part) => !/^[\w-]*$/.test(part))) {
    return ['it is no compact JWS, so there is no signature to verify']
  }
  const kind = typeof alg === 'string' ? signatureAlgorithms.get(alg) : undefined
  if (!kind) return [`alg ${show(alg)} leaves no signature that a public key could verify`]
  if ('crit' in token.header) return ['crit demands an extension, so the signature may not be accepted']
  const candidates = keys.filter((key) => key.kty === kind.kty && (kid === undefined || key.kid === kid))
  if (candidates.length === 0) return [`kid ${show(kid)} names no ${kind.kty} key of the set`]
  const byNode = candidates.some((key) => verifiesByNode(token, key))
  const byJose = await someVerify(token, candidates)
  if (byNode !== byJose) throw disagreement(byNode)
  return byNode ? [] : [`the signature is not by the key ${show(kid)}`]
}

async function someVerify(token: InspectedJwt, keys: readonly JsonObject[]): Promise<boolean> {
  for (const key of keys) if (await verifiesByJose(token, key)) return true
  return false
}

function disagreement(byNode: boolean): OutcomeSignal {
  const [yes, no] = byNode ? ['the own verifier', 'jose'] : ['jose', 'the own verifier']
  const reason = `The suite's two verifiers disagree on a signature: ${yes} accepts it and ${no} does not.`
  return new OutcomeSignal({ kind: 'inconclusive', reason })
}
