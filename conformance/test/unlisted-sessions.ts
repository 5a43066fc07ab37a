import type { Step } from '../../mock-server/src/sites/admin/next-step.ts'
import {
  type Acts,
  asked,
  byFragment,
  byPost,
  fieldOf,
  type UnlistedDefect,
  withField,
  withHeader,
} from './support/unlisted-defect.ts'

const answered: readonly UnlistedDefect[] = [
  {
    defect: 'an empty response_mode is answered in the query',
    seenBy: 'A-29',
    at: {
      callback: (draft, context) => (asked(context, 'response_mode') === '' ? { ...draft, mode: 'query' } : undefined),
    },
  },
  {
    defect: 'no response_mode by POST is answered in the query',
    seenBy: 'A-29',
    at: {
      callback: (draft, context) =>
        byPost(context) && draft.mode === 'fragment' ? { ...draft, mode: 'query' } : undefined,
    },
  },
  {
    defect: 'a state of 0 is dropped',
    seenBy: 'A-32',
    at: {
      callback: (draft) =>
        fieldOf(draft.fields, 'state') === '0'
          ? { ...draft, fields: draft.fields.filter(([name]) => name !== 'state') }
          : undefined,
    },
  },
  {
    defect: 'plus signs of a state get lost on its way through the login page',
    seenBy: 'A-32',
    at: {
      callback: (draft, { exchange }) =>
        exchange.path.endsWith('/callback')
          ? {
              ...draft,
              fields: withField(draft.fields, 'state', fieldOf(draft.fields, 'state')?.replaceAll('+', ' ') ?? ''),
            }
          : undefined,
    },
  },
  ...(['state', 'mode', 'token'] as const).map((what) => ({
    defect: `a no that is told wrongly (${what})`,
    seenBy: 'A-48',
    at: {
      callback: (draft) => {
        if (fieldOf(draft.fields, 'error') !== 'access_denied') return undefined
        if (what === 'mode') return draft.mode === 'fragment' ? { ...draft, mode: 'query' } : undefined
        if (what === 'token') return { ...draft, fields: [...draft.fields, ['access_token', 'abcdefghijklmnop']] }
        const state = fieldOf(draft.fields, 'state')?.replace(/[^\w-]/g, '') ?? ''
        return { ...draft, fields: withField(draft.fields, 'state', state) }
      },
    } satisfies Acts,
  })),
  {
    defect: 'errors to a POST in the query',
    seenBy: 'A-49',
    at: { callback: (draft, context) => (draft.isError && byPost(context) ? { ...draft, mode: 'query' } : undefined) },
  },
]

const isSilent = (step: Step) => step.kind === 'tell-client' && step.error === 'login_required'

/** A code where the page should ask. @param when told the clients that have a consent for the merchant */
const unasked = (when: (clients: readonly string[], client: string) => boolean): Acts => ({
  step: (step, context) => {
    if (step.kind !== 'consent' || asked(context, 'prompt') === 'consent') return undefined
    const { world, stage } = context.exchange
    const standing = world.stage(stage).grants.all.filter(({ merchantId }) => merchantId === step.merchant?.merchantId)
    const clients = standing.map(({ clientId }) => clientId)
    if (!when(clients, asked(context, 'client_id') ?? '')) return undefined
    const scopes = (asked(context, 'scope') ?? '').split(' ')
    return { kind: 'issue', issue: { merchant: step.merchant, scopes, standing: undefined } }
  },
})

const sessions: readonly UnlistedDefect[] = [
  {
    defect: 'prompt=login passed over by POST',
    seenBy: 'A-38',
    at: { 'authorize-request': (request, context) => (byPost(context) ? { ...request, prompts: [] } : undefined) },
  },
  {
    defect: 'max_age passed over by POST',
    seenBy: 'A-39',
    at: {
      'authorize-request': (request, context) => (byPost(context) ? { ...request, maxAge: undefined } : undefined),
    },
  },
  {
    defect: 'max_age counts from the last answer',
    seenBy: 'A-39',
    at: {
      'authorize-request': (request, { exchange, memory }) => {
        const age = exchange.world.clock.now() - Number(memory.get('last') ?? 0)
        return request.maxAge && age <= request.maxAge * 1000 ? { ...request, maxAge: undefined } : undefined
      },
      callback: (_draft, { exchange, memory }) => void memory.set('last', exchange.world.clock.now()),
    },
  },
  {
    defect: 'prompt=none by POST shows the login page',
    seenBy: 'A-36',
    at: { step: (step, context) => (byPost(context) && isSilent(step) ? { kind: 'login' } : undefined) },
  },
  {
    defect: 'prompt=none by fragment fails in spite of a session',
    seenBy: 'A-37',
    at: {
      step: (step, context) =>
        step.kind === 'issue' && asked(context, 'prompt') === 'none' && byFragment(context)
          ? { kind: 'tell-client', error: 'login_required' }
          : undefined,
    },
  },
  {
    defect: 'a consent page where scopes come in another order',
    seenBy: 'A-54',
    at: {
      step: (step, context) =>
        step.kind === 'issue' && step.issue.standing && !asked(context, 'scope')?.startsWith('openid')
          ? { kind: 'consent', merchant: step.issue.merchant }
          : undefined,
    },
  },
  {
    defect: 'a consent to another client is enough',
    seenBy: 'A-54',
    at: unasked((clients, client) => clients.some((other) => other !== client)),
  },
  {
    defect: 'a consent to fewer scopes is enough',
    seenBy: 'A-54',
    at: unasked((clients, client) => clients.includes(client)),
  },
  {
    defect: 'consent pages in English alone',
    seenBy: 'A-43',
    endpoints: ['consent'],
    at: { reply: (reply) => ({ ...reply, body: reply.body.replace(/<html lang="\w+"/, '<html lang="en"') }) },
  },
  {
    defect: 'a login page that may be framed after a wrong password',
    seenBy: 'A-52',
    endpoints: ['login'],
    at: {
      reply: (reply, context) =>
        byPost(context) && reply.status === 200
          ? withHeader(withHeader(reply, 'X-Frame-Options'), 'Content-Security-Policy', "default-src 'self'")
          : undefined,
    },
  },
]

/** Right requests to the authorization endpoint that are treated wrongly, as no list names them. */
export const unlistedSessions: readonly UnlistedDefect[] = [...answered, ...sessions]
