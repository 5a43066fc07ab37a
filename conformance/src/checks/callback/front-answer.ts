import { type Attempt, type CallbackArrival, describeArrival, fieldOf } from '../../flow/arrival.ts'
import { hardState } from '../authorize/client-errors.ts'
import type { CheckContext } from '../check-context.ts'
import { OutcomeSignal, skip } from '../outcome.ts'

/** An authorization request whose answer reached the client. */
export interface FrontAnswer {
  readonly attempt: Attempt
  readonly callback: CallbackArrival
}

/** The page of a form post. */
export type FormPage = NonNullable<CallbackArrival['page']>

/** An ordinary request by form_post, wherever it ended; made once for the family. */
export function frontAttempt({ flow }: CheckContext): Promise<Attempt> {
  return flow.once('callback', (own) => own.attempt())
}

/** The answer to the ordinary request; ends the check where none reached the client. */
export async function frontAnswer(context: CheckContext): Promise<FrontAnswer> {
  return answerOf(await frontAttempt(context))
}

/** The answer that an attempt ended with; ends the check where it ended otherwise, or with nothing but an error. */
export function answerOf(attempt: Attempt): FrontAnswer {
  const { arrival } = attempt
  const has = (name: string) => arrival.kind === 'callback' && fieldOf(arrival, name) !== undefined
  if (arrival.kind === 'callback' && (has('code') || has('id_token') || !has('error'))) {
    return { attempt, callback: arrival }
  }
  if (isMisdirected(attempt)) throw new OutcomeSignal(skip('The answer went to another address (C-15).'))
  const reason = `The flow was not completed: it ended with ${describeArrival(attempt)}.`
  throw new OutcomeSignal({ kind: 'inconclusive', reason })
}

/** Whether an answer was made and sent somewhere else than to the redirect URI. */
export function isMisdirected({ arrival }: Attempt): boolean {
  if (arrival.kind === 'elsewhere') return true
  return arrival.kind === 'page' && strayForm(arrival.page.forms) !== undefined
}

/** A form that carries an answer. */
export function strayForm<Form extends { readonly controls: readonly { readonly name: string }[] }>(
  forms: readonly Form[],
): Form | undefined {
  return forms.find(({ controls }) => controls.some(({ name }) => name === 'code' || name === 'id_token'))
}

/** The page that carries the ordinary answer; ends the check where it came without one. */
export async function formPage(context: CheckContext): Promise<FormPage> {
  const { page } = (await frontAnswer(context)).callback
  if (page) return page
  throw new OutcomeSignal(skip('The answer came without a form page (C-01).'))
}

/** An error that was sent to the client, and the response mode that was asked for. */
export interface ErrorAnswer {
  readonly mode: string
  readonly attempt: Attempt
  readonly callback: CallbackArrival
}

/** Errors that belong to the client: nobody is signed in and no page may be shown (OIDCC 3.1.2.1, prompt=none). */
export async function errorAnswers({ flow }: CheckContext): Promise<readonly ErrorAnswer[]> {
  const attempts = await flow.once('error answers', async (own) => [
    { mode: 'form_post', attempt: await own.attempt({ prompt: 'none', state: hardState }, { browser: 'new' }) },
    {
      mode: 'fragment',
      attempt: await own.attempt({ prompt: 'none', response_mode: 'fragment', state: hardState }, { browser: 'new' }),
    },
  ])
  return attempts.flatMap(({ mode, attempt }) => {
    const { arrival } = attempt
    if (arrival.kind !== 'callback' || fieldOf(arrival, 'error') === undefined) return []
    return [{ mode, attempt, callback: arrival }]
  })
}
