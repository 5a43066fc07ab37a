import { describe, expect, it } from 'vitest'
import { authorize } from '../src/checks/authorize/index.ts'
import { type Alteration, alteredProvider } from './support/altered-provider.ts'
import { expectSeen, type FaultRow, unproven } from './support/faulty-mock.ts'

/** Redirect URIs that parse alike are taken by a provider that compares them parsed. */
const parsed = ['A-12', 'A-13', 'A-14', 'A-15']
const besides = (...ids: readonly string[]) => parsed.filter((id) => !ids.includes(id))

/** Defects of the mock, and where the family must see them. */
const rows: readonly FaultRow[] = [
  { fault: 'callback-code-missing', red: { 'A-01': 'code is missing' } },
  { fault: 'callback-id-token-missing', red: { 'A-01': 'id_token is missing' } },
  {
    fault: 'callback-in-query',
    red: { 'A-01': 'in the query', 'A-29': 'response_mode=fragment: answered in the query' },
  },
  { fault: 'callback-fragment-for-form-post', red: { 'A-01': 'in the fragment' } },
  { fault: 'login-session-not-kept', red: { 'A-01': 'login page' } },
  {
    fault: 'authorize-post-refused',
    red: { 'A-03': 'POST of a form' },
  },
  { fault: 'response-type-order-matters', red: { 'A-04': 'response_type=id_token code' } },
  { fault: 'response-type-missing-accepted', red: { 'A-05': 'no response_type' } },
  { fault: 'response-type-unknown-accepted', red: { 'A-06': 'response_type=unknown' }, also: ['A-22'] },
  { fault: 'grant-type-not-allowed-accepted', red: { 'A-06': 'response_type=code' } },
  { fault: 'nonce-missing-accepted', red: { 'A-07': 'no nonce' } },
  { fault: 'scope-without-openid-accepted', red: { 'A-08': 'scope without openid' } },
  { fault: 'client-disabled-accepted', red: { 'A-10': 'client_id of a client that is switched off' } },
  {
    fault: 'open-redirector',
    red: {
      'A-09': 'no client_id: the error is sent',
      'A-10': 'client_id of nobody',
      'A-11': 'redirect_uri of a stranger',
    },
    also: [...parsed, 'A-17', 'A-22'],
  },
  {
    fault: 'redirect-uri-unregistered-accepted',
    red: { 'A-11': 'redirect_uri of a stranger', 'A-17': 'redirect_uri of a stranger with http' },
    also: [...parsed, 'A-22'],
  },
  {
    fault: 'redirect-uri-prefix-match',
    red: { 'A-12': 'redirect_uri with a path behind it' },
    also: [...besides('A-12'), 'A-22'],
  },
  {
    fault: 'redirect-uri-path-ignored',
    red: { 'A-12': 'redirect_uri with another path' },
    also: [...besides('A-12'), 'A-22'],
  },
  {
    fault: 'redirect-uri-trailing-slash-ignored',
    red: { 'A-12': 'redirect_uri with or without a slash at its end (2)' },
    also: besides('A-12'),
  },
  { fault: 'redirect-uri-query-ignored', red: { 'A-13': 'redirect_uri with a query' }, also: besides('A-13') },
  { fault: 'redirect-uri-port-ignored', red: { 'A-14': 'redirect_uri on another port' }, also: besides('A-14') },
  {
    fault: 'redirect-uri-host-suffix-match',
    red: { 'A-14': 'redirect_uri on a subdomain' },
    also: [...besides('A-14'), 'A-17'],
  },
  { fault: 'redirect-uri-missing-accepted', red: { 'A-16': 'no redirect_uri' } },
  { fault: 'redirect-uri-userinfo-ignored', red: { 'A-14': 'redirect_uri with user information' } },
  {
    fault: 'redirect-uri-percent-decoded',
    red: { 'A-14': 'redirect_uri path percent-encoded' },
    also: besides('A-14'),
  },
  { fault: 'redirect-uri-fragment-accepted', red: { 'A-15': 'redirect_uri with a fragment' } },
  { fault: 'redirect-uri-scheme-ignored', red: { 'A-17': 'redirect_uri with http for https' }, also: parsed },
  { fault: 'scope-unknown-granted', red: { 'A-19': 'scope with an unknown value' }, also: ['A-22'] },
  { fault: 'scope-order-matters', red: { 'A-20': 'scope reversed' }, also: ['A-54'] },
  { fault: 'unknown-parameter-refused', red: { 'A-21': 'extra=foobar' } },
  { fault: 'repeated-parameter-last-wins', red: { 'A-22': 'client_id twice' } },
  { fault: 'parameter-order-matters', red: { 'A-23': 'parameters reversed' }, also: ['A-03'] },
  { fault: 'pkce-optional', red: { 'A-24': 'no code_challenge' } },
  { fault: 'pkce-plain-accepted', red: { 'A-25': 'code_challenge_method=plain' } },
  { fault: 'code-challenge-length-unchecked', red: { 'A-26': 'code_challenge of 42' } },
  { fault: 'pkce-method-unknown-accepted', red: { 'A-28': 'code_challenge_method=S512' }, also: ['A-22'] },
  { fault: 'response-mode-query-accepted', red: { 'A-30': 'response_mode=query: code and id_token in the query' } },
  { fault: 'response-mode-unknown-accepted', red: { 'A-31': 'response_mode=unknown' }, also: ['A-22'] },
  { fault: 'callback-state-truncated', red: { 'A-32': 'state of 512 characters' } },
  { fault: 'callback-state-plus-decoded', red: { 'A-32': 'state with plus signs' }, also: ['A-03'] },
  { fault: 'callback-state-lower-cased', red: { 'A-32': 'state with upper and lower case' } },
  { fault: 'callback-state-duplicated', red: { 'A-32': 'came back 2 times' } },
  { fault: 'callback-state-invented', red: { 'A-33': 'a state comes back' } },
  { fault: 'nonce-replay-accepted', red: { 'A-34': 'nonce used before' } },
  { fault: 'prompt-none-shows-login', red: { 'A-36': 'prompt=none, response_mode=form_post: login page' } },
  { fault: 'prompt-none-always-fails', red: { 'A-37': 'prompt=none: error login_required', 'A-41': 'id_token_hint' } },
  { fault: 'prompt-login-ignored', red: { 'A-38': 'prompt=login: no login page is shown' } },
  { fault: 'max-age-ignored', red: { 'A-39': 'max_age=1: no login page is shown' } },
  { fault: 'auth-time-missing-with-max-age', red: { 'A-39': 'max_age=1: auth_time is missing' } },
  { fault: 'max-age-always-asks', red: { 'A-40': 'max_age=10000: the login page is shown' } },
  { fault: 'id-token-hint-refused', red: { 'A-41': 'id_token_hint' } },
  { fault: 'login-hint-refused', red: { 'A-42': 'login_hint of the user' } },
  { fault: 'ui-locales-refused', red: { 'A-43': 'ui_locales=da: error page' } },
  { fault: 'page-language-ignored', red: { 'A-43': 'ui_locales=da: the page says lang sv' } },
  { fault: 'display-refused', red: { 'A-44': 'display=popup' } },
  { fault: 'prompt-none-with-another-accepted', red: { 'A-45': 'prompt=none consent' } },
  { fault: 'max-age-invalid-accepted', red: { 'A-46': 'max_age=-1' } },
  { fault: 'request-object-accepted', red: { 'A-47': 'request_uri that leads nowhere' } },
  { fault: 'denial-answered-with-code', red: { 'A-48': 'code is there' } },
  {
    fault: 'consent-never-asked',
    red: { 'A-48': 'no consent page is shown', 'A-54': 'after a consent to another client: a code' },
  },
  { fault: 'error-state-missing', red: { 'A-48': 'state is not the one' } },
  {
    fault: 'error-in-query',
    red: { 'A-48': 'in the query', 'A-49': 'prompt=none, response_mode=form_post: told in the query' },
  },
  { fault: 'error-not-sent', red: { 'A-49': 'prompt=none' }, also: ['A-36', 'A-48'] },
  { fault: 'error-code-illegal', red: { 'A-50': 'error has illegal characters' }, also: ['A-36', 'A-48'] },
  { fault: 'error-code-unregistered', red: { 'A-50': 'error is not registered' }, also: ['A-36', 'A-48'] },
  { fault: 'login-redirect-307', red: { 'A-51': 'the login form is answered with 307' }, also: ['A-01'] },
  { fault: 'callback-redirect-307', red: { 'A-51': 'authorize is answered with 307' } },
  { fault: 'page-framable', red: { 'A-52': 'login page: neither frame-ancestors nor X-Frame-Options' } },
  { fault: 'page-referrer-leaks', red: { 'A-53': 'login page: Referrer-Policy is unsafe-url' } },
  { fault: 'form-post-without-policy', red: { 'A-53': 'form post page: Referrer-Policy is missing' } },
  {
    fault: 'consent-asked-every-time',
    red: { 'A-54': 'a consent page in spite', 'A-37': 'prompt=none' },
    also: ['A-41'],
  },
  { fault: 'form-post-cacheable', red: { 'A-56': 'form post page: Cache-Control is public' } },
]

/** Defects that the mock has no fault for, made on the way to it. */
const alterations: readonly Alteration[] = [
  {
    defect: 'a query with spaces as + is refused',
    refuses: ({ method, url }) => method === 'GET' && url.includes('+'),
    red: { 'A-02': 'GET, spaces as +: error page' },
  },
  {
    defect: 'a redirect_uri on this machine is refused in the sandbox',
    environment: 'sandbox-dk',
    redirectUri: 'https://integrator.example/callback',
    refuses: ({ url }) => url.includes('redirect_uri=http%3A%2F%2F127.0.0.1'),
    red: { 'A-18': 'redirect_uri on this machine: error page' },
  },
  {
    defect: 'a nonce of more than 300 characters is a server error',
    fails: (url) => (url.searchParams.get('nonce') ?? '').length > 300,
    red: { 'A-35': 'nonce of 301: status 500' },
  },
  {
    defect: 'a request of 8 kB is a server error',
    fails: (url) => url.href.length > 8 * 1024,
    red: { 'A-55': 'GET with padding of 8 kB: status 500' },
  },
]

describe('each check of the authorization endpoint sees its defects, and sees them where they are', () => {
  it.each(rows)('$fault', (row) => expectSeen(authorize, row))

  it.each(alterations)('$defect', async (alteration) => {
    const results = await alteredProvider(authorize, alteration)
    const red = results.filter(({ verdict }) => verdict === 'fail' || verdict === 'warn')
    expect(red.map(({ id }) => id)).toEqual(Object.keys(alteration.red))
    for (const { id, actual, remedy } of red) {
      expect(JSON.stringify(actual)).toContain(alteration.red[id])
      expect(remedy).toMatch(/^[A-Z].*\.$/)
    }
  })

  it('every MUST is shown to fail', () => {
    const altered = new Set(alterations.flatMap(({ red }) => Object.keys(red)))
    expect(unproven(authorize, rows).filter((id) => !altered.has(id))).toEqual([])
  })
})
