import type { Known } from './redaction.ts'

/** Clients and merchants as they are now; who changes them later changes nothing here. */
export function namesOf({
  clients,
  merchants,
}: {
  readonly clients: readonly { readonly clientId: string }[]
  readonly merchants: Known['merchants']
}): Known {
  const clientsById = new Map(clients.map((client) => [client.clientId, client]))
  const merchantsById = new Map(merchants.map((merchant) => [merchant.merchantId, merchant]))
  return {
    merchants,
    findClient: (clientId) => clientsById.get(clientId),
    findMerchant: (merchantId) => merchantsById.get(merchantId),
  }
}
