import { describe, expect, it } from 'vitest'
import { api } from '../src/checks/api/index.ts'
import { tokenAnswer } from '../src/flow/tokens.ts'
import type { HttpRequest } from '../src/subjects/http.ts'
import { challenge, merchantId, outcome, provider } from './support/fake-api.ts'
import { json, outcomeOf, response } from './support/fake-context.ts'

describe('a call that must be refused', () => {
  const to = (isMeant: (request: Partial<HttpRequest>) => boolean, status: number) => ({
    refusal: (request: Partial<HttpRequest>) => (isMeant(request) ? response(status) : response(401, '', challenge())),
  })

  it.each([
    [200, 'violation'],
    [399, 'violation'],
    [400, 'pass'],
    [499, 'pass'],
    [500, 'violation'],
    [429, 'inconclusive'],
  ])('with %i: %s', async (status, kind) => {
    expect(
      await outcome(
        'P-10',
        to(({ url = '' }) => url.includes('access_token='), status),
      ),
    ).toMatchObject({ kind })
    expect(
      await outcome(
        'P-10',
        to(({ headers }) => headers?.cookie !== undefined, status),
      ),
    ).toMatchObject({ kind })
    expect(
      await outcome(
        'P-10',
        to(({ form }) => form !== undefined, status),
      ),
    ).toMatchObject({ kind })
    expect(
      await outcome(
        'P-02',
        to(({ method }) => method === 'PUT', status),
      ),
    ).toMatchObject({ kind })
  })

  it('names what was tried', async () => {
    expect(
      await outcome(
        'P-10',
        to(({ url = '' }) => url.includes('access_token='), 200),
      ),
    ).toMatchObject({
      actual: [
        'access_token in the query is answered with 200',
        'access_token in the query beside a bad one in the header is answered with 200',
      ],
    })
    expect(
      await outcome(
        'P-02',
        to(({ method }) => method === 'PUT', 200),
      ),
    ).toMatchObject({
      actual: ['PUT without a token: 200'],
    })
  })

  it('has no challenge to miss where the API sends none at all', async () => {
    const silent = { refusal: () => response(401) }
    expect((await outcome('P-07', silent)).kind).toBe('pass')
    const forgetful = {
      refusal: ({ headers }: Partial<HttpRequest>) =>
        response(401, '', headers?.authorization === undefined ? challenge() : {}),
    }
    expect(await outcome('P-07', forgetful)).toMatchObject({
      kind: 'violation',
      actual: expect.arrayContaining(['the ID token of the callback: 401 without WWW-Authenticate']),
    })
  })

  it('needs a refresh token to try', async () => {
    expect(await outcome('P-08', { tokens: { refresh_token: undefined } })).toMatchObject({ kind: 'skip' })
    expect(await outcome('P-08')).toMatchObject({ kind: 'pass' })
  })
})

describe('a challenge without a token', () => {
  it.each([
    [undefined, 'pass', undefined],
    ['invalid_token', 'violation', 'warn'],
  ])('with the error %s: %s', async (error, kind, severity) => {
    const told = await outcome('P-02', { refusal: () => response(401, '', challenge(error)) })
    expect(told).toMatchObject({ kind })
    expect(told.kind === 'violation' ? told.severity : undefined).toBe(severity)
  })
})

describe('the merchant of a token', () => {
  it.each([
    ['no GUID', { MerchantId: '42' }, ['MerchantId is no GUID']],
    ['none', {}, ['MerchantId is missing']],
    ['null', { MerchantId: null }, ['MerchantId is null']],
    ['a number', { MerchantId: 5 }, ['MerchantId is a number']],
    ['a list', [], ['the body is no JSON object, so there is no MerchantId']],
    [
      'another',
      { MerchantId: merchantId.replace('0', '1') },
      ['MerchantId is that of another merchant than merchant_id of the access token'],
    ],
  ])('%s', async (_what, body, actual) => {
    expect(await outcome('P-01', { accepted: () => json(200, body) })).toMatchObject({ kind: 'violation', actual })
  })

  it('is told at every call', async () => {
    let calls = 0
    const once = () => (calls++ === 0 ? json(200, { MerchantId: merchantId.toUpperCase() }) : response(401))
    expect(await outcome('P-01', { accepted: once })).toMatchObject({
      actual: ['a second call with the same token: the status is 401'],
    })
  })

  it('may come with members that no description names', async () => {
    expect(await outcome('P-15', { accepted: () => json(200, { MerchantId: merchantId, Name: 'Ida' }) })).toMatchObject(
      {
        kind: 'info',
        actual: ['MerchantId', 'Name'],
      },
    )
  })
})

describe('a code that comes again', () => {
  it.each([
    ['refused', json(400, { error: 'invalid_grant' })],
    ['accepted', json(200, { access_token: 'x' })],
  ])('%s', async (reusedCode, answered) => {
    const context = provider()
    const flow = { ...context.flow, redeem: async () => tokenAnswer(answered) }
    expect(await outcomeOf(api, 'P-18', { ...context, flow })).toMatchObject({
      actual: { reusedCode, accessTokenAfterwards: 200 },
    })
  })

  it('says nothing where the API lets everybody in', async () => {
    expect(await outcome('P-18', { refusal: () => response(200) })).toMatchObject({
      kind: 'skip',
      reason: expect.stringContaining('P-02'),
    })
  })
})
