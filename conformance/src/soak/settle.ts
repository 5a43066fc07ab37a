import type { MobilePayClient } from '@mobilepay-oidc/client'
import { codeOf } from './make-client.ts'
import type { Loss } from './messages.ts'

export interface Settled {
  readonly losses: readonly Loss[]
  /** Merchants that can not be called for, with what was said. */
  readonly broken: readonly string[]
}

/** Looks at every connection in the end: it works, or it says why not. */
export async function settle(client: MobilePayClient, merchantIds: readonly string[]): Promise<Settled> {
  const losses: Loss[] = []
  const broken: string[] = []
  for (const merchantId of merchantIds) {
    try {
      const { status } = await client
        .merchant(merchantId)
        .merchantsMe()
        .then(() => client.connection(merchantId))
      // What was broken off and not needed since is settled now.
      if (status === 'refreshing') await client.connection(merchantId).then((connection) => connection.refresh())
    } catch (error) {
      if (codeOf(error) === 'connection-needs-consent') losses.push({ merchantId, ...detailsOf(error) })
      else broken.push(`${merchantId} (${codeOf(error)})`)
    }
  }
  return { losses, broken }
}

function detailsOf(error: unknown) {
  const details: Readonly<Record<string, unknown>> =
    error instanceof Error && 'details' in error ? Object(error.details) : {}
  return { reason: String(details.reason), interruptedAt: String(details.interruptedAt) }
}
