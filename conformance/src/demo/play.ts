import { MobilePayClient, type MobilePayClientOptions } from '@mobilepay-oidc/client'
import { clients, type EnvironmentName, environments } from '@mobilepay-oidc/fixtures'
import { Narrator, type Performance, StepFailed } from './narrator.ts'
import { accessRows, connectionRows, consentRows } from './results.ts'
import { merchantOf, type Stage } from './stage.ts'

/**
 * Plays the whole path in one environment.
 * @returns the merchant's id as the API gave it, or undefined when a step failed
 */
export async function play(stage: Stage, performance: Performance): Promise<string | undefined> {
  try {
    return await consentAndCall(stage, performance)
  } catch (error) {
    if (error instanceof StepFailed) return undefined
    throw error
  }
}

/** The client as an integrator uses it, between a browser and MobilePay. */
async function consentAndCall(stage: Stage, performance: Performance): Promise<string> {
  const { environment, responseMode } = performance
  const { browser, integrator } = stage
  const { vat: merchantVat } = merchantOf(environment)
  const narrator = new Narrator(stage, performance)

  const client = await narrator.step('discover', () => MobilePayClient.discover(clientOptions(stage, environment)))
  const request = { merchantVat, scopes: ['invoice'], responseMode } as const
  const consent = await narrator.step('start', () => client.startConsent(request), consentRows)
  const waiting = await narrator.step('authorize', () => browser.open(consent.url))
  const callback = await narrator.step(`callback by ${responseMode}`, async () => {
    await browser.deliver(waiting, integrator.fragmentUrl)
    return integrator.takeCallback()
  })
  const connection = await narrator.step('redeem', () => client.completeConsent(callback, consent), connectionRows)
  const refreshed = await narrator.step('refresh', () => connection.refresh(), accessRows)
  return narrator.step('merchantsMe', () => askForMerchant(client, refreshed.merchantId))
}

async function askForMerchant(client: MobilePayClient, merchantId: string | undefined): Promise<string> {
  const response = await client.merchant(merchantId).fetch('/invoice-restapi/api/v1/merchants/me')
  const answer: unknown = response.ok ? await response.json() : undefined
  if (typeof answer === 'object' && answer !== null && 'MerchantId' in answer) return String(answer.MerchantId)
  throw new Error(`The API answered ${response.status} and named no merchant.`)
}

function clientOptions({ mock, integrator, recorder }: Stage, environment: EnvironmentName): MobilePayClientOptions {
  const [seeded] = clients
  if (!seeded) throw new TypeError('The seeds have no client.')
  return {
    environment: {
      ...mock.environments[environment],
      issuer: environments[environment].issuer.url,
      allowHttpOnLoopback: true,
    },
    clientId: seeded.clientId,
    clientSecret: seeded.clientSecret,
    redirectUri: integrator.redirectUri,
    apiCredentials: { clientId: 'developer-portal-app', clientSecret: 'developer-portal-secret' },
    fetch: recorder.fetchAs('back end'),
  }
}
