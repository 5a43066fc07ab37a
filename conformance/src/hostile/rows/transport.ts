import { accepted, type Expectation, type HostileRow, rejected, unmet } from '../hostile-row.ts'
import { wirePlaces } from '../wire-places.ts'
import { all } from './from-table.ts'

type Place = (typeof wirePlaces)[number]['scenario']
type Rule = Expectation | ((place: Place) => Expectation)

/** The API's answers are the caller's to read, but for `merchants/me`. */
const garbageFromApi = rejected('api-answer-unexpected')
const forPlace =
  (elsewhere: Partial<Record<Place, Expectation>>, usual: Expectation) =>
  (place: Place): Expectation =>
    elsewhere[place] ?? usual

const unavailable = rejected('service-unavailable')
const failed = rejected('request-failed')
const late = rejected('request-timed-out')
const redirected = rejected('redirect-refused')
const forOthers = accepted('It is a matter of others: the answer is right.')
const notJson = forPlace({ call: garbageFromApi }, rejected('response-unexpected', { reason: 'not JSON' }))
const wrongType = forPlace(
  { call: accepted('The API’s answer is read whatever it is called: the merchant in it is compared.') },
  rejected('response-unexpected', { reason: 'not JSON' }),
)
const notAnObject = forPlace(
  {
    discover: rejected('discovery-invalid'),
    consent: rejected('response-unexpected'),
    call: rejected('api-answer-unexpected', { reason: 'no MerchantId' }),
  },
  rejected('token-response-malformed'),
)
const tooLarge = forPlace({ call: garbageFromApi }, rejected('response-unexpected', { reason: 'too large' }))

const rules: Readonly<Record<string, Rule>> = {
  ...all('http-status, http-500, http-502, http-503, http-504, http-500-after, http-429', unavailable),
  ...all('http-429-without-retry-after, http-stack-trace', unavailable),
  ...all('http-404, http-empty-200, http-204, http-html-instead', notJson),
  ...all('http-content-type-wrong, http-content-type-text, http-content-type-missing', wrongType),
  ...all('http-json-truncated, http-json-trailing, http-json-array, http-json-null, http-json-deep', notAnObject),
  'http-json-bom': accepted('A byte order mark may be passed over (RFC 8259 8.1).'),
  ...all('http-oversized, gzip-bomb', tooLarge),
  ...all('http-redirect-301, http-redirect-302, http-redirect-307, http-redirect-308, http-redirect-loop', redirected),
  'http-stack-trace-in-refusals': unmet('Nothing is refused.'),
  ...all('http-version-banner, http-cors-wildcard', forOthers),
  'http-secret-echoed': accepted('Nothing is refused, so nothing is echoed.'),
  'http-cors-reflected': unmet('The client sends no Origin.'),
  'http-trace-answered': unmet('The client sends no TRACE.'),
  ...all('latency, latency-after, hold, hold-after, slow-drip, body-held', late),
  ...all('connection-reset, connection-reset-after, empty-reply, empty-reply-after, body-truncated', failed),
  ...all('chunk-malformed, chunk-unfinished, headers-truncated, content-length-too-long', failed),
  ...all('content-length-contradictory, not-http, status-line-malformed, headers-oversized, gzip-invalid', failed),
  'header-split': accepted(
    'It acts where text of a request is put into a header, and the client sends no line breaks.',
  ),
  'body-invalid-utf8': forPlace(
    { call: rejected('api-answer-unexpected') },
    rejected('response-unexpected', { reason: 'not UTF-8' }),
  ),
}

const patience = 2000
const takesTime = /^(latency|hold|slow-drip|body-held)/
/** Four times what the client waits, so that no machine is too slow to tell. */
const slow = { parameters: { ms: 4 * patience } }
/** More than any limit of the client, and no more work than that needs. */
const large = { parameters: { megabytes: 12 } }

/** An API call is sent three times where that may help. */
const repeats = (fault: string) =>
  /^http-(status|5|429|stack-trace$)/.test(fault) || !/^http-|^gzip-bomb|utf8/.test(fault)

/** HTTP and the connection beneath it, at every endpoint that the client asks. */
export const transportRows: readonly HostileRow[] = Object.entries(rules).flatMap(([fault, rule]) =>
  wirePlaces
    .filter(({ endpoint }) => fault !== 'http-secret-echoed' || endpoint === 'token')
    .map(({ scenario, endpoint }) => ({
      fault,
      scenario,
      endpoint,
      expect: typeof rule === 'function' ? rule(scenario) : rule,
      ...(takesTime.test(fault) && { timeoutMs: patience }),
      ...(fault.startsWith('latency') && slow),
      ...(/oversized$|bomb$/.test(fault) && fault !== 'headers-oversized' && large),
      ...(scenario === 'call' && repeats(fault) && { requests: { api: 3 } }),
    })),
)
