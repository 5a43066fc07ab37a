import { fieldOf } from '../../flow/arrival.ts'
import { type InspectedJwt, inspectJwt } from '../../flow/tokens.ts'
import { canonical } from '../../run/json-values.ts'
import type { CheckDefinition } from '../check.ts'
import type { CheckContext } from '../check-context.ts'
import { fragmentAttempt } from '../other-answers.ts'
import { judgeProblems, OutcomeSignal, skip, untested } from '../outcome.ts'
import { issued } from './issued.ts'

/** I-32: one name for one user, another for another. */
export const subject: CheckDefinition = {
  id: 'I-32',
  title: 'sub stays the same for a user, and is another for another user',
  spec: 'OIDCC 2, 8',
  level: 'MUST',
  sandbox: 'human-login',
  async run(context) {
    const { first, again, other } = await subjects(context)
    const problems = [
      ...(first === again ? [] : ['sub is another one at the second login of the same user']),
      ...((await isSameByFragment(context)) ? [] : ['sub is another one by response_mode=fragment']),
      ...(other === first ? ['sub is the same for two users'] : []),
    ]
    if (problems.length === 0 && other === undefined) {
      return untested('sub stays the same for one user; the subject offers no second user to compare with.')
    }
    const remedy = 'Give each user one identifier, never changed and never given to anyone else.'
    return judgeProblems(problems, 'one sub for each user, for ever', remedy)
  },
}

/** From the token endpoint, where nothing passes a browser: two logins of one user, and one of another by the same client. */
async function subjects(context: CheckContext) {
  const { flow, target } = context
  const first = subOf((await issued(context)).back)
  const visits = { browser: 'new', visits: true } as const
  const again = subOf((await flow.once('ID tokens of a second login', (own) => own.happyAnew({}, visits))).back)
  const login = target.lab?.severalMerchants
  if (!login) return { first, again, other: undefined }
  const others = await flow.once('ID tokens of another user', (own) => own.happyAnew({}, { ...visits, login }))
  return { first, again, other: subOf(others.back) }
}

/** Of the same user, in front; also where no such answer came. */
async function isSameByFragment(context: CheckContext): Promise<boolean> {
  const { arrival } = await fragmentAttempt(context.flow)
  const token = arrival.kind === 'callback' ? fieldOf(arrival, 'id_token') : undefined
  return !token || canonical(inspectJwt(token).claims.sub) === canonical((await issued(context)).front.claims.sub)
}

function subOf({ claims }: InspectedJwt): string {
  if (typeof claims.sub === 'string' && claims.sub !== '') return claims.sub
  throw new OutcomeSignal(skip('An ID token has no sub (I-07).'))
}
