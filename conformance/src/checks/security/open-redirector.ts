import { type Changes, prepareRequest } from '../../flow/authorization-request.ts'
import type { AttemptOptions, Flow } from '../../flow/flow.ts'
import type { CheckDefinition } from '../check.ts'
import type { CheckContext } from '../check-context.ts'
import { judgeProblems } from '../outcome.ts'
import { leadIn, leadsToStranger, strangersHost } from './leads-to.ts'
import { visitorOf } from './visitor.ts'

const away = `https://${strangersHost}/`
const unattended: AttemptOptions = { browser: 'new', visits: false }

/** S-03: nobody is sent where an attacker wants him. */
export const openRedirector: CheckDefinition = {
  id: 'S-03',
  title: 'No refusal, sign-out, login or forwarded request sends a browser to an address that is not registered',
  spec: 'RFC 9700 4.11.2, 4.13',
  level: 'MUST',
  sandbox: 'unattended',
  async run(context) {
    const problems = [
      ...(await refusalsThatLead(context.flow)),
      ...(await signOutThatLeads(context)),
      ...(await loginThatLeads(context.flow)),
      ...(await headersThatLead(context.flow)),
    ]
    return judgeProblems(
      problems,
      'nothing leads to the host of a stranger',
      'Redirect to registered addresses alone; show refusals of others on a page of the provider.',
    )
  },
}

function refusals(registered: string): Readonly<Record<string, Changes>> {
  const { host, protocol } = new URL(registered)
  return {
    'an unregistered redirect_uri': { redirect_uri: away },
    'an unregistered redirect_uri with prompt=none': { redirect_uri: away, prompt: 'none' },
    'an unregistered redirect_uri by fragment': { redirect_uri: away, response_mode: 'fragment', prompt: 'none' },
    'an unregistered redirect_uri with an unknown scope': { redirect_uri: away, scope: 'openid conformance' },
    'an unregistered redirect_uri without response_type': { redirect_uri: away, response_type: undefined },
    'an unregistered redirect_uri of an unknown client': { redirect_uri: away, client_id: 'conformance.unknown' },
    'an unregistered redirect_uri with a registered host before the @': {
      redirect_uri: `${protocol}//${host}@${strangersHost}/`,
      prompt: 'none',
    },
    'a redirect_uri without scheme': { redirect_uri: `//${strangersHost}/`, prompt: 'none' },
    'a redirect_uri with backslashes': { redirect_uri: `https:\\\\${strangersHost}\\`, prompt: 'none' },
  }
}

async function refusalsThatLead(flow: Flow): Promise<readonly string[]> {
  const problems: string[] = []
  for (const [what, changes] of Object.entries(refusals(flow.login().redirectUri))) {
    const lead = leadsToStranger(await flow.attempt(changes, unattended))
    if (lead !== undefined) problems.push(`${what}: ${lead}`)
  }
  return problems
}

async function signOutThatLeads(context: CheckContext): Promise<readonly string[]> {
  const { end_session_endpoint: endpoint } = await context.servedDocument()
  if (typeof endpoint !== 'string') return []
  const url = new URL(await context.flow.endpoint('end_session_endpoint'))
  url.searchParams.set('post_logout_redirect_uri', away)
  url.searchParams.set('state', 'conformance')
  const lead = leadsToStranger(await context.flow.browser().visit({ method: 'GET', url: url.href }, away, undefined))
  return lead === undefined ? [] : [`an unregistered post_logout_redirect_uri: ${lead}`]
}

/** Headers in which proxies say for which host a request came: whoever sends them to a provider is no proxy of its own. */
async function headersThatLead(flow: Flow): Promise<readonly string[]> {
  const headers = {
    forwarded: `host=${strangersHost};proto=https`,
    'x-forwarded-host': strangersHost,
    'x-forwarded-server': strangersHost,
    'x-host': strangersHost,
    'x-original-url': away,
  }
  const requests: Readonly<Record<string, Changes>> = {
    'a request': {},
    'a request to refuse': { redirect_uri: away },
  }
  const problems: string[] = []
  for (const [what, changes] of Object.entries(requests)) {
    const { parameters } = prepareRequest(flow.login(), changes)
    const lead = leadIn(await flow.send('authorization_endpoint', { method: 'GET', query: parameters, headers }))
    if (lead !== undefined) problems.push(`${what} that was forwarded for the host of a stranger: ${lead}`)
  }
  return problems
}

/** A login page that is told where to go on. */
async function loginThatLeads(flow: Flow): Promise<readonly string[]> {
  const browser = flow.browser()
  const { arrival } = await flow.attempt({}, { browser, visits: false })
  if (arrival.kind !== 'page' || arrival.purpose !== 'login') return []
  const problems: string[] = []
  for (const [name, value] of new URL(arrival.url).searchParams) {
    if (!/^(https?:)?\//.test(value)) continue
    const url = new URL(arrival.url)
    url.searchParams.set(name, away)
    const lead = leadsToStranger(await browser.visit({ method: 'GET', url: url.href }, away, visitorOf(flow.login())))
    if (lead !== undefined) problems.push(`${name} of the login page: ${lead}`)
  }
  return problems
}
