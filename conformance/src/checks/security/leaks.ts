import type { SeenExchange } from '../../run/evidence.ts'
import { showsStackTrace } from '../../run/stack-trace.ts'
import { textOf } from '../../subjects/http.ts'
import type { CheckDefinition } from '../check.ts'
import type { CheckContext } from '../check-context.ts'
import { judgeProblems } from '../outcome.ts'
import { asFarAsPossible } from './as-far-as-possible.ts'
import { firstOfEach, placeOf } from './places.ts'

const bannerHeaders = [
  'server',
  'via',
  'x-powered-by',
  'x-aspnet-version',
  'x-aspnetmvc-version',
  'x-generator',
  'x-runtime-version',
]
const withVersion = /\d+\.\d+/

/** S-08: what answers tell of the software; every answer of the run is looked at. */
export const leaks: CheckDefinition = {
  id: 'S-08',
  title: 'No answer shows a stack trace or the version of its software',
  spec: 'OWASP, error handling',
  level: 'SHOULD',
  sandbox: 'unattended',
  async run(context) {
    await asFarAsPossible(context, provoke(context))
    const problems = context
      .seen()
      .flatMap((exchange) => tellTales(exchange).map((what) => `${placeOf(exchange)}: ${what}`))
    return judgeProblems(
      firstOfEach(problems),
      'no stack trace, no version in Server, X-Powered-By and their like',
      'Catch errors before they reach an answer, and send no headers that name software and version.',
    )
  },
}

/** Requests that error handling was perhaps not made for. */
async function provoke({ flow, send, target }: CheckContext): Promise<void> {
  const form = { 'content-type': 'application/x-www-form-urlencoded' }
  await flow.send('token_endpoint', { method: 'POST', headers: form, body: '%%%=%&&=;\u0000' })
  await flow.send('token_endpoint', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: '{"grant_type":',
  })
  await flow.send('authorization_endpoint', { method: 'GET', query: [['response_type', "'\u0000%n[]{{7*7}}"]] })
  const authorize = await flow.endpoint('authorization_endpoint')
  const broken = new URL(authorize)
  broken.search += '&client_id=%zz&response_type=%'
  await send({ method: 'GET', url: broken.href })
  await send({ method: 'POST', url: authorize, headers: { 'content-type': 'multipart/form-data' }, body: '--x' })
  await send({ method: 'GET', url: new URL('conformance-unknown', target.discoveryUrl).href })
  await flow.api("'conformance")
}

function tellTales({ response }: SeenExchange): readonly string[] {
  const banners = bannerHeaders.filter((name) => withVersion.test(response.headers.get(name) ?? ''))
  return [
    ...(showsStackTrace(textOf(response)) ? ['a stack trace'] : []),
    ...banners.map((name) => `the header ${name} names a version`),
  ]
}
