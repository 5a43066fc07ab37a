import { accepted, type HostileRow, rejected, unmet } from '../hostile-row.ts'
import { all, fromTable, type Table } from './from-table.ts'

const leniency = unmet('A right call is answered with and without it; the client makes no wrong one.')
const noMerchant = rejected('api-answer-unexpected', { reason: 'no MerchantId' })

const table: Table = {
  ...all('api-challenge-missing, api-challenge-without-error', leniency),
  ...all('api-expired-token-accepted, api-unsigned-token-accepted, api-signature-unchecked', leniency),
  ...all(
    'api-id-token-accepted, api-refresh-token-accepted, api-scope-unchecked, api-token-in-query-accepted',
    leniency,
  ),
  ...all('api-scheme-case-sensitive, api-token-not-asked-for', leniency),
  'api-without-app-fails': { expect: rejected('service-unavailable', { status: 500 }), requests: { api: 3 } },
  'api-answer-cacheable': accepted('The client caches no answers.'),
  'api-token-refused': { expect: rejected('api-unauthorized'), requests: { token: 1, api: 2 } },
  'api-insufficient-scope': rejected('api-scope-insufficient', { scope: 'invoice' }),
  'api-too-many-requests': { expect: rejected('service-unavailable', { status: 429 }), requests: { api: 3 } },
  'api-merchant-of-another': rejected('merchant-mismatch'),
  ...all('api-merchant-missing, api-merchant-number, api-merchant-null, api-answer-array', noMerchant),
  'api-answer-extended': accepted('Unknown members are ignored.'),
}

/** Answers of `merchants/me`. */
export const apiRows: readonly HostileRow[] = fromTable({ scenario: 'call' }, table)
