import type { Send } from '../src/subjects/http.ts'
import { asked, type UnlistedDefect } from './support/unlisted-defect.ts'

/** Takes one number for another one before anything else looks at it. */
function readAs(read: (vat: string) => string): (send: Send) => Send {
  return (send) => (request) => {
    const url = new URL(request.url)
    const given = url.searchParams.getAll('merchant_vat')
    if (given.length !== 1) return send(request)
    url.searchParams.set('merchant_vat', read(given[0] ?? ''))
    return send({ ...request, url: url.href })
  }
}

const numbers: readonly UnlistedDefect[] = [
  {
    defect: 'a number of which the last digit does not matter',
    seenBy: 'M-11',
    alter: readAs((vat) => (/^DK1234567\d$/.test(vat) ? 'DK12345674' : vat)),
  },
  {
    defect: 'a number of which the first digit does not matter',
    seenBy: 'M-11',
    alter: readAs((vat) => (/^DK\d2345674$/.test(vat) ? 'DK12345674' : vat)),
  },
  { defect: 'wide digits and letters', seenBy: 'M-08', alter: readAs((vat) => vat.normalize('NFKC')) },
  {
    defect: 'Arabic-Indic digits',
    seenBy: 'M-08',
    alter: readAs((vat) => vat.replace(/[\u0660-\u0669]/g, (digit) => String(digit.charCodeAt(0) - 0x660))),
  },
  { defect: 'a country in lower case', seenBy: 'M-05', alter: readAs((vat) => vat.toUpperCase()) },
  { defect: 'no-break spaces around a number', seenBy: 'M-08', alter: readAs((vat) => vat.replaceAll('\u00a0', '')) },
  { defect: 'the first number of a list', seenBy: 'M-08', alter: readAs((vat) => vat.replace(/,.*/s, '')) },
  { defect: 'the last number of a list', seenBy: 'M-08', alter: readAs((vat) => vat.replace(/.*,/s, '')) },
]

const choices: readonly UnlistedDefect[] = [
  {
    defect: 'the merchant of the request before with prompt=none',
    seenBy: 'M-13',
    at: {
      'authorize-request': (request, { memory }) => {
        const before = memory.get('before')
        if (!request.prompts.includes('none')) memory.set('before', request.merchantVat)
        return typeof before === 'string' && request.prompts.includes('none')
          ? { ...request, merchantVat: before }
          : undefined
      },
    },
  },
  {
    defect: 'merchants of everybody on the page of the choice',
    seenBy: 'M-04',
    at: { merchants: (own, { exchange }) => (own.length > 1 ? exchange.world.merchants : undefined) },
  },
  {
    defect: 'a choice of a merchant that was not offered',
    seenBy: 'M-11',
    at: {
      merchants: (own, context) => {
        const isAnswered = context.exchange.path.endsWith('/callback') && asked(context, 'merchant_vat') === null
        return isAnswered && own.length > 1 ? context.exchange.world.merchants : undefined
      },
    },
  },
]

/** Defects of merchant_vat that no list names. */
export const unlistedMerchant: readonly UnlistedDefect[] = [...numbers, ...choices]
