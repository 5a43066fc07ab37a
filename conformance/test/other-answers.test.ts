import { describe, expect, it } from 'vitest'
import type { CheckContext, SeenAnswer } from '../src/checks/check-context.ts'
import { OtherProblems, otherAnswers, problemsOfOthers } from '../src/checks/other-answers.ts'
import { AuthorizationRequest } from '../src/flow/authorization-request.ts'

const ordinary = { response_type: 'code id_token', scope: 'openid invoice', response_mode: 'form_post' }

interface Given {
  readonly asked?: Readonly<Record<string, string>>
  readonly more?: readonly (readonly [string, string])[]
  readonly fields?: Readonly<Record<string, string>>
}

function answer({ asked = {}, more = [], fields = { code: 'c' } }: Given = {}): SeenAnswer {
  const request = new AuthorizationRequest([...Object.entries({ ...ordinary, ...asked }), ...more], 'verifier')
  const arrival = { kind: 'callback', fields: Object.entries(fields) }
  return { attempt: { request, hops: [], arrival } } as unknown as SeenAnswer
}

function contextOf(answers: readonly SeenAnswer[], isMock = false) {
  const cited: SeenAnswer['attempt'][] = []
  const asked: string[] = []
  const flow = { once: async (name: string) => asked.push(name) }
  const target = isMock ? { lab: { other: {} } } : {}
  const context = {
    flow,
    target,
    answers: () => answers,
    cite: (attempt: SeenAnswer['attempt']) => cited.push(attempt),
  }
  return { context: context as unknown as CheckContext, cited, asked }
}

describe('the other answers of a run', () => {
  it.each<readonly [string, Given, number]>([
    ['ordinary', {}, 1],
    ['in the other order of words', { asked: { response_type: 'id_token code' } }, 1],
    ['by fragment', { asked: { response_mode: 'fragment' } }, 1],
    ['for openid after another scope', { asked: { scope: 'invoice openid' } }, 1],
    ['for a code alone', { asked: { response_type: 'code' } }, 0],
    ['for more tokens', { asked: { response_type: 'code id_token token' } }, 0],
    ['without openid', { asked: { scope: 'openid2' } }, 0],
    ['with a parameter twice', { more: [['scope', 'openid']] }, 0],
    ['with an object of parameters', { asked: { request: 'a.b.c' } }, 0],
    ['with the address of such an object', { asked: { request_uri: 'https://a.example' } }, 0],
    ['without a code', { fields: { state: 's' } }, 0],
    ['with an error', { fields: { code: 'c', error: 'access_denied' } }, 0],
  ])('count where the request was ordinary and a code came: %s', async (_what, given, count) => {
    const { context, asked } = contextOf([answer(given)])
    expect(await otherAnswers(context)).toHaveLength(count)
    expect(asked).toEqual(['answer by fragment'])
  })

  it('of a mock are also those to a POST and to another user', async () => {
    const { context, asked } = contextOf([], true)
    await otherAnswers(context)
    expect(asked).toEqual(['answer by fragment', 'answer to a POST', 'answer to another'])
  })

  it('cite the first with each problem, and tell it once', () => {
    const { context, cited } = contextOf([])
    const problems = new OtherProblems(context)
    const [first, second, third] = [answer(), answer({ asked: { response_mode: 'fragment' } }), answer()]
    problems.add(first, ['no state'])
    problems.add(second, ['no state', 'no iss'])
    problems.add(third, [])
    expect(problems.describe('fields')).toEqual([
      'fields of other answers (2): no state',
      'fields of other answers (1, all by response_mode=fragment): no iss',
    ])
    expect(cited).toEqual([first.attempt, second.attempt])
  })

  it('say where all came alike, also where no mode was asked for', async () => {
    const request = new AuthorizationRequest(Object.entries({ response_type: 'code id_token', scope: 'openid' }), 'v')
    const plain = { attempt: { ...answer().attempt, request } } as SeenAnswer
    const { context } = contextOf([plain, plain])
    expect(await problemsOfOthers(context, ({ fields }) => fields.map(([name]) => `${name} is wrong`))).toEqual([
      'fields of other answers (2, all by response_mode=none): code is wrong',
    ])
  })
})
