import type { Changes } from '../../flow/authorization-request.ts'
import { isIssued } from '../../flow/tokens.ts'
import { everyWay, isTaken, type Probe } from '../authorize/probe.ts'
import type { CheckDefinition } from '../check.ts'
import type { CheckContext } from '../check-context.ts'
import { judge, judgeProblems } from '../outcome.ts'

/** What an attacker takes out of the request on its way; the client knows nothing of it. */
const stripped: Readonly<Record<string, Changes>> = {
  'without code_challenge and its method': { code_challenge: undefined, code_challenge_method: undefined },
  'without code_challenge': { code_challenge: undefined },
  'with an empty code_challenge': { code_challenge: '' },
}

/** S-01, S-02: attacks on the code that PKCE is there for. */
export const codeAttacks: readonly CheckDefinition[] = [
  {
    id: 'S-01',
    title: 'A code_challenge that an attacker strips from the request makes its code worthless to the client',
    spec: 'RFC 9700 4.8.2',
    level: 'MUST',
    sandbox: 'burns-code',
    async run(context) {
      const problems: string[] = []
      const probes = Object.entries(stripped).map(([what, changes]) => ({ what, changes }))
      const others = context.target.lab ? probes.flatMap(everyWay) : []
      for (const probe of [...probes, ...others]) {
        if (await isRedeemed(context, probe))
          problems.push(`a request ${probe.what} gives a code that any code_verifier redeems`)
      }
      return judgeProblems(
        problems,
        'the request is refused, or its code with a code_verifier',
        'Refuse requests without code_challenge, and token requests with a code_verifier that nothing was bound to.',
      )
    },
  },
  {
    id: 'S-02',
    title: 'A code of the attacker’s is worth nothing in the victim’s session',
    spec: 'RFC 9700 4.5',
    level: 'MUST',
    sandbox: 'mock-only',
    async run({ flow }) {
      const { loginHint, password = '', merchantVat } = flow.lab().other
      const attacker = { ...flow.login(), loginHint, merchantVat, password }
      const victim = await flow.attempt()
      const { attempt } = await flow.code({}, { login: attacker, browser: 'new', visits: true })
      const answer = await flow.redeem(attempt, { code_verifier: victim.request.codeVerifier })
      const nonce = answer.idToken?.claims.nonce === victim.request.get('nonce') ? ', with the victim’s nonce' : ''
      return judge(!isIssued(answer), {
        expected: 'the code_verifier of the victim redeems no code of the attacker',
        actual: isIssued(answer)
          ? `the code_verifier of the victim redeems a code of the attacker${nonce}`
          : 'the code_verifier of the victim redeems no code of the attacker',
        remedy: 'Redeem a code only with the code_verifier of the request that it was issued to.',
      })
    },
  },
]

async function isRedeemed({ flow }: CheckContext, { changes, options }: Probe): Promise<boolean> {
  const attempt = await flow.attempt(changes, options)
  if (!isTaken(attempt)) return false
  return isIssued(await flow.redeem(attempt))
}
