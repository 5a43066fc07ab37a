import type { Hop } from '../../flow/arrival.ts'
import type { CheckDefinition } from '../check.ts'
import { judgeProblems } from '../outcome.ts'
import { probePages } from './probe-pages.ts'

const header = 'x-injected'
const cookie = 'injected'
const lines = (lineBreak: string) => ['conformance', `${header}: 1`, `Set-Cookie: ${cookie}=1`, ''].join(lineBreak)
const mark = lines('\r\n')
/** Characters whose low bytes are a line break, where somebody cuts them. */
const wide = lines('\u560d\u560a')

/** S-05: what a request says ends no line of a header. */
export const headerInjection: CheckDefinition = {
  id: 'S-05',
  title: 'Line breaks in parameters make no header of their own',
  spec: 'RFC 9112 11.1',
  level: 'MUST',
  sandbox: 'unattended',
  async run({ flow }) {
    const { redirectUri } = flow.login()
    const toClient = { prompt: 'none', response_mode: 'fragment' }
    const probes = [
      { what: 'state', changes: { ...toClient, state: mark } },
      { what: 'state with line feeds alone', changes: { ...toClient, state: lines('\n') } },
      { what: 'state with wide characters', changes: { ...toClient, state: wide } },
      { what: 'redirect_uri', changes: { ...toClient, redirect_uri: `${redirectUri}${mark}` } },
      { what: 'redirect_uri with wide characters', changes: { ...toClient, redirect_uri: `${redirectUri}${wide}` } },
      ...['client_id', 'scope', 'response_mode', 'ui_locales', 'login_hint', 'merchant_vat', 'acr_values'].map(
        (what) => ({ what, changes: { [what]: mark } }),
      ),
    ]
    return judgeProblems(
      await probePages(flow, probes, mark, injectedIn),
      `no answer has the header ${header} or the cookie ${cookie}`,
      'Encode what comes from a request before it goes into a header, or refuse line breaks.',
    )
  },
}

function injectedIn({ response: { headers } }: Hop): string | undefined {
  const cookies = headers.getSetCookie().map((value) => value.split('=', 1)[0]?.trim())
  if (cookies.includes(cookie)) return `makes the header Set-Cookie (${cookie})`
  return headers.has(header) ? `makes the header ${header}` : undefined
}
