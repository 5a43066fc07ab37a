import { createHash } from 'node:crypto'
import { answer, onForm, type ReceivedForm, withMembers } from './support/received-form.ts'
import { type Acts, byBasic, excuse, sent, type UnlistedDefect, withHeader } from './support/unlisted-defect.ts'

const endpoints = ['token'] as const
const minute = 60_000
const challengeOf = (verifier = '') => createHash('sha256').update(verifier).digest('base64url')
const isRedemption = ({ form }: ReceivedForm) => form.get('grant_type') === 'authorization_code'
const isOwn = ({ client, secret }: ReceivedForm) => client !== undefined && secret === client.clientSecret

/** Codes that are taken again. @param when told the milliseconds since, and whether either request came by Basic */
function again(when: (ago: number, wasBasic: boolean, isBasic: boolean) => boolean): Acts {
  return onForm(async (received) => {
    const { form, memory, now, isBasic, pass } = received
    const code = form.get('code') ?? ''
    const reply = await pass()
    const before = memory.get(code) as { at: number; isBasic: boolean; reply: typeof reply } | undefined
    if (isRedemption(received) && reply.status === 200) memory.set(code, { at: now, isBasic, reply })
    return before && isOwn(received) && when(now - before.at, before.isBasic, isBasic) ? before.reply : reply
  })
}

/** What is nearly the redirect_uri, and does. */
const redirectUri = (same: (uri: string) => string): Acts => ({
  rule: excuse('token-redirect-uri-mismatch', (input) => {
    return same(sent(input, 'redirect_uri') ?? '') === same(input.code?.redirectUri ?? '')
  }),
})

/** What is nearly the code_verifier, and does; of a right length, as others look at that. */
const verifier = (does: (challenge: string, expected: string, clientId: string | undefined) => boolean): Acts => ({
  rule: excuse('code-verifier', (input) => {
    const given = sent(input, 'code_verifier') ?? ''
    const isOfLength = given.length > 42 && given.length < 129
    return isOfLength && does(challengeOf(given), input.code?.codeChallenge ?? '', input.client?.clientId)
  }),
})

/** Right requests that are refused. */
const refusing = (error: string, isConcerned: (received: ReceivedForm) => boolean) =>
  onForm((received) => (isConcerned(received) ? answer(400, { error }) : undefined))

const answers: readonly UnlistedDefect[] = [
  {
    defect: 'token_type mac for a client that uses Basic',
    seenBy: 'T-04',
    at: onForm(async ({ isBasic, pass }) => (isBasic ? withMembers(await pass(), { token_type: 'mac' }) : undefined)),
  },
  {
    defect: 'tokens that caches may keep, of a client that uses Basic',
    seenBy: 'T-03',
    at: {
      reply: (reply, context) =>
        byBasic(context) ? withHeader(reply, 'Cache-Control', 'private, max-age=60') : undefined,
    },
  },
  {
    defect: 'expires_in as a text, from the second redemption on',
    seenBy: 'T-06',
    at: onForm(async ({ memory, pass }) => {
      const reply = await pass()
      const isFirst = !memory.has('redeemed')
      if (reply.status === 200) memory.set('redeemed', true)
      return isFirst ? reply : withMembers(reply, { expires_in: '300' })
    }),
  },
  {
    defect: 'an ID token of no parts for another client',
    seenBy: 'T-08',
    at: onForm(async ({ client, pass }) => {
      return client?.clientId === 'integrator-reuse' ? withMembers(await pass(), { id_token: 'none' }) : undefined
    }),
  },
  {
    defect: 'one jti for all access tokens of a client',
    seenBy: 'T-44',
    at: {
      token: (draft) =>
        draft.kind === 'access-token' ? { ...draft, claims: { ...draft.claims, jti: draft.clientId } } : undefined,
    },
  },
]

const codes: readonly UnlistedDefect[] = [
  { defect: 'a code once more after a minute', seenBy: 'T-24', at: again((ago) => ago > minute && ago < 5 * minute) },
  { defect: 'a code once more by Basic', seenBy: 'T-23', at: again((_ago, was, is) => !was && is) },
  { defect: 'a code once more after Basic', seenBy: 'T-23', at: again((_ago, was, is) => was && !is) },
  {
    defect: 'a code of the other client',
    seenBy: 'T-33',
    at: { rule: excuse('code-wrong-client', ({ client }) => client?.clientId === 'integrator') },
  },
  {
    defect: 'white space around a code',
    seenBy: 'T-22',
    at: onForm(({ form, pass }) => (form.has('code') ? pass({ code: form.get('code')?.trim() }) : undefined)),
  },
  ...Object.entries<(uri: string) => string>({
    'white space around it': (uri) => uri.trim(),
    'http in place of https': (uri) => uri.replace('https:', 'http:'),
    'any port': (uri) => uri.replace(/:\d+/, ''),
    'no slash at its end': (uri) => uri.replace(/\/$/, ''),
  }).map(([how, same]) => ({ defect: `redirect_uri with ${how}`, seenBy: 'T-26', at: redirectUri(same) })),
  {
    defect: 'code_challenge without regard to letter case',
    seenBy: 'T-28',
    at: verifier((given, expected) => given.toLowerCase() === expected.toLowerCase()),
  },
  {
    defect: 'the first half of a code_challenge',
    seenBy: 'T-28',
    at: verifier((given, expected) => given.slice(0, 20) === expected.slice(0, 20)),
  },
  {
    defect: 'any code_verifier of another client',
    seenBy: 'T-28',
    at: verifier((_given, _expected, clientId) => clientId === 'integrator-reuse'),
  },
  {
    defect: 'the code_verifier of another code',
    seenBy: 'T-28',
    endpoints: ['authorize', 'token'],
    at: {
      'authorize-request': ({ codeChallenge }, { memory }) => {
        memory.set(codeChallenge, true)
        return undefined
      },
      rule: excuse('code-verifier', (input, { memory }) => memory.has(challengeOf(sent(input, 'code_verifier')))),
    },
  },
]

const clients: readonly UnlistedDefect[] = [
  {
    defect: 'a nearly right secret by Basic',
    seenBy: 'T-15',
    at: onForm(({ isBasic, secret, client, letIn }) => {
      return isBasic && client && secret?.startsWith(client.clientSecret) ? letIn() : undefined
    }),
  },
  {
    defect: 'the secret of any client by Basic',
    seenBy: 'T-15',
    at: onForm(({ isBasic, secret, exchange: { world }, letIn }) => {
      return isBasic && world.clients.some(({ clientSecret }) => clientSecret === secret) ? letIn() : undefined
    }),
  },
  {
    defect: 'client_id without regard to letter case',
    seenBy: 'T-15',
    at: onForm(({ form, pass }) =>
      form.has('client_id') ? pass({ client_id: form.get('client_id')?.toLowerCase() }) : undefined,
    ),
  },
  {
    defect: 'an unknown client told that it is unauthorized',
    seenBy: 'T-15',
    at: refusing('unauthorized_client', ({ client, isBasic }) => client === undefined && !isBasic),
  },
  {
    defect: 'Basic in lower case unknown',
    seenBy: 'T-13',
    at: refusing('invalid_client', ({ exchange }) => exchange.headers.authorization?.startsWith('basic ') === true),
  },
  {
    defect: 'client_credentials for a client that uses Basic',
    seenBy: 'T-20',
    at: onForm(({ form, isBasic }) => {
      const isAsked = isBasic && form.get('grant_type') === 'client_credentials'
      return isAsked ? answer(200, { access_token: 'abc', token_type: 'Bearer', expires_in: 300 }) : undefined
    }),
  },
]

const forms: readonly UnlistedDefect[] = [
  {
    defect: 'white space around grant_type',
    seenBy: 'T-19',
    at: onForm(({ form, pass }) => pass({ grant_type: form.get('grant_type')?.trim() })),
  },
  {
    defect: 'a code in the query',
    seenBy: 'T-37',
    at: onForm(({ exchange, pass }) => {
      const query = new URLSearchParams(exchange.query)
      return query.has('code') ? pass(Object.fromEntries(query)) : undefined
    }),
  },
  {
    defect: 'a parameter twice with one value taken for one',
    seenBy: 'T-38',
    at: onForm(({ form, pass }) => {
      const isRepeated = [...form.keys()].length > new Set(form.keys()).size
      const isAlike = [...form.keys()].every((name) => new Set(form.getAll(name)).size === 1)
      return isRepeated && isAlike ? pass(Object.fromEntries(form)) : undefined
    }),
  },
  {
    defect: 'the first of two refresh tokens',
    seenBy: 'T-38',
    at: onForm(({ form, pass }) =>
      form.has('refresh_token') ? pass({ refresh_token: form.get('refresh_token') ?? '' }) : undefined,
    ),
  },
  {
    defect: 'an empty scope refused',
    seenBy: 'T-39',
    at: refusing('invalid_scope', ({ form }) => form.get('scope') === ''),
  },
  {
    defect: 'a form with a charset refused',
    seenBy: 'T-01',
    at: refusing('invalid_request', ({ exchange }) => exchange.headers['content-type']?.includes('charset') === true),
  },
  {
    defect: 'a code_verifier of 128 characters refused',
    seenBy: 'T-01',
    at: refusing('invalid_grant', ({ form }) => form.get('code_verifier')?.length === 128),
  },
  {
    defect: 'a code_verifier with a full stop refused',
    seenBy: 'T-01',
    at: refusing('invalid_grant', ({ form }) => form.get('code_verifier')?.includes('.') === true),
  },
  {
    defect: 'every redirect_uri but the first refused',
    seenBy: 'T-01',
    at: refusing('invalid_grant', (received) => {
      const uri = received.form.get('redirect_uri') ?? ''
      return isRedemption(received) && (received.client?.redirectUris.indexOf(uri) ?? 0) > 0
    }),
  },
  {
    defect: 'a NUL in a refresh token brings a stack trace',
    seenBy: 'T-42',
    at: onForm(({ form }) => {
      return form.get('refresh_token')?.includes('\0')
        ? answer(500, { detail: 'at Store.Find() in Store.cs:line 3' })
        : undefined
    }),
  },
]

/** Defects of the token endpoint that went unseen before its checks looked for their class. */
export const unlistedToken: readonly UnlistedDefect[] = [...answers, ...codes, ...clients, ...forms].map((defect) => ({
  endpoints,
  ...defect,
}))
