import type { ClientRegistration } from '@mobilepay-oidc/fixtures'
import type { Exchange } from '../../http/exchange.ts'
import { isForm, readForm } from '../../http/form.ts'
import { Parameters } from '../../http/parameters.ts'
import type { Refused } from '../../rules/refusal.ts'
import { authenticateClient, authenticationFacts, readCredentials } from '../../rules/token/client-authentication.ts'
import { notAForm } from './token-reply.ts'

export type AuthenticatedForm =
  | { readonly client: ClientRegistration; readonly parameters: Parameters }
  | { readonly refused: Refused }

/** The form of a back-channel request, once it is known which client sent it. */
export async function readAuthenticatedForm(exchange: Exchange): Promise<AuthenticatedForm> {
  const { world, headers } = exchange
  const { generation } = world.settings
  const contentType = headers['content-type']
  if (exchange.method !== 'POST' || !isForm(contentType, generation)) return { refused: notAForm }
  const form = await readForm(contentType, await exchange.body())
  const credentials = readCredentials(headers.authorization, form)
  const parameters = exchange.faults.at('parameters', new Parameters(form, generation))
  const authentication = authenticateClient(credentials, generation, (clientId) => world.findClient(clientId))
  exchange.asked(authenticationFacts, authentication.authenticated ? undefined : authentication.refused)
  if (authentication.authenticated) return { client: authentication.client, parameters }
  return excused(exchange, authentication.refused, parameters, credentials?.id) ?? { refused: authentication.refused }
}

/** A fault may take a client at its word. */
function excused(
  { world, faults }: Exchange,
  refused: Refused,
  parameters: Parameters,
  named: string | undefined,
): AuthenticatedForm | undefined {
  const client = world.findClient(named ?? parameters.get('client_id') ?? '')
  return client && faults.excuses({ refused, input: { parameters, client } }) ? { client, parameters } : undefined
}
