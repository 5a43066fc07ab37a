import type { Pairs } from '../subjects/http.ts'

const mask = '[redacted]'
/** An address, also where it is percent-encoded, and that once more. Begun where a word begins, so that long ones are read once. */
const emailAddress = /(?<![\w.+-])[\w.+-]+(?:@|%(?:25)*40)[a-z\d-]+(?:\.[a-z\d-]+)+/gi
/** Most texts hold neither sign of one, and are not searched for a word before it. */
const atSign = /@|%(?:25)*40/
/** A VAT number of either country, with what people write between its parts. */
const vatNumber = /(DK|FI)((?:[ +-]|%20)?)\d{8}(?!\d)/gi
const vatParameter = /([?&#]|^)merchant_vat=([^&#\s"'<>]*)/g

/** A text without e-mail addresses and VAT numbers; of the latter the form stays, which is what checks look at. */
export function redactPersonal(text: string): string {
  const withoutAddresses = atSign.test(text) ? text.replace(emailAddress, mask) : text
  return withoutAddresses
    .replace(vatParameter, (_whole, mark: string, value: string) => `${mark}merchant_vat=${withoutDigits(value)}`)
    .replace(vatNumber, (_whole, country: string, between: string) => `${country}${between}xxxxxxxx`)
}

/** The fields of a form without e-mail addresses and VAT numbers. */
export function redactPersonalFields(fields: Pairs): Pairs {
  return fields.map(([name, value]) => [name, name === 'merchant_vat' ? maskDigits(value) : redactPersonal(value)])
}

/** A parameter's value as it stands in an address. */
function withoutDigits(encoded: string): string {
  try {
    return encodeURIComponent(maskDigits(decodeURIComponent(encoded)))
  } catch {
    return mask
  }
}

function maskDigits(value: string): string {
  return value.replace(/\p{Nd}/gu, 'x')
}
