/** Years to seconds of an ISO 8601 duration. */
const pattern =
  /^(-)?P(?=[\dT])(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?(?:T(?=\d)(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?)?$/

/**
 * The moment a duration after another one, by the UTC calendar: a month after 31 January is 28 or 29 February.
 * @param from milliseconds since 1970
 * @param duration ISO 8601, such as `P13M1D` or `PT5M`; a leading minus goes back
 * @returns milliseconds since 1970; undefined where the text is no duration
 */
export function afterDuration(from: number, duration: string): number | undefined {
  const match = pattern.exec(duration)
  if (!match) return undefined
  const sign = match[1] ? -1 : 1
  const [years, months, weeks, days, hours, minutes, seconds] = match
    .slice(2)
    .map((digits) => sign * Number(digits ?? 0))
  const moved = addMonths(new Date(from), (years ?? 0) * 12 + (months ?? 0))
  const wholeDays = (weeks ?? 0) * 7 + (days ?? 0)
  const rest = ((wholeDays * 24 + (hours ?? 0)) * 60 + (minutes ?? 0)) * 60 + (seconds ?? 0)
  return moved + rest * 1000
}

function addMonths(date: Date, months: number): number {
  const day = date.getUTCDate()
  const moved = new Date(date)
  moved.setUTCDate(1)
  moved.setUTCMonth(moved.getUTCMonth() + months)
  const lastDay = new Date(Date.UTC(moved.getUTCFullYear(), moved.getUTCMonth() + 1, 0)).getUTCDate()
  moved.setUTCDate(Math.min(day, lastDay))
  return moved.getTime()
}
