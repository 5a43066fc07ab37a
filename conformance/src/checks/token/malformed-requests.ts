import type { EndpointRequest, Flow } from '../../flow/flow.ts'
import type { CheckContext } from '../check-context.ts'
import { type MalformedRequest, malformedCorpus } from './malformed-corpus.ts'

const form = 'application/x-www-form-urlencoded'

/** A malformed request, and the endpoint that it goes to. */
export interface Malformed {
  readonly what: string
  readonly member: 'token_endpoint' | 'revocation_endpoint' | 'introspection_endpoint'
  readonly request: EndpointRequest
}

interface Credentials {
  readonly id: string
  readonly secret: string
}

/** The corpus at the token endpoint; in a lab also where something else than a code is presented, and is as malformed. */
export async function malformedRequests(context: CheckContext): Promise<readonly Malformed[]> {
  const { flow, target } = context
  const redemptions = malformedCorpus.map((malformed): Malformed => {
    return { what: malformed.what, member: 'token_endpoint', request: redemption(flow, malformed) }
  })
  return target.lab ? [...redemptions, ...(await elsewhere(context))] : redemptions
}

function redemption(flow: Flow, { fields, body, contentType, headers }: MalformedRequest): EndpointRequest {
  const right = `grant_type=authorization_code&${written(clientOf(flow))}`
  return {
    method: 'POST',
    headers: { 'content-type': contentType ?? form, ...headers },
    body: body ?? `${right}&${fields}`,
  }
}

/** What the corpus does to `code`, done to what a client or an API presents at each endpoint that there is. */
async function elsewhere(context: CheckContext): Promise<readonly Malformed[]> {
  const document = await context.servedDocument()
  const client = written(clientOf(context.flow))
  return [
    ...renamed('token_endpoint', 'refresh_token', `grant_type=refresh_token&${client}`),
    ...renamed('revocation_endpoint', 'token', client),
    ...renamed('introspection_endpoint', 'token', written(context.flow.lab().api)),
  ].filter(({ member }) => document[member] !== undefined)
}

function renamed(member: Malformed['member'], name: string, right: string): readonly Malformed[] {
  return malformedCorpus.flatMap(({ what, fields, headers }) =>
    fields === undefined
      ? []
      : [
          {
            what: `${what.replace('code', name)} (${member})`,
            member,
            request: {
              method: 'POST',
              headers: { 'content-type': form, ...headers },
              body: `${right}&${fields.replaceAll(/\bcode\b/g, name)}`,
            },
          },
        ],
  )
}

function clientOf(flow: Flow): Credentials {
  const { clientId: id, clientSecret: secret } = flow.login()
  return { id, secret }
}

function written({ id, secret }: Credentials): string {
  return new URLSearchParams({ client_id: id, client_secret: secret }).toString()
}
