import { type MobilePayError, NetworkError } from '../errors/mobilepay-error.ts'

/** What the person at the browser is told; the developer's words are in the error. */
export interface PersonText {
  readonly title: string
  readonly happened: string
  readonly remedy: string
}

const startAgain = 'Go back to where you began and start again.'

const denied: PersonText = {
  title: 'You did not give your consent',
  happened: 'MobilePay was told no. Nothing was connected, and nothing has changed.',
  remedy: 'If that was not what you wanted, go back to where you began and start again.',
}
const over: PersonText = {
  title: 'This step can not be done again',
  happened: 'It was finished before, took too long, or was begun in another browser or with cookies turned off.',
  remedy: startAgain,
}
const vat: PersonText = {
  title: 'The VAT number is not right',
  happened:
    'A VAT number is DK or FI followed by eight digits, without spaces or dashes, and the last digit checks the rest.',
  remedy: 'Correct the number and try again.',
}
const address: PersonText = {
  title: 'This link is not right',
  happened: 'The link asks to go on to a page that is not allowed.',
  remedy: startAgain,
}
const unreachable: PersonText = {
  title: 'MobilePay does not answer right now',
  happened: 'Nothing was connected.',
  remedy: 'Try again in a few minutes: go back to where you began and start again.',
}
const ended: PersonText = {
  title: 'MobilePay ended the consent',
  happened: 'MobilePay answered with an error, so nothing was connected.',
  remedy: startAgain,
}
const refused: PersonText = {
  title: 'The answer was not accepted',
  happened: 'What came back from MobilePay did not pass the safety checks, so nothing was connected.',
  remedy: startAgain,
}
const broken: PersonText = {
  title: 'Something is not set up right',
  happened: 'Nothing was connected. The fault is with this site, not with you.',
  remedy: 'Tell the people who run this site.',
}

const texts: ReadonlyMap<MobilePayError['code'], PersonText> = new Map([
  ['access-denied', denied],
  ['interaction-required', ended],
  ['authorization-refused', ended],
  ['code-refused', ended],
  ['consent-unknown', over],
  ['consent-expired', over],
  ['state-already-used', over],
  ['merchant-vat-format', vat],
  ['merchant-vat-check-digit', vat],
  ['return-to-refused', address],
])

export function personText(error: MobilePayError): PersonText {
  const known = texts.get(error.code)
  if (known) return known
  if (error instanceof NetworkError) return unreachable
  return error.name === 'ProtocolError' ? refused : broken
}
