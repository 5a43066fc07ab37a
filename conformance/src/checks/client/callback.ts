import type { CallbackArrival } from '../../flow/arrival.ts'
import { encodeForm, formDelivery } from '../../subjects/callback-request.ts'
import type { ClientCookies } from '../../subjects/client-cookies.ts'
import type { ClientScene, FaultWish } from '../../subjects/client-scene.ts'
import { judgeProblems } from '../outcome.ts'
import type { ClientCheckContext, ClientCheckDefinition } from './client-check.ts'
import { rejects } from './rejects.ts'
import { rowsLike } from './rows-like.ts'

interface Arrived {
  readonly scene: ClientScene
  readonly arrival: CallbackArrival
  readonly cookies: ClientCookies
}

/** A consent whose callback stands before the client's door. */
async function arrive(context: ClientCheckContext): Promise<Arrived> {
  const scene = await context.ready()
  const begun = await scene.begin()
  if ('outcome' in begun || begun.arrival.kind !== 'callback') throw new Error('The consent did not come back.')
  return { scene, arrival: begun.arrival, cookies: begun.cookies }
}

/** A callback that no right browser brings, made from a right one. */
interface Oddity {
  readonly what: string
  readonly method?: string
  url?(url: string, form: string): string
  readonly contentType?: string
  body?(form: string): string | Uint8Array
}

/** What is wrong with how the client deals with them: each in a consent of its own. */
async function tryAll(context: ClientCheckContext, oddities: readonly Oddity[]): Promise<readonly string[]> {
  const found = await Promise.all(
    oddities.map(async ({ what, method = 'POST', url, contentType, body }) => {
      const { scene, arrival, cookies } = await arrive(context)
      const form = encodeForm(arrival.fields)
      const right = formDelivery(arrival.url, arrival.fields)
      const reply = await scene.deliver(
        {
          method,
          url: url?.(right.url, form) ?? right.url,
          contentType: contentType ?? right.contentType,
          body: method === 'GET' ? '' : (body?.(form) ?? right.body),
        },
        cookies,
      )
      const sent = scene.count('token')
      const again = await scene.connect()
      return [
        ...(reply.outcome === 'rejected' ? [] : [`${what} was taken`]),
        ...(reply.outcome === 'rejected' && /^http-5|internal/i.test(reply.code ?? '')
          ? [`${what} made an internal error`]
          : []),
        ...(sent === 0 ? [] : [`${what} led to a token request`]),
        ...(again.outcome === 'connected' ? [] : [`after ${what} no consent goes well any more`]),
      ]
    }),
  )
  return found.flat()
}

const denial = { code: null, id_token: null, error: 'access_denied', error_description: '<script>alert(1)</script>' }

/** Whether the client repeats what an error says in words: to its caller, or in its log. */
async function saidOf(
  context: ClientCheckContext,
  where: string,
  fault: FaultWish,
  clientSecret?: string,
): Promise<readonly string[]> {
  const scene = await context.scene()
  await scene.configure(clientSecret === undefined ? {} : { clientSecret })
  await scene.arm({ ...fault, times: 'always' })
  const reply = await scene.connect()
  const { log = [] } = (await scene.report()) ?? {}
  const said = JSON.stringify([reply, log, scene.driver.spoken])
  return /alert\(1\)/.test(said) ? [`error_description of ${where} stands in what the client says`] : []
}

const remedyForm =
  'Take the callback from the body of a POST of application/x-www-form-urlencoded at the redirect URI alone.'

/** RP-23 to RP-27 and RP-31 to RP-38: the callback before any token is looked at. */
export const callback: readonly ClientCheckDefinition[] = [
  rejects({
    id: 'RP-23',
    title: 'The callback is taken from a form post at the redirect URI alone',
    spec: 'OAuth 2.0 Form Post Response Mode 2',
    level: 'MUST',
    rows: ['form-post-multipart', 'form-post-text-plain', 'form-post-by-get'],
    remedy: remedyForm,
    more: (context) =>
      tryAll(context, [
        {
          what: 'JSON',
          contentType: 'application/json',
          body: (form) => JSON.stringify(Object.fromEntries(new URLSearchParams(form))),
        },
        { what: 'a form that is called JSON', contentType: 'application/json' },
        { what: 'PUT', method: 'PUT' },
        { what: 'another path', url: (url) => url.replace(/\/callback$/, '/callback/other') },
      ]),
  }),
  rejects({
    id: 'RP-24',
    title: 'An answer in the query or the fragment is not taken',
    spec: 'OAuth 2.0 Form Post Response Mode 2; OIDCC 3.3.2.5',
    level: 'MUST',
    rows: ['callback-in-query', 'form-post-code-in-url', 'callback-fragment-for-form-post'],
    remedy: remedyForm,
    more: (context) =>
      tryAll(context, [
        { what: 'GET with the whole answer in the query', method: 'GET', url: (url, form) => `${url}?${form}` },
      ]),
  }),
  rejects({
    id: 'RP-25',
    title: 'Bodies that are too large or malformed are refused, and nothing breaks',
    spec: 'OWASP ASVS 13; RFC 9110 15.5.14',
    level: 'SHOULD',
    rows: ['callback-oversized', 'callback-nul-in-code'],
    remedy: 'Bound the body, decode it strictly, and answer a client error.',
    more: (context) =>
      tryAll(context, [
        { what: 'an empty body', body: () => '' },
        { what: 'five megabytes', body: (form) => `${form}&padding=${'x'.repeat(5 * 1024 * 1024)}` },
        {
          what: 'bytes that are no UTF-8',
          body: (form) => Buffer.concat([Buffer.from(`${form}&x=`), Buffer.from([0xff, 0xfe])]),
        },
        { what: 'percent signs without digits', body: (form) => `${form}&x=%zz` },
        { what: 'a NUL character', body: (form) => `${form}&x=%00` },
        {
          what: 'ten thousand parameters',
          body: () => Array.from({ length: 10_000 }, (_, index) => `p${index}=1`).join('&'),
        },
        { what: 'nothing but separators', body: () => '&'.repeat(1000) },
      ]),
  }),
  rejects({
    id: 'RP-26',
    title: 'A callback without state is refused before anything else is done',
    spec: 'RFC 6749 10.12',
    level: 'MUST',
    rows: ['callback-state-missing'],
    remedy: 'Look for state first, and refuse a callback that has none.',
  }),
  rejects({
    id: 'RP-27',
    title: 'A state that was not sent is refused',
    spec: 'RFC 6749 10.12',
    level: 'MUST',
    rows: rowsLike(/^callback-state-(wrong|lower-cased|of-other|longer|shorter|with|look|in-capitals)/),
    remedy: 'Compare state with the one of this browser’s consent, character by character.',
  }),
  rejects({
    id: 'RP-31',
    title: 'A parameter that is there twice is refused',
    spec: 'RFC 6749 3.1',
    level: 'MUST',
    rows: rowsLike(
      /^callback-(state|code|id-token|iss)-duplicated/,
      /^callback-state-empty/,
      /^callback-(code|id-token)-empty-beside/,
    ),
    remedy: 'Count the parameters before using one.',
  }),
  rejects({
    id: 'RP-32',
    title: 'An error is told of, its state checked, and no token is asked for',
    spec: 'OIDCC 3.1.2.6; RFC 6749 4.1.2.1',
    level: 'MUST',
    rows: [
      'callback-error-access-denied',
      'callback-error-server-error',
      'callback-error-temporarily-unavailable',
      'callback-error-login-required',
      'callback-error-consent-required',
      'callback-error-invalid-scope',
      'callback-error-beside-code',
      'error-state-missing',
      'error-state-wrong',
      'error-code-illegal',
      'error-code-unregistered',
      'error-with-code',
      'error-in-query',
    ],
    remedy: 'Check state first, then error, then anything else; name the error only where it looks like one.',
  }),
  rejects({
    id: 'RP-33',
    title: 'error_description is anybody’s text, and is repeated nowhere',
    spec: 'RFC 6749 4.1.2.1',
    level: 'MUST',
    rows: ['error-description-script'],
    remedy: 'Do not show or log error_description, or escape it where it is shown.',
    more: async (context) => [
      ...(await saidOf(context, 'the callback', { fault: 'callback-fields-set', parameters: { fields: denial } })),
      ...(await saidOf(context, 'the token endpoint', { fault: 'token-error-description-markup' }, 'not-the-secret')),
    ],
  }),
  rejects({
    id: 'RP-34',
    title: 'An iss parameter that names another issuer is refused',
    spec: 'RFC 9207 2.4',
    level: 'MUST',
    rows: rowsLike(/^callback-iss-(?!dup)/),
    remedy: 'Compare iss with the issuer that the request went to.',
  }),
  {
    id: 'RP-35',
    title:
      'An iss parameter is looked at wherever there is one; in hybrid the ID token beside the code may name the issuer instead',
    spec: 'RFC 9207 2.4',
    level: 'MUST',
    async run(context) {
      const rows = await context.hostile(['callback-iss-wrong', 'callback-iss-duplicated'])
      const scene = await context.ready()
      await scene.arm({ fault: 'callback-fields-set', times: 'always', parameters: { fields: { iss: '' } } })
      const empty = await scene.connect()
      const twins = await context.twins(['callback-iss-wrong'])
      return judgeProblems(
        [
          ...rows.filter(({ isRight }) => !isRight).map(({ title, verdict }) => `${title}: ${verdict}`),
          ...(empty.outcome === 'rejected' ? [] : ['an empty iss was taken']),
          ...(twins.every(({ isRight }) => isRight)
            ? []
            : ['an answer without iss was refused, although its ID token names the issuer']),
        ],
        'a wrong, repeated or empty iss is refused, a missing one is made up for by the ID token',
        'Where iss is there compare it; where it is not, rely on iss of the verified front ID token.',
      )
    },
  },
  rejects({
    id: 'RP-36',
    title: 'An answer without an ID token is refused',
    spec: 'OIDCC 3.3.2.5',
    level: 'MUST',
    rows: ['callback-id-token-missing', 'callback-id-token-empty', 'callback-fields-set'],
    remedy: 'Refuse a hybrid answer that lacks id_token; a code alone proves nothing.',
  }),
  rejects({
    id: 'RP-37',
    title: 'An answer without a code is refused',
    spec: 'OIDCC 3.3.2.5',
    level: 'MUST',
    rows: rowsLike(/^callback-code-(missing|empty$|empty@|as-list|in-capitals)/),
    remedy: 'Refuse a hybrid answer that lacks code.',
  }),
  rejects({
    id: 'RP-38',
    title: 'An access token in the callback is not used',
    spec: 'OIDCC 3.3.2.5; RFC 9700 4.6',
    level: 'MUST',
    rows: ['callback-access-token-injected'],
    remedy: 'Take access tokens from the token endpoint alone; refuse a callback that has one.',
  }),
]
