import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { callback } from '../src/checks/callback/index.ts'
import { runChecks } from '../src/run/run-checks.ts'
import { type HttpResponse, textOf } from '../src/subjects/http.ts'
import { startMockSubject } from '../src/subjects/mock-subject.ts'

type Edit = (page: HttpResponse) => HttpResponse

/** What C-11 and C-14 say of a form page that somebody between provider and browser has changed. */
async function judged(edit: Edit) {
  await using subject = await startMockSubject('2024', ['sandbox-dk'])
  const targets = subject.targets.map((target) => ({
    ...target,
    send: async (request: Parameters<typeof target.send>[0]) => {
      const response = await target.send(request)
      return textOf(response).includes("name='code'") ? edit(response) : response
    },
  }))
  const checks = callback.checks.filter(({ id }) => id === 'C-11' || id === 'C-14')
  const { results } = await runChecks({ subject: 'edited', targets, checks, today: '2026-11-24' })
  return results.map(({ verdict, actual }) => (verdict === 'pass' ? 'pass' : `${verdict} ${JSON.stringify(actual)}`))
}

function withPolicy(policy: string): Edit {
  return (page) => {
    const headers = new Headers(page.headers)
    headers.set('content-security-policy', policy)
    return { ...page, headers }
  }
}

const script = "window.addEventListener('load', function(){document.forms[0].submit();});"
const hash = createHash('sha256').update(script).digest('base64')
const forbidden = expect.stringContaining(
  'fail ["the Content-Security-Policy forbids the script that submits the form"',
)
const formless = expect.stringContaining('form-action of the Content-Security-Policy forbids the redirect URI')
const open = 'warn ["Content-Security-Policy allows any script"]'

describe('the policy of a form page', () => {
  it.each<[string, unknown, string]>([
    [`default-src 'none'; script-src 'sha256-${hash}'`, 'pass', 'pass'],
    [`script-src 'sha256-${hash}'; form-action http://127.0.0.1:7890`, 'pass', 'pass'],
    [`default-src 'none'`, forbidden, 'pass'],
    [`script-src 'self'; default-src 'none'`, forbidden, 'pass'],
    [`script-src 'sha256-AAAA'`, forbidden, 'pass'],
    [`script-src 'unsafe-inline'`, 'pass', open],
    ['img-src *', 'pass', open],
    [`script-src 'sha256-${hash}', default-src 'none'`, forbidden, 'pass'],
    [`script-src 'sha256-${hash}'; form-action 'self'`, formless, 'pass'],
    [`script-src 'sha256-${hash}'; form-action *`, 'pass', 'pass'],
  ])('%s', async (policy, page, headers) => {
    expect(await judged(withPolicy(policy))).toEqual([page, headers])
  })
})

describe('a form page', () => {
  it('has the status 200 and is HTML', async () => {
    const headers = new Headers({ 'content-type': '' })
    const [verdict] = await judged((page) => ({ ...page, status: 403, headers }))
    expect(verdict).toContain('the page has the status 403')
    expect(verdict).toContain('not text/html')
  })
})
