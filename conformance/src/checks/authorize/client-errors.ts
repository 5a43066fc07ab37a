import type { Attempt } from '../../flow/arrival.ts'
import type { CheckContext } from '../check-context.ts'
import { type Probed, takesPost } from './probe.ts'

/** A state that is long, and of characters that an error on its way may escape once too often. */
export const hardState = `error "state" <&> %41+'=\\ ${'x'.repeat(400)}`

/** prompt=none in a clean profile, in both modes; made once a run. */
export async function loginRequired(context: CheckContext): Promise<readonly Probed[]> {
  const methods = (await takesPost(context)) ? (['GET', 'POST'] as const) : (['GET'] as const)
  return context.flow.once('prompt=none without a session', async (own) => {
    const probed: Probed[] = []
    for (const mode of ['form_post', 'fragment']) {
      for (const method of methods) {
        const attempt = await own.attempt({ prompt: 'none', response_mode: mode }, { browser: 'new', method })
        const how = method === 'GET' ? '' : ', by POST'
        probed.push({ what: `prompt=none, response_mode=${mode}${how}`, attempt })
      }
    }
    return probed
  })
}

export interface Denial {
  /** The login of a user in a clean profile, and whatever that user was asked. */
  readonly login: Attempt
  /** The request that the user refuses. */
  readonly denied: Attempt
  /** Another one, answered by fragment; of mocks alone, since a person would have to refuse twice. */
  readonly deniedByFragment?: Attempt
}

/** A user who logs in, is asked for consent and says no; made once a run. */
export function denial({ flow, target }: Pick<CheckContext, 'flow' | 'target'>): Promise<Denial> {
  return flow.once('denial', async (own) => {
    const browser = own.browser()
    const login = await own.attempt({}, { browser, visits: true })
    // In two steps, since a login page may count as the prompt that was asked for.
    const deny = (mode: string) =>
      own.attempt(
        { prompt: 'consent', response_mode: mode, state: hardState },
        { browser, visits: true, decision: 'deny' },
      )
    const denied = await deny('form_post')
    return { login, denied, ...(target.lab && { deniedByFragment: await deny('fragment') }) }
  })
}
