import { describe, expect, it } from 'vitest'
import { disguises } from '../src/checks/authorize/redirect-uri-variants.ts'
import { strengthOf } from '../src/checks/callback/code-entropy.ts'
import { allowsFormAction, allowsScript } from '../src/checks/callback/content-security-policy.ts'
import type { CheckContext } from '../src/checks/check-context.ts'
import { OutcomeSignal, skip } from '../src/checks/outcome.ts'
import { answerToPlainHttp } from '../src/checks/plain-http.ts'
import { scopeChange } from '../src/checks/refresh/granted-scopes.ts'
import { asFarAsPossible } from '../src/checks/security/as-far-as-possible.ts'
import { tokenAnswer } from '../src/flow/tokens.ts'
import { type HttpResponse, TransportError } from '../src/subjects/http.ts'

function answer(status: number, headers: Readonly<Record<string, string>> = {}, body: object = {}): HttpResponse {
  return { status, headers: new Headers(headers), body: Buffer.from(JSON.stringify(body)) }
}

describe('disguises of a redirect URI', () => {
  const uriOf = (registered: string, what: string) =>
    disguises(new URL(registered)).find((variant) => variant.what === what)?.uri

  it.each([
    ['https://shop.example/cb', 'with the usual port written out', 'https://shop.example:443/cb'],
    ['http://shop.example/cb', 'with the usual port written out', 'http://shop.example:80/cb'],
    ['https://shop.example:9443/cb', 'with the usual port written out', undefined],
    ['https://shop.example/cb', 'path in other letter case', 'https://shop.example/CB'],
    ['https://shop.example/CB', 'path in other letter case', 'https://shop.example/cb'],
    ['https://shop.example/', 'path in other letter case', undefined],
    ['http://localhost:3000/cb', 'on another port', undefined],
    ['http://localhost:3000/cb', 'on 127.1 for localhost', 'http://127.1:3000/cb'],
    ['http://localhost:3000/cb', 'on localhost for localhost', undefined],
  ])('%s %s: %s', (registered, what, uri) => {
    expect(uriOf(registered, what)).toBe(uri)
  })
})

describe('the policy of a page', () => {
  it('has no nonce for a script without one', () => {
    expect(allowsScript(["'nonce-undefined'"], '', undefined)).toBe(false)
    expect(allowsScript(["'nonce-abc'"], '', 'abc')).toBe(true)
    expect(allowsScript(["'unsafe-inline'"], '', undefined)).toBe(true)
    expect(allowsScript(["'unsafe-inline'", "'nonce-abc'"], '', undefined)).toBe(false)
  })

  it.each([
    [['*'], true],
    [['https:'], true],
    [['https://shop.example'], true],
    [['//shop.example'], true],
    [["'self'"], false],
    [[], false],
  ])('form-action %j lets a form go to the shop: %s', (sources, allowed) => {
    expect(allowsFormAction(new Map([['form-action', sources]]), 'https://shop.example/cb')).toBe(allowed)
  })
})

describe('scopes of a refresh', () => {
  const tokens = (scope: string | undefined, held: string) => {
    const jwt = ['{"alg":"RS256"}', `{"scope":["${held}"]}`, 'x'].map((part) => Buffer.from(part).toString('base64url'))
    return tokenAnswer(answer(200, {}, { access_token: jwt.join('.'), scope }))
  }

  it('are compared with all that is known where the answer before told none', () => {
    expect(scopeChange(tokens(undefined, 'a'), tokens('a b', 'a'))).toEqual({ added: ['b'], lost: [] })
    expect(scopeChange(tokens('a b', 'a'), tokens('a', 'a'))).toEqual({ added: [], lost: ['b'] })
    expect(scopeChange(tokens('a', 'a'), tokens(undefined, 'c'))).toEqual({ added: ['c'], lost: ['a'] })
  })
})

describe('codes', () => {
  it('hold what their changing places can, corrected for few of them', () => {
    expect(strengthOf(['ab', 'ba'])).toEqual({ shortest: 2, changing: 2, bits: 2 })
  })
})

describe('what goes wrong while a check asks', () => {
  const context = (parts: Partial<CheckContext>) => parts as CheckContext
  const signal = new OutcomeSignal(skip('No answer.'))

  it('ends it where nothing was seen, or the suite itself is wrong', async () => {
    const [seen, unseen] = [[{}], []].map((list) => context({ seen: () => list as never }))
    await expect(asFarAsPossible(seen as CheckContext, Promise.reject(signal))).resolves.toBeUndefined()
    await expect(asFarAsPossible(unseen as CheckContext, Promise.reject(signal))).rejects.toBe(signal)
    await expect(asFarAsPossible(seen as CheckContext, Promise.reject(new Error('bug')))).rejects.toThrow('bug')
  })

  it.each([
    [answer(302, { location: 'https://a.example/' }), 'redirected to https'],
    [answer(302, { location: 'http://a.example/' }), 'serves an answer (302)'],
    [answer(404, { location: 'https://a.example/' }), 'refused with 404'],
    [answer(400), 'refused with 400'],
    [answer(401), 'serves an answer (401)'],
    [answer(200), 'serves an answer (200)'],
  ])('port 80 is asked without a port: %#', async (response, words) => {
    const urls: string[] = []
    const send: CheckContext['send'] = async ({ url }) => {
      urls.push(url)
      return response
    }
    expect(await answerToPlainHttp(context({ send }), 'https://a.example:8443/x')).toBe(words)
    expect(urls).toEqual(['http://a.example/x'])
  })

  it('is a refusal at port 80 only where the document still comes', async () => {
    const failing = (error: Error) => async () => {
      throw error
    }
    const gone = new TransportError('refused', false)
    const discoveryResponse = async () => answer(200)
    expect(await answerToPlainHttp(context({ send: failing(gone), discoveryResponse }), 'https://a.example')).toBe(
      'refused',
    )
    await expect(
      answerToPlainHttp(context({ send: failing(new Error('bug')), discoveryResponse }), 'https://a.example'),
    ).rejects.toThrow('bug')
  })
})
