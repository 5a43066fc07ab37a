import type { Family } from '../../src/checks/check.ts'
import type { CheckContext, SeenAnswer } from '../../src/checks/check-context.ts'
import { type Outcome, OutcomeSignal } from '../../src/checks/outcome.ts'
import { type Arrival, type CallbackArrival, type Hop, isAnswered } from '../../src/flow/arrival.ts'
import { type AuthorizationRequest, type Changes, prepareRequest } from '../../src/flow/authorization-request.ts'
import { callbackByForm, pageAt } from '../../src/flow/browser.ts'
import type { AttemptOptions, Flow } from '../../src/flow/flow.ts'
import type { AutomaticLogin } from '../../src/subjects/target.ts'
import { jwt, login, response } from './told.ts'

const origin = 'https://provider.example'

/** The answer with a code to a request, in the place that it asks for. @param fields changed; undefined takes one out */
export function granted(
  request: AuthorizationRequest,
  fields: Readonly<Record<string, string | undefined>> = {},
  where: CallbackArrival['where'] = request.get('response_mode') === 'form_post' ? 'body' : 'fragment',
): CallbackArrival {
  const usual = { code: `code-${request.get('nonce')}`, id_token: jwt({}), state: request.get('state') || undefined }
  return told(request, { ...usual, ...fields }, where)
}

/** An error that is told to the client. */
export function refusedWith(request: AuthorizationRequest, error: string): CallbackArrival {
  const where = request.get('response_mode') === 'form_post' ? 'body' : 'fragment'
  return told(request, { error, state: request.get('state') }, where)
}

function told(
  request: AuthorizationRequest,
  fields: Readonly<Record<string, string | undefined>>,
  where: CallbackArrival['where'],
): CallbackArrival {
  const isPost = where === 'body'
  return {
    kind: 'callback',
    method: isPost ? 'POST' : 'GET',
    url: request.get('redirect_uri') ?? '',
    enctype: isPost ? 'application/x-www-form-urlencoded' : undefined,
    where,
    fields: Object.entries(fields).flatMap(([name, value]) => (value === undefined ? [] : [[name, value] as const])),
  }
}

/** A page of the provider. */
export function page(html: string, status = 200, headers: Readonly<Record<string, string>> = {}): Arrival {
  return pageAt(`${origin}/page`, response(status, html, { 'content-type': 'text/html', ...headers }))
}

export const errorPage = (error = 'invalid_request') => page(`<h1>${error}</h1>`)
export const loginPage = page(
  '<form method=post><input name=user><input type=password name=p><button>ok</button></form>',
)
export const consentPage = page('<form method=post><button>Allow</button><button>Deny</button></form>')

/** The answer that a page posts to the client. */
export function posted(html: string, status = 200, headers: Readonly<Record<string, string>> = {}): CallbackArrival {
  const shown = pageAt(`${origin}/page`, response(status, html, { 'content-type': 'text/html', ...headers }))
  const [form] = shown.page.forms
  if (!form) throw new Error('The page has no form.')
  return callbackByForm(form, shown.url, shown)
}

/** A request that went by on the way to the answer. */
export const hop = (path: string, status = 302, headers: Readonly<Record<string, string>> = {}): Hop => ({
  request: { method: 'GET', url: `${origin}${path}` },
  response: response(status, '', headers),
})

export type Answering = (
  request: AuthorizationRequest,
  options: AttemptOptions,
) => Arrival | { readonly arrival: Arrival; readonly hops: readonly Hop[] }

/** A provider of a few words, and what is known of it. */
export interface ToldProvider {
  readonly answer: Answering
  readonly flow?: Readonly<Record<string, unknown>>
  readonly context?: Readonly<Record<string, unknown>>
  readonly target?: Readonly<Record<string, unknown>>
  readonly login?: Partial<AutomaticLogin>
}

/** One of MobilePay's environments, as far as checks ask. */
export const mobilePay = { environment: { stage: 'sandbox', issuer: { url: 'https://issuer.example' } } }

/** What a check of the family says of a provider that answers so. */
export async function judgedOf({ checks }: Family, id: string, provider: ToldProvider): Promise<Outcome> {
  const check = checks.find((one) => one.id === id)
  if (!check) throw new Error(`There is no check ${id}.`)
  const own = { ...login, password: 'password', ...provider.login }
  const answers: SeenAnswer[] = []
  const made = new Map<string, unknown>()
  const flow: Record<string, unknown> = {
    login: () => own,
    browser: () => 'new',
    pass: async () => {},
    attempt: async (changes: Changes = {}, options: AttemptOptions = {}) => {
      const request = prepareRequest(options.login ?? own, changes, options.arrange)
      const answer = provider.answer(request, options)
      const attempt = { request, ...('arrival' in answer ? answer : { arrival: answer, hops: [] }) }
      if (isAnswered(attempt)) answers.push({ attempt })
      return attempt
    },
    once: async (name: string, experiment: (own: Flow) => Promise<unknown>) => {
      if (!made.has(name)) made.set(name, await experiment(flow as unknown as Flow))
      return made.get(name)
    },
    ...provider.flow,
  }
  const context = {
    flow,
    target: { label: 'told', login: own, ...provider.target },
    environment: undefined,
    document: async () => ({}),
    answers: () => answers,
    cite: () => {},
    recall: () => 0,
    ...provider.context,
  }
  try {
    return await check.run(context as unknown as CheckContext)
  } catch (error) {
    if (error instanceof OutcomeSignal) return error.outcome
    throw error
  }
}

/** What was found where something is wrong, else the kind of outcome. */
export async function found(outcome: Promise<Outcome>): Promise<unknown> {
  const result = await outcome
  return result.kind === 'violation' ? result.actual : result.kind
}
