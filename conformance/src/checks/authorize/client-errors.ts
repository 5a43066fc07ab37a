import type { Attempt } from '../../flow/arrival.ts'
import type { Flow } from '../../flow/flow.ts'
import type { Probed } from './probe.ts'

/** prompt=none in a clean profile, in both modes; made once a run. */
export function loginRequired(flow: Flow): Promise<readonly Probed[]> {
  return flow.once('prompt=none without a session', async (own) => {
    const probed: Probed[] = []
    for (const mode of ['form_post', 'fragment']) {
      const attempt = await own.attempt({ prompt: 'none', response_mode: mode }, { browser: 'new' })
      probed.push({ what: `prompt=none, response_mode=${mode}`, attempt })
    }
    return probed
  })
}

export interface Denial {
  /** The login of a user in a clean profile, and whatever that user was asked. */
  readonly login: Attempt
  /** The request that the user refuses. */
  readonly denied: Attempt
}

/** A user who logs in, is asked for consent and says no; made once a run. */
export function denial(flow: Flow): Promise<Denial> {
  return flow.once('denial', async (own) => {
    const browser = own.browser()
    const login = await own.attempt({}, { browser, visits: true })
    // In two steps, since a login page may count as the prompt that was asked for.
    const denied = await own.attempt({ prompt: 'consent' }, { browser, visits: true, decision: 'deny' })
    return { login, denied }
  })
}
