import type { Attempt } from '../../flow/arrival.ts'
import type { Changes } from '../../flow/authorization-request.ts'
import type { AttemptOptions } from '../../flow/flow.ts'
import { TransportError } from '../../subjects/http.ts'
import type { CheckDefinition } from '../check.ts'
import type { CheckContext } from '../check-context.ts'
import { judgeProblems } from '../outcome.ts'
import { asksForLogin, crashOf, isTaken, type Probe, plainRequest } from './probe.ts'

const kilobytes = (count: number) => 'x'.repeat(count * 1024)

/** requests that are too large. */
export const largeRequests: CheckDefinition = {
  id: 'A-55',
  title: 'Requests of 8 and 64 kB are answered, and not with a server error',
  spec: 'RFC 9110 15.5.15',
  level: 'SHOULD',
  sandbox: 'unattended',
  async run(context) {
    await plainRequest(context)
    const probes = [8, 64].flatMap((size): readonly Probe[] => [
      { what: `GET with padding of ${size} kB`, changes: { padding: kilobytes(size) } },
      ...['padding', 'login_hint'].map((name): Probe => {
        const changes = { [name]: kilobytes(size) }
        return { what: `POST with ${name} of ${size} kB`, changes, options: { method: 'POST' } }
      }),
    ])
    const problems: string[] = []
    for (const { what, changes, options } of probes) {
      const problem = await problemOf(context, changes, options)
      if (problem !== undefined) problems.push(`${what}: ${problem}`)
    }
    return judgeProblems(
      problems,
      'an answer below 500 for each',
      'Refuse what is too large with 413, 414 or 431, or with an error page.',
    )
  },
}

/** A server may close the connection on what is too large (RFC 9110 15.5.14), as long as it answers others. */
async function problemOf({ flow }: CheckContext, changes: Changes = {}, options: AttemptOptions = {}) {
  try {
    return crashOf(await flow.attempt(changes, { ...options, browser: 'new' }))
  } catch (error) {
    if (!(error instanceof TransportError)) throw error
    if (error.timedOut) return 'no answer in time'
    return refusalAfterwards(await flow.attempt({}, { browser: 'new' }))
  }
}

function refusalAfterwards(plain: Attempt): string | undefined {
  return asksForLogin(plain) || isTaken(plain) ? undefined : 'a plain request is not taken afterwards'
}
