import { describeArrival } from '../../flow/arrival.ts'
import { isLoopback } from '../../subjects/loopback.ts'
import type { CheckDefinition } from '../check.ts'
import { inapplicable, judge, skip, untested } from '../outcome.ts'
import { mustStayHere } from './must-stay-here.ts'
import { asksForLogin, isTaken } from './probe.ts'
import { registeredUris, strangerHost } from './redirect-uri-variants.ts'

/** https, but on the developer's own machine. */
export const redirectUriScheme: readonly CheckDefinition[] = [
  mustStayHere({
    id: 'A-17',
    title: 'A redirect_uri with plain http is refused, but on this machine',
    spec: 'MP docs; OIDCC 3.1.2.1',
    level: 'SHOULD',
    sandbox: 'unattended',
    probes({ flow }) {
      const secure = registeredUris(flow.login()).filter((uri) => uri.startsWith('https:'))
      return [
        { what: 'redirect_uri of a stranger with http', changes: { redirect_uri: `http://${strangerHost}/callback` } },
        ...secure.map((uri) => ({
          what: 'redirect_uri with http for https',
          changes: { redirect_uri: uri.replace(/^https:/, 'http:') },
        })),
      ]
    },
    expected: 'an error page, and no redirect',
    remedy: 'Register and take https addresses alone, and loopback addresses for development.',
  }),
  {
    id: 'A-18',
    title: 'A redirect_uri on this machine is taken in the sandbox',
    spec: 'MP docs',
    level: 'MAY',
    sandbox: 'human-login',
    async run({ environment, flow }) {
      if (environment?.stage !== 'sandbox') return inapplicable("It is a rule of MobilePay's sandbox.")
      const registered = registeredUris(flow.login())
      const local = registered.find(isLoopback)
      if (local === undefined) return inapplicable('The client has no redirect_uri on this machine.')
      const attempt = await flow.attempt({ redirect_uri: local })
      if (asksForLogin(attempt)) return untested('It needs somebody who logs in.')
      const other = registered.find((uri) => !isLoopback(uri))
      if (!isTaken(attempt) && !(other && isTaken(await flow.attempt({ redirect_uri: other })))) {
        return skip('No other redirect_uri is taken either (A-01).')
      }
      return judge(isTaken(attempt), {
        expected: 'a code for a registered redirect_uri on this machine',
        actual: `redirect_uri on this machine: ${describeArrival(attempt)}`,
        remedy: 'Take a registered loopback address in the sandbox, where integrators develop.',
        severity: 'warn',
      })
    },
  },
]
