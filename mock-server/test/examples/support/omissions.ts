import { people, shops } from '../../support/people.ts'
import type { Language, Omission } from './forgetful.ts'
import type { MerchantBrowser } from './merchant.ts'
import type { Stage } from './stage.ts'

/** What comes of it when somebody forgets something: the tables of the how-to pages, tried. */
export interface Forgotten {
  readonly forgotten: string
  /** What is left out of the examples: of C#, which takes long to build, where its library has a trap of its own. */
  readonly left: Readonly<Partial<Record<Language, Omission>>>
  /** @returns the title of the page where it shows, or its address at the mock */
  attempt(stage: Stage, browser: MerchantBrowser): Promise<string>
  readonly page: RegExp
  /** By which the mock refuses, as its log says; undefined where it refuses nothing. */
  readonly rule?: string
}

const { vat } = shops.anna

/** Connects, and calls. */
async function connectAndCall(_stage: Stage, browser: MerchantBrowser): Promise<string> {
  const { title } = await browser.connect(vat, people.anna)
  return title.startsWith('Redirecting') || title === '' ? textOf(await browser.me(vat)) : title
}

const textOf = ({ title, text }: { readonly title: string; readonly text: string }) => `${title}: ${text}`

export const omissions: readonly Forgotten[] = [
  {
    forgotten: 'the PKCE challenge',
    left: {
      aspnetcore: {
        file: 'MobilePayEvents.cs',
        text: 'message.SetParameter(OAuthConstants.CodeChallengeKey, Base64UrlEncoder.Encode(challenge));',
      },
      // As Authlib's documentation has it for the code flow.
      python: {
        file: 'provider.py',
        text: 'code_challenge=create_s256_code_challenge(verifier)',
        instead: 'code_verifier=verifier',
      },
      php: { file: 'src/provider.php', text: "'code_challenge' => base64UrlEncode(hash('sha256', $verifier, true))," },
    },
    attempt: async (_stage, browser) => (await browser.visitor.visit((await browser.begin(vat)).href)).url.pathname,
    page: /\/account\/home\/error$/,
    rule: 'code-challenge-missing',
  },
  {
    forgotten: 'merchant_vat, by somebody with two merchants',
    left: {
      python: { file: 'provider.py', text: 'merchant_vat=merchant_vat,\n        )', instead: ')' },
      php: { file: 'src/provider.php', text: "'merchant_vat' => $merchantVat," },
    },
    // Bo picks nobody, so he stays on the page that asks for it.
    attempt: async (_stage, browser) => {
      const url = await browser.begin(shops.boBakery.vat)
      return browser.ask(url, people.bo).then(String, String)
    },
    page: /\/account\/merchant\?/,
  },
  {
    forgotten: 'offline_access',
    left: {
      python: { file: 'provider.py', text: 'offline_access ' },
      php: { file: 'src/provider.php', text: 'offline_access ' },
    },
    attempt: async (_stage, browser) => textOf(await browser.connect(vat, people.anna)),
    page: /^MobilePay’s answer was refused: .*has no refresh_token/s,
  },
  {
    forgotten: 'redirect_uri in the token request',
    left: {
      python: {
        file: 'provider.py',
        text: 'redirect_uri=self._settings.redirect_uri,\n            code_verifier',
        instead: 'code_verifier',
      },
      php: {
        file: 'src/provider.php',
        text: "'redirect_uri' => $this->settings->redirectUri,\n            'code_verifier'",
        instead: "'code_verifier'",
      },
    },
    attempt: async (_stage, browser) => textOf(await browser.connect(vat, people.anna)),
    page: /^MobilePay can’t be used just now: .*unauthorized_client/s,
    rule: 'token-redirect-uri-missing',
  },
  {
    forgotten: 'the headers of the app',
    left: {
      python: { file: 'merchants.py', text: '"x-ibm-client-id": self._settings.api_client_id,' },
      php: { file: 'src/merchants.php', text: '"x-ibm-client-id: {$this->settings->apiClientId}",' },
    },
    attempt: connectAndCall,
    page: /^MobilePay can’t be used just now: .*API answered 401/s,
    rule: 'api-ibm-headers',
  },
  {
    forgotten: 'to store the new refresh token',
    left: {
      python: { file: 'merchants.py', text: 'self._store.write(merchant_vat, content)', instead: 'None' },
      php: { file: 'src/merchants.php', text: '$this->store->write($merchantVat, $content)', instead: 'null' },
    },
    // The first refresh works, which is why it goes unnoticed.
    attempt: async ({ world }, browser) => {
      await browser.connect(vat, people.anna)
      await world.faults.add({ fault: 'api-token-refused' })
      const first = await browser.me(vat)
      await world.faults.add({ fault: 'api-token-refused' })
      const second = await browser.me(vat)
      return `${first.title}, ${second.title}`
    },
    page: /^Connected: DK12345674, The consent has ended$/,
    rule: 'consumed-token-invalid',
  },
]
