import type { EnvironmentName } from '@mobilepay-oidc/fixtures'
import type { Family } from '../../src/checks/check.ts'
import { type CheckResult, runChecks } from '../../src/run/run-checks.ts'
import type { HttpRequest, Send } from '../../src/subjects/http.ts'
import { startMockSubject } from '../../src/subjects/mock-subject.ts'

/** A defect of the authorization endpoint that is made on the way to a mock, and what must be said about it. */
export interface Alteration {
  readonly defect: string
  readonly environment?: EnvironmentName
  /** What the client asks for, where it is not its first redirect URI. */
  readonly redirectUri?: string
  /** Requests that end on the error page. */
  readonly refuses?: (request: HttpRequest) => boolean
  /** Requests that end with a server error. */
  readonly fails?: (url: URL) => boolean
  /** The checks that must turn red, and the words that their reason must contain. */
  readonly red: Readonly<Record<string, string>>
}

/** Runs the family against a mock whose authorization endpoint has the defect. */
export async function alteredProvider(
  { checks }: Pick<Family, 'checks'>,
  alteration: Alteration,
): Promise<readonly CheckResult[]> {
  await using subject = await startMockSubject('2024', [alteration.environment ?? 'sandbox-dk'])
  const { redirectUri } = alteration
  const targets = subject.targets.map((target) => {
    const login =
      target.login && redirectUri
        ? { ...target.login, redirectUri, moreRedirectUris: [target.login.redirectUri] }
        : target.login
    return { ...target, send: altered(target.send, alteration), ...(login && { login }) }
  })
  const { results } = await runChecks({ subject: 'mock', targets, checks, today: '2026-11-24' })
  return results
}

function altered(send: Send, { refuses = () => false, fails = () => false }: Alteration): Send {
  return async (request) => {
    const url = new URL(request.url)
    if (!url.pathname.endsWith('/connect/authorize')) return send(request)
    if (fails(url)) return { status: 500, headers: new Headers(), body: new Uint8Array() }
    return send(refuses(request) ? { method: 'GET', url: `${url.origin}${url.pathname}` } : request)
  }
}
