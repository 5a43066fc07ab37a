import { beforeEach, describe, expect, test } from 'vitest'
import type { HtmlForm } from '../support/markup.ts'
import { people, shops } from '../support/people.ts'
import { type Scene, startScene } from '../support/scene.ts'
import { type Seen, Visitor } from '../support/visitor.ts'

const tokenField = '__RequestVerificationToken'

/** How a foreign site may fill in the token, which it can't read; the cookies are sent along. */
const forgeries: Readonly<Record<string, (form: HtmlForm, stranger: HtmlForm) => HtmlForm>> = {
  'without a token': (form) => withToken(form, undefined),
  'with an empty token': (form) => withToken(form, ''),
  'with a token of another browser': (form, stranger) => withToken(form, new Map(stranger.hidden).get(tokenField)),
}

function withToken(form: HtmlForm, token: string | undefined): HtmlForm {
  const others = form.hidden.filter(([name]) => name !== tokenField)
  return { ...form, hidden: token === undefined ? others : [...others, [tokenField, token]] }
}

function firstForm({ forms, url }: Seen): HtmlForm {
  const [form] = forms
  if (!form) throw new Error(`No form at ${url}.`)
  return form
}

/** A browser in the middle of a flow, with the form of each page on the way. */
interface Halfway {
  readonly scene: Scene
  readonly visitor: Visitor
  readonly login: HtmlForm
  readonly picker: HtmlForm
  readonly consent: HtmlForm
}

async function goHalfway(scene: Scene): Promise<Halfway> {
  const visitor = new Visitor()
  const login = await visitor.visit((await scene.attempt()).url)
  const picker = await visitor.submit(firstForm(login), Object.entries(people.bo))
  const merchant = [['merchantId', shops.boBakery.merchantId] as const, ['decision', 'continue'] as const]
  const consent = await visitor.submit(firstForm(picker), merchant)
  return { scene, visitor, login: firstForm(login), picker: firstForm(picker), consent: firstForm(consent) }
}

const foreignPosts: Readonly<Record<'login' | 'picker' | 'consent', readonly (readonly [string, string])[]>> = {
  login: Object.entries(people.anna),
  picker: [
    ['merchantId', shops.boBicycles.merchantId],
    ['decision', 'continue'],
  ],
  consent: [
    ['scopes', 'invoice'],
    ['decision', 'allow'],
  ],
}

for (const page of ['login', 'picker', 'consent'] as const) {
  describe(`a foreign post to the ${page} page`, () => {
    for (const [how, forge] of Object.entries(forgeries)) {
      test(`${how} ends on the error page and changes nothing`, async () => {
        await using scene = await startScene()
        const halfway = await goHalfway(scene)
        const stranger = firstForm(await new Visitor().visit((await scene.attempt()).url))
        const before = [...halfway.consent.boxes]
        const seen = await halfway.visitor.submit(forge(halfway[page], stranger), foreignPosts[page])
        expect(seen.url.pathname).toMatch(/\/home\/error$/)
        expect(seen.html).toContain('id="error-code">invalid_request<')
        expect(scene.mock.world.journal.entries.at(-1)).toMatchObject({
          decision: { refused: { rule: 'page-form-foreign' } },
        })
        const still = await halfway.visitor.visit(halfway.consent.action)
        expect(still.html).toContain('Bageriet')
        expect(firstForm(still).boxes).toEqual(before)
      })
    }
  })
}

describe('a foreign post to the logout page', () => {
  let scene: Scene
  beforeEach(async () => {
    scene = await startScene()
    return () => scene[Symbol.asyncDispose]()
  })

  test('leaves the user signed in', async () => {
    const { visitor, consent } = await goHalfway(scene)
    const logout = await visitor.visit(await scene.endpoint('sandbox-dk', 'end_session_endpoint'))
    const seen = await visitor.submit(withToken(firstForm(logout), undefined))
    expect(seen.url.pathname).toMatch(/\/home\/error$/)
    expect((await visitor.visit(consent.action)).url.pathname).toMatch(/\/consent$/)
  })
})

test('a page that leads back to elsewhere than the provider is refused', async () => {
  await using scene = await startScene()
  const base = `${scene.mock.url}/sandprod-admin.mobilepay.dk/account`
  const addresses = ['https://evil.example/', '//evil.example/', '/elsewhere', `${base}/connect/authorize/callback?x=1`]
  for (const path of ['account/login?ReturnUrl=', 'consent?returnUrl=', 'merchant?returnUrl=']) {
    for (const address of ['', ...addresses]) {
      const seen = await new Visitor().visit(`${base}/${path}${encodeURIComponent(address)}`)
      expect(seen.url.pathname, path + address).toMatch(/\/home\/error$/)
      expect(seen.html).not.toContain('evil')
    }
  }
})
