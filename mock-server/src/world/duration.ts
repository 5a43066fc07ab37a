/** A text is no duration that the clock can be advanced by; the message says why. */
export class DurationError extends Error {
  override readonly name = 'DurationError'
}

/** An ISO 8601 duration. Months are counted by the calendar, the rest has a fixed length. */
export interface Duration {
  readonly months: number
  readonly milliseconds: number
}

const number = '(\\d+(?:[.,]\\d+)?)'
const part = (letter: string) => `(?:${number}${letter})?`
const pattern = new RegExp(
  `^P(?=[\\dT])${['Y', 'M', 'W', 'D'].map(part).join('')}(?:T(?=\\d)${['H', 'M', 'S'].map(part).join('')})?$`,
)

const second = 1000
const hour = 3600 * second
const day = 24 * hour
/** Weeks to seconds, as the pattern finds them behind years and months. */
const lengths = [7 * day, day, hour, 60 * second, second]

/**
 * Reads an ISO 8601 duration: any of `P1Y2M3W4DT5H6M7.5S`. The last part alone may have a fraction, which years and
 * months, being of no fixed length, may not.
 * @throws DurationError
 */
export function parseDuration(text: string): Duration {
  if (/^-P|^P.*-\d/.test(text)) throw new DurationError('goes back, and a duration only goes forward')
  const match = pattern.exec(text)
  if (!match) throw new DurationError('is no ISO 8601 duration')
  const given = match.slice(1).filter((digits) => digits !== undefined)
  if (given.slice(0, -1).some(isFraction)) throw new DurationError('has a fraction before its last part')
  const [years = 0, months = 0, ...rest] = match.slice(1).map(readNumber)
  const wholeMonths = years * 12 + months
  if (!Number.isInteger(years) || !Number.isInteger(months)) {
    throw new DurationError('has a fraction of a year or a month, which has no fixed length')
  }
  const milliseconds = rest.reduce((sum, value, index) => sum + value * (lengths[index] ?? 0), 0)
  return { months: wholeMonths, milliseconds: Math.round(milliseconds) }
}

function isFraction(digits: string): boolean {
  return /[.,]/.test(digits)
}

function readNumber(digits: string | undefined): number {
  return Number((digits ?? '0').replace(',', '.'))
}

/**
 * The moment a duration after another one, by the UTC calendar: a month after 31 January is 28 or 29 February.
 * @param from milliseconds since 1970
 * @returns milliseconds since 1970; NaN beyond what a Date can hold
 */
export function addDuration(from: number, { months, milliseconds }: Duration): number {
  return addMonths(new Date(from), months) + milliseconds
}

function addMonths(date: Date, months: number): number {
  const moved = new Date(date)
  moved.setUTCDate(1)
  moved.setUTCMonth(moved.getUTCMonth() + months)
  const lastDay = new Date(Date.UTC(moved.getUTCFullYear(), moved.getUTCMonth() + 1, 0)).getUTCDate()
  moved.setUTCDate(Math.min(date.getUTCDate(), lastDay))
  return moved.getTime()
}
