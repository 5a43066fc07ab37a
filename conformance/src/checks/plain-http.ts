import { TransportError } from '../subjects/http.ts'
import type { CheckContext } from './check-context.ts'

/** Why checks of the transport say nothing about a mock on this machine. */
export const noTransport =
  'The subject is reached over plain http on this machine, where transport security says nothing.'

/** What becomes of a GET of the address by plain http at port 80; `serves …` where it is answered. */
export async function answerToPlainHttp(context: CheckContext, address: string): Promise<string> {
  const url = new URL(address)
  url.protocol = 'http:'
  url.port = ''
  try {
    const { status, headers } = await context.send({ method: 'GET', url: url.href })
    const location = headers.get('location') ?? ''
    if (status >= 300 && status < 400 && location.startsWith('https://')) return 'redirected to https'
    return status >= 400 && status !== 401 ? `refused with ${status}` : `serves an answer (${status})`
  } catch (error) {
    if (!(error instanceof TransportError)) throw error
    // Nobody there at all says nothing: the document must still come.
    await context.discoveryResponse()
    return 'refused'
  }
}
