import type { Parameters } from '../../http/parameters.ts'
import type { AuthorizeRequest } from '../../rules/authorize/authorize-request.ts'
import type { World } from '../../world/world.ts'
import type { Fault, FaultContext } from '../fault.ts'
import { excuse, frontChannel } from './builders.ts'

const found = 'A conformance suite finds it.'
const shared = { group: 'merchant', endpoints: frontChannel, expected: found, spec: 'MP docs, merchant_vat' } as const

const vatOf = (parameters: Parameters | undefined) => parameters?.get('merchant_vat')

/** The merchant that a malformed number is taken for: the one that shares most of its first digits. */
function takenFor({ merchants }: World, vat: string): string | undefined {
  const digits = vat.replace(/\D/g, '')
  const inCommon = (own: string) => [...own.slice(2)].findIndex((digit, index) => digit !== digits[index])
  const ranked = merchants.map(({ vat: own }) => ({ own, common: inCommon(own) === -1 ? own.length : inCommon(own) }))
  return ranked.sort((one, other) => other.common - one.common)[0]?.own
}

/** Takes numbers of a form that is refused otherwise. */
function formAccepted(row: Pick<Fault, 'name' | 'breaks' | 'ids'>, form: RegExp): Fault {
  const concerns = (vat: string | undefined): vat is string => vat !== undefined && form.test(vat)
  return {
    ...shared,
    ...row,
    at: {
      rule: excuse('merchant-vat-format', ({ parameters }) => concerns(vatOf(parameters))),
      'authorize-request': (request, { exchange }) =>
        concerns(request.merchantVat)
          ? { ...request, merchantVat: takenFor(exchange.world, request.merchantVat) }
          : undefined,
    },
  }
}

/** The first VAT number that a client has asked for in this world. */
function cachedVat(request: AuthorizeRequest, { memory }: FaultContext): AuthorizeRequest | undefined {
  if (request.merchantVat === undefined) return undefined
  const first = memory.get(request.client.clientId) ?? request.merchantVat
  memory.set(request.client.clientId, first)
  return first === request.merchantVat ? undefined : { ...request, merchantVat: String(first) }
}

/** MobilePay's merchant_vat. */
export const merchantFaults: readonly Fault[] = [
  {
    ...shared,
    name: 'merchant-vat-unassigned-accepted',
    breaks: 'A user may act for every merchant.',
    ids: ['PD-133'],
    at: {
      merchants: (merchants, { exchange }) => {
        const all = exchange.world.merchants
        const asked = new URLSearchParams(exchange.query).get('merchant_vat')
        const isForeign =
          asked !== null && !merchants.some(({ vat }) => vat === asked) && all.some(({ vat }) => vat === asked)
        return isForeign ? all : undefined
      },
    },
  },
  {
    ...shared,
    name: 'merchant-vat-assigned-refused',
    breaks: 'A user may not act for the merchant that merchant_vat names.',
    at: {
      merchants: (merchants, { exchange }) => {
        const asked = new URLSearchParams(exchange.query).get('merchant_vat')
        const others = merchants.filter(({ vat }) => vat !== asked)
        return others.length === merchants.length ? undefined : others
      },
    },
  },
  {
    ...shared,
    name: 'merchant-vat-missing-picks-first',
    breaks: 'Without merchant_vat the first of several merchants is taken, and nobody asked.',
    at: {
      merchants: (merchants, { exchange }) =>
        merchants.length < 2 || new URLSearchParams(exchange.query).get('merchant_vat')
          ? undefined
          : merchants.slice(0, 1),
    },
  },
  formAccepted(
    { name: 'merchant-vat-seven-digits-accepted', breaks: 'A VAT number of seven digits is taken.', ids: ['PD-134'] },
    /^(DK|FI)\d{7}$/,
  ),
  formAccepted(
    { name: 'merchant-vat-nine-digits-accepted', breaks: 'A VAT number of nine digits is taken.' },
    /^(DK|FI)\d{9}$/,
  ),
  formAccepted(
    {
      name: 'merchant-vat-foreign-prefix-accepted',
      breaks: 'A VAT number of another country is taken.',
      ids: ['PD-135'],
    },
    /^(?!DK|FI)[A-Z]{2}\d{8}$/,
  ),
  formAccepted(
    { name: 'merchant-vat-lower-case-accepted', breaks: 'A VAT number with its country in lower case is taken.' },
    /^(dk|fi)\d{8}$/,
  ),
  formAccepted(
    { name: 'merchant-vat-punctuation-accepted', breaks: 'A VAT number with spaces or hyphens is taken.' },
    /^\s*(DK|FI)[\s-]*\d(?:[\s-]*\d){7}\s*$/,
  ),
  {
    ...shared,
    name: 'merchant-vat-cached',
    breaks: 'A second VAT number leads to the merchant of the first one.',
    ids: ['PD-136'],
    at: { 'authorize-request': cachedVat },
  },
  {
    ...shared,
    name: 'merchant-vat-ignored',
    breaks: 'The merchant is chosen as if merchant_vat had not been sent.',
    at: {
      'authorize-request': (request) =>
        request.merchantVat === undefined ? undefined : { ...request, merchantVat: undefined },
    },
  },
  {
    ...shared,
    name: 'merchant-vat-of-other-country-refused',
    breaks: 'A Finnish VAT number is refused on the Danish site, and a Danish one on the Finnish.',
    at: {
      merchants: (merchants, { exchange }) => {
        const own = merchants.filter(({ country }) => country === exchange.country)
        return own.length === merchants.length ? undefined : own
      },
    },
  },
  {
    ...shared,
    name: 'merchant-vat-reflected',
    breaks: 'A VAT number that is refused stands in the address of the error page.',
    spec: 'RFC 9700 4.2; OWASP, cross-site scripting',
    at: {
      reply: (reply, { exchange }) => {
        const vat = new URLSearchParams(exchange.query).get('merchant_vat')
        const location = reply.headers.find(([name]) => name === 'Location')?.[1]
        if (vat === null || !location?.includes('/home/error?')) return undefined
        const reflected = `${location}&merchant_vat=${encodeURIComponent(vat)}`
        return {
          ...reply,
          headers: reply.headers.map(([name, value]) => [name, name === 'Location' ? reflected : value]),
        }
      },
    },
  },
]
