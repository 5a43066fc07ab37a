import { describe, expect, it } from 'vitest'
import { forcedChoice } from '../src/checks/merchant/forced-choice.ts'
import type { Attempt } from '../src/flow/arrival.ts'
import type { Browser } from '../src/flow/browser.ts'
import type { Flow } from '../src/flow/flow.ts'
import { tokenAnswer } from '../src/flow/tokens.ts'
import { type HttpRequest, pairsOf } from '../src/subjects/http.ts'
import { answer, contextOf, json, jwt, login, page, provider, refusal } from './support/fake-context.ts'

const strangers = { merchant_id: 'A-1', merchant_vat: 'DK12345674' }
const own = { merchant_id: 'B-2', merchant_vat: 'DK87654321' }
const severalMerchants = { ...login, clientId: 'several', merchantVat: 'DK87654321', otherVat: 'DK11223344' }
const code = answer({ code: 'a code' })
const picker = page(
  '<form method="post" action="/pick"><input type="hidden" name="csrf" value="x"><input type="radio" name="m" value="B-2">' +
    '<input type="radio" name="m" value="C-3"><button name="go" value="1">Go</button></form>',
  { path: '/merchant' },
)

interface Provider {
  /** What an authorization request without merchant_vat ends on. */
  readonly shown?: Attempt
  /** What comes of the form. */
  readonly led?: Attempt
  readonly granted?: object
}

async function forced({ shown = picker, led = code, granted = strangers }: Provider) {
  const sent: HttpRequest[] = []
  const browser = {
    visit: async (request: HttpRequest) => {
      sent.push(request)
      return led
    },
  } as unknown as Browser
  const flow: Partial<Flow> = {
    lab: () => ({ severalMerchants }) as never,
    browser: () => browser,
    attempt: async (changes = {}, { login: who, visits = true } = {}) =>
      who === severalMerchants && 'merchant_vat' in changes && !visits ? shown : code,
    redeem: async (_attempt, _changes, { login: who } = {}) =>
      tokenAnswer(json(200, { access_token: jwt(who === severalMerchants ? granted : strangers) })),
  }
  return { problems: await forcedChoice(contextOf({ flow })), sent }
}

describe('a page on which a merchant is chosen', () => {
  it('is sent with the number and the id of a merchant that it does not offer', async () => {
    const { sent, problems } = await forced({ led: refusal })
    expect(problems).toEqual([])
    expect(sent.map(({ url }) => url)).toEqual([`${provider}/pick`, `${provider}/pick`])
    expect(sent.map(({ form = [] }) => pairsOf(form))).toEqual(
      ['DK12345674', 'A-1'].map((value) => [
        ['csrf', 'x'],
        ['m', value],
        ['go', '1'],
      ]),
    )
  })

  it('must not bring tokens for it', async () => {
    expect((await forced({})).problems).toEqual([
      'another user’s merchant, sent by the page of the choice: accepted (callback in the fragment)',
    ])
  })

  it('may be passed over for an own one, or asked once more', async () => {
    expect((await forced({ granted: own })).problems).toEqual([])
    expect((await forced({ led: answer({ code: 'a code' }, picker.hops) })).problems).toEqual([])
  })

  it('is not sent where none is shown', async () => {
    for (const shown of [code, refusal, page('<h1>Welcome</h1>', { path: '/x' })]) {
      expect(await forced({ shown })).toEqual({ problems: [], sent: [] })
    }
  })
})
