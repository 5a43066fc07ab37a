const units: readonly (readonly [Intl.RelativeTimeFormatUnit, number])[] = [
  ['year', 365 * 86_400_000],
  ['month', 30 * 86_400_000],
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
  ['second', 1000],
]

const relative = new Intl.RelativeTimeFormat('en', { numeric: 'always' })

/** "in 4 minutes", "3 days ago". @param distance milliseconds from now; negative is past */
export function relativeTime(distance: number): string {
  const [unit, length] = units.find(([, each]) => Math.abs(distance) >= each) ?? ['second', 1000]
  return relative.format(Math.trunc(distance / length), unit)
}

/** A distance with at most two units: "1 d 4 h". @param distance milliseconds */
export function duration(distance: number): string {
  const sign = distance < 0 ? '−' : '+'
  let rest = Math.abs(distance)
  const parts = units.slice(2).map(([unit, length]) => {
    const count = Math.floor(rest / length)
    rest -= count * length
    return count > 0 ? `${count} ${unit[0]}` : ''
  })
  return `${sign}${parts.filter(Boolean).slice(0, 2).join(' ') || '0 s'}`
}

/** `14:02:03`, UTC. @param time milliseconds since 1970 */
export function timeOfDay(time: number): string {
  return new Date(time).toISOString().slice(11, 19)
}

/** `2026-11-24`, UTC. */
export function dayOf(time: number): string {
  return new Date(time).toISOString().slice(0, 10)
}

/** `2026-11-24 14:02:03 UTC`. */
export function moment(time: number): string {
  return `${dayOf(time)} ${timeOfDay(time)} UTC`
}

/**
 * By how much a world's clock was moved between two steps, beyond what the machine's clock went on; 0 where it was not,
 * or only stood still.
 */
export function clockJump(
  before: { readonly at: number; readonly startedAt: number } | undefined,
  step: { readonly at: number; readonly startedAt: number },
): number {
  if (!before) return 0
  const moved = step.at - before.at - (step.startedAt - before.startedAt)
  const isBack = moved <= -2000 && step.at < before.at
  return moved >= 2000 || isBack ? Math.round(moved / 1000) * 1000 : 0
}
