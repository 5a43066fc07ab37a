import type { IncomingMessage, ServerResponse } from 'node:http'
import { text } from 'node:stream/consumers'
import type Provider from 'oidc-provider'

type Details = Awaited<ReturnType<Provider['interactionDetails']>>

const user = { name: 'anna@klippe.example', password: 'mock-anna' }
const place = /^\/interaction\/[\w-]+(\/(?:login|confirm|abort))?$/

/** Whether the request is for a page of this host, and not for the provider. */
export function isInteraction({ url = '' }: IncomingMessage): boolean {
  return place.test(url)
}

/** The login page and a consent page with one button, as the provider's own examples have them. */
export async function answerInteraction(
  provider: Provider,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  try {
    const [, step] = place.exec(request.url ?? '') ?? []
    const details = await provider.interactionDetails(request, response)
    if (step === undefined) return show(response, details)
    const result =
      step === '/login' ? await login(request) : step === '/confirm' ? await grant(provider, details) : deny
    if (!result) return show(response, details, 'Wrong user name or password.')
    await provider.interactionFinished(request, response, result, { mergeWithLastSubmission: step === '/confirm' })
  } catch (error) {
    response.writeHead(400, { 'content-type': 'text/plain' }).end(String(error))
  }
}

const deny = { error: 'access_denied', error_description: 'The user cancelled.' }

async function login(request: IncomingMessage) {
  const form = new URLSearchParams(await text(request))
  if (form.get('login') !== user.name || form.get('password') !== user.password) return undefined
  return { login: { accountId: user.name } }
}

async function grant(provider: Provider, { params, session, grantId }: Details) {
  const known = grantId === undefined ? undefined : await provider.Grant.find(grantId)
  const given = known ?? new provider.Grant({ accountId: session?.accountId ?? '', clientId: String(params.client_id) })
  given.addOIDCScope(String(params.scope))
  return { consent: { grantId: await given.save() } }
}

function show(response: ServerResponse, { uid, prompt }: Details, alert = ''): void {
  const at = `/interaction/${uid}`
  const form =
    prompt.name === 'login'
      ? `<form method="post" action="${at}/login"><label>User name <input name="login" type="text"></label>
        <label>Password <input name="password" type="password"></label><button type="submit">Sign in</button></form>`
      : `<form method="post" action="${at}/confirm"><input type="hidden" name="prompt" value="consent">
        <button autofocus type="submit">Continue</button></form>`
  response.writeHead(200, {
    'content-type': 'text/html; charset=utf-8',
    'cache-control': 'no-store',
    'content-security-policy': "frame-ancestors 'none'",
    'referrer-policy': 'no-referrer',
  })
  response.end(
    `<!doctype html><html lang="en"><title>Test provider: ${prompt.name}</title><body><h1>Test provider</h1>
    <p role="alert">${alert}</p>${form}<a href="${at}/abort">Cancel</a></body></html>`,
  )
}
