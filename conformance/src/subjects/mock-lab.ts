import type { ClientRegistration, Stage } from '@mobilepay-oidc/fixtures'
import type { Lab } from '../flow/lab.ts'
import { addressesBelow } from './address-rule.ts'
import { TransportError } from './http.ts'
import type { SeededLogins } from './seeded-logins.ts'

/**
 * A mock's control surface, as much of it as checks need.
 * @param worldUrl where the world's commands are, such as `http://localhost:4010/_mock/worlds/default`
 * @param token asked for by mocks that are reachable from other machines
 */
export function mockLab(worldUrl: string, stage: Stage, logins: SeededLogins, token?: string): Lab {
  const command = (method: string, path: string, body?: object) => ask(method, `${worldUrl}${path}`, body)
  const ask = async (method: string, url: string, body?: object): Promise<Readonly<Record<string, unknown>>> => {
    const response = await fetch(url, {
      method,
      headers: {
        'content-type': 'application/json',
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      },
      body: body === undefined ? null : JSON.stringify(body),
      signal: AbortSignal.timeout(10_000),
    })
    const answer = (await response.json()) as Readonly<Record<string, unknown>>
    if (response.ok) return answer
    throw new TransportError(`The mock refused ${method} ${new URL(url).pathname}: ${String(answer.detail)}`)
  }
  const registered = async (clientId: string): Promise<ClientRegistration> => {
    const clients = (await command('GET', '/clients')).clients as readonly ClientRegistration[]
    const client = clients.find((candidate) => candidate.clientId === clientId)
    if (client) return client
    throw new TransportError(`The mock has no client ${clientId}.`)
  }
  return {
    ...logins,
    async advance(seconds) {
      await command('POST', '/clock/advance', { duration: `PT${seconds}S` })
    },
    async now() {
      return Date.parse(String((await command('GET', '/clock')).now))
    },
    async rotateKeys(overlap) {
      await command('POST', '/keys/rotate', { stage, overlap })
    },
    async registerClient(like, credentials) {
      const client = { ...(await registered(like.clientId)), ...credentials, clientName: credentials.clientId }
      await command('PUT', '/clients', { client })
      return { ...like, ...credentials }
    },
    async addRedirectUri(clientId, redirectUri) {
      const client = await registered(clientId)
      const redirectUris = [...new Set([...client.redirectUris, redirectUri])]
      await command('PUT', '/clients', { client: { ...client, redirectUris } })
    },
    async otherProvider() {
      const worlds = worldUrl.replace(/\/[^/]+$/, '')
      const { name, url } = await ask('POST', worlds, {})
      const remove = () => ask('DELETE', `${worlds}/${encodeURIComponent(String(name))}`)
      return { addresses: addressesBelow(String(url)), [Symbol.asyncDispose]: async () => void (await remove()) }
    },
    async revokeConsents(clientId) {
      const { consents } = await command('GET', `/consents?stage=${stage}`)
      const given = consents as readonly { readonly id: string; readonly clientId: string }[]
      for (const { id } of given.filter((consent) => consent.clientId === clientId)) {
        await command('DELETE', `/consents/${encodeURIComponent(id)}?stage=${stage}`)
      }
    },
  }
}
