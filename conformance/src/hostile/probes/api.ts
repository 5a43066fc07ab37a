import { accepted, type HostileRow, rejected } from '../hostile-row.ts'
import { inText, type Json, type ProbeEntry, probeRow } from './probe.ts'

const other = rejected('merchant-mismatch')
const noMerchant = rejected('api-answer-unexpected', { reason: 'no MerchantId' })
const merchant = (change: (id: string) => unknown) => (json: string) => {
  const { MerchantId: id, ...others } = JSON.parse(json) as Json
  return JSON.stringify({ MerchantId: change(String(id)), ...others })
}

const table: Readonly<Record<string, ProbeEntry & { readonly text: (json: string) => string }>> = {
  'merchant-other-case': {
    expect: accepted('A GUID is the same in either case (RFC 9562 4).'),
    text: merchant((id) => id.toUpperCase()),
  },
  'merchant-longer': { expect: other, text: merchant((id) => `${id}0`) },
  'merchant-with-space': { expect: other, text: merchant((id) => `${id} `) },
  'merchant-in-array': { expect: noMerchant, text: merchant((id) => [id]) },
  'merchant-empty': { expect: noMerchant, text: merchant(() => '') },
  'merchant-duplicated': {
    expect: rejected(['merchant-mismatch', 'api-answer-unexpected']),
    text: (json) => json.replace('{', '{"MerchantId":"another",'),
  },
  'merchant-in-prototype': { expect: noMerchant, text: (json) => `{"__proto__":${json}}` },
  'merchant-of-another-spelling': { expect: noMerchant, text: (json) => json.replace('MerchantId', 'merchantId') },
}

/** Answers of `merchants/me` that are nearly right, or odd. */
export const apiProbes: readonly HostileRow[] = Object.entries(table).map(([name, { text, ...entry }]) =>
  probeRow(`api-${name}`, { scenario: 'call', endpoints: ['merchants-me'] }, entry, inText(text)),
)
