import type { ApiOptions, Flow } from '../../flow/flow.ts'
import type { HttpResponse } from '../../subjects/http.ts'
import { OutcomeSignal } from '../outcome.ts'
import { challengeIn } from './challenge.ts'

/** Calls the API; where it asks for patience, its answer says nothing about the call, and the check ends. */
export async function callApi(flow: Flow, token: string | undefined, options: ApiOptions = {}): Promise<HttpResponse> {
  return unlessBusy(await flow.api(token, options))
}

/** An answer that says something about the call. */
export function unlessBusy(response: HttpResponse): HttpResponse {
  if (response.status !== 429) return response
  throw new OutcomeSignal({ kind: 'inconclusive', reason: 'The API answers 429: it asks the suite to come later.' })
}

/** Whether a call was refused, whatever the reason (RFC 9110 15.5). */
export function isRefused({ status }: HttpResponse): boolean {
  return status >= 400 && status < 500
}

/** Whether refusals have a challenge at all (RFC 6750 3): where they have none, P-02 says so. */
export async function sendsChallenges(flow: Flow): Promise<boolean> {
  return challengeIn(await callApi(flow, undefined)).scheme === 'bearer'
}
