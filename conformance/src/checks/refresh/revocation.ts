import type { Changes } from '../../flow/authorization-request.ts'
import { randomText } from '../../flow/authorization-request.ts'
import type { Flow, TokenRequestOptions } from '../../flow/flow.ts'
import { isIssued, tokenAnswer } from '../../flow/tokens.ts'
import type { CheckDefinition } from '../check.ts'
import type { CheckContext } from '../check-context.ts'
import { inapplicable, judge } from '../outcome.ts'
import { goodRefreshes, refreshable } from './refreshes.ts'
import { unlessDown } from './unless-down.ts'

/** What became of a revocation request: the answer, and whether the refresh token still works. */
interface Revoked {
  readonly answer: string
  readonly lives: boolean
}

interface Row {
  readonly what: string
  /** The form beside the client's credentials. */
  readonly form: (token: string, clientId: string) => Changes
  readonly options?: TokenRequestOptions
  readonly expected: string
  readonly holds: (found: Revoked) => boolean
  /** Whether a difference is a hole, and not only a rule that is kept loosely. */
  readonly isGrave: (found: Revoked) => boolean
}

const isDone = ({ answer, lives }: Revoked) => answer === '200' && !lives
const isRefused =
  (...errors: readonly string[]) =>
  ({ answer, lives }: Revoked) =>
    lives && errors.some((error) => answer === `400 ${error}` || answer === `401 ${error}`)
const dies = ({ lives }: Revoked) => !lives
const always = () => true
const never = () => false
const done = '200, and the refresh token is refused after that'

const rows: readonly Row[] = [
  {
    what: 'no token_type_hint',
    form: (token) => ({ token }),
    expected: done,
    holds: isDone,
    isGrave: always,
  },
  {
    what: 'token_type_hint refresh_token',
    form: (token) => ({ token, token_type_hint: 'refresh_token' }),
    expected: done,
    holds: isDone,
    isGrave: always,
  },
  {
    what: 'token_type_hint access_token for a refresh token',
    form: (token) => ({ token, token_type_hint: 'access_token' }),
    expected: done,
    holds: isDone,
    isGrave: never,
  },
  {
    what: 'an unknown token_type_hint',
    form: (token) => ({ token, token_type_hint: 'conformance_token' }),
    expected: done,
    holds: isDone,
    isGrave: never,
  },
  {
    what: 'a token that nobody issued',
    form: () => ({ token: randomText() }),
    expected: '200, and the refresh token still works',
    holds: ({ answer, lives }) => answer === '200' && lives,
    isGrave: dies,
  },
  {
    what: 'no token',
    form: () => ({}),
    expected: '400 invalid_request, and the refresh token still works',
    holds: isRefused('invalid_request'),
    isGrave: dies,
  },
  {
    what: 'a wrong client_secret',
    form: (token) => ({ token }),
    options: { clientSecret: randomText() },
    expected: '400 or 401 invalid_client, and the refresh token still works',
    holds: isRefused('invalid_client'),
    isGrave: always,
  },
  {
    what: 'client_id without client_secret',
    form: (token, clientId) => ({ token, client_id: clientId }),
    options: { authentication: 'none' },
    expected: '400 or 401 invalid_client or invalid_request, and the refresh token still works',
    holds: isRefused('invalid_client', 'invalid_request'),
    isGrave: always,
  },
  {
    what: 'no client authentication',
    form: (token) => ({ token }),
    options: { authentication: 'none' },
    expected: '400 or 401 invalid_client or invalid_request, and the refresh token still works',
    holds: isRefused('invalid_client', 'invalid_request'),
    isGrave: always,
  },
]

/** Another client's token: RFC 7009 2.1 has the request refused. */
const ofAnotherClient: Row = {
  what: 'a refresh token of another client',
  form: (token) => ({ token }),
  expected: 'an error, and the refresh token still works',
  holds: ({ answer, lives }) => lives && answer !== '200',
  isGrave: dies,
}

/** the revocation endpoint. */
export const revocation: CheckDefinition = {
  id: 'R-27',
  title: 'The revocation endpoint ends the refresh token that its client names, and no other',
  spec: 'RFC 7009 2',
  level: 'MAY',
  sandbox: 'destructive',
  async run(context) {
    if ((await context.servedDocument()).revocation_endpoint === undefined) {
      return inapplicable('The document names no revocation_endpoint.')
    }
    await goodRefreshes(context)
    const { wrong, isGrave } = await tryAll(context)
    const names = wrong.map(({ row }) => row.what)
    return judge(wrong.length === 0, {
      expected: names.length === 0 ? done : Object.fromEntries(wrong.map(({ row }) => [row.what, row.expected])),
      actual: names.length === 0 ? done : Object.fromEntries(wrong.map(({ row, found }) => [row.what, toldOf(found)])),
      remedy: 'Authenticate the client, find its token whatever the hint, end it, and answer 200 (RFC 7009 2.1, 2.2).',
      severity: isGrave ? 'fail' : 'warn',
    })
  },
}

async function tryAll({ flow, target }: CheckContext) {
  const wrong: { readonly row: Row; readonly found: Revoked }[] = []
  const other = target.lab?.other ?? target.other
  for (const row of [...rows, ...(other ? [ofAnotherClient] : [])]) {
    const options = row === ofAnotherClient && other ? { login: other } : row.options
    const found = await revoke(flow, row, options)
    if (!row.holds(found)) wrong.push({ row, found })
  }
  return { wrong, isGrave: wrong.some(({ row, found }) => row.isGrave(found)) }
}

async function revoke(flow: Flow, { form }: Row, options: TokenRequestOptions | undefined): Promise<Revoked> {
  const { refreshToken } = await refreshable(flow)
  const response = unlessDown(
    'revocation',
    await flow.post('revocation_endpoint', form(refreshToken, flow.login().clientId), options),
  )
  const { error } = tokenAnswer(response)
  const lives = isIssued(await flow.refresh(refreshToken))
  return { answer: error === undefined ? String(response.status) : `${response.status} ${error}`, lives }
}

function toldOf({ answer, lives }: Revoked): string {
  return `${answer}, and the refresh token ${lives ? 'still works' : 'is refused'} after that`
}
