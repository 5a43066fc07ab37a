import type { ApiOptions, Flow } from '../../flow/flow.ts'
import type { HttpResponse } from '../../subjects/http.ts'
import { OutcomeSignal } from '../outcome.ts'

/** Calls the API; where it asks for patience, its answer says nothing about the call, and the check ends. */
export async function callApi(flow: Flow, token: string | undefined, options: ApiOptions = {}): Promise<HttpResponse> {
  const response = await flow.api(token, options)
  if (response.status !== 429) return response
  throw new OutcomeSignal({ kind: 'inconclusive', reason: 'The API answers 429: it asks the suite to come later.' })
}
