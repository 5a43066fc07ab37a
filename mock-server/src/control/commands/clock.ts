import { Type } from 'typebox'
import { isWorldTime } from '../../world/clock.ts'
import { addDuration, DurationError, parseDuration } from '../../world/duration.ts'
import type { World } from '../../world/world.ts'
import { command, worldNamed } from '../command.ts'
import { ControlError } from '../problem.ts'
import { ClockSchema, closedObject, inWorld, WorldInput } from '../schemas.ts'

export function describeClock({ clock }: World) {
  return { now: new Date(clock.now()).toISOString(), frozen: clock.frozen }
}

const time = Type.String({ description: 'RFC 3339, such as 2026-11-24T12:00:00Z; from 1970 to 9999.' })

const dateTime = /^(\d{4}-\d\d-\d\d)[Tt]([01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d+)?(?:[Zz]|[+-]\d\d:\d\d)$/

/** @throws ControlError 422 */
function readTime(text: string): number {
  const [, date = ''] = dateTime.exec(text) ?? []
  const milliseconds = isDate(date) ? Date.parse(text.toUpperCase()) : Number.NaN
  if (isWorldTime(milliseconds)) return milliseconds
  const allowed = 'RFC 3339, such as 2026-11-24T12:00:00Z, from 1970 to 9999'
  throw new ControlError(422, `time is ${allowed}, not "${text}".`, [{ field: 'time', allowed }])
}

/** Whether the calendar has that day: `Date.parse` takes 30 February for a day in March. */
function isDate(date: string): boolean {
  const midnight = Date.parse(`${date}T00:00:00Z`)
  return Number.isFinite(midnight) && new Date(midnight).toISOString().startsWith(date)
}

const getClock = command({
  name: 'clock.get',
  summary: 'The time of a world',
  method: 'GET',
  path: '/worlds/{world}/clock',
  input: WorldInput,
  output: ClockSchema,
  run: (mock, { world }) => describeClock(worldNamed(mock, world)),
})

const setClock = command({
  name: 'clock.set',
  summary: 'Set the time of a world, back as well; a frozen clock stays frozen',
  method: 'PUT',
  path: '/worlds/{world}/clock',
  input: closedObject({ ...inWorld, time }),
  output: ClockSchema,
  example: { time: '2027-01-31T12:00:00Z' },
  run: (mock, input) => {
    const world = worldNamed(mock, input.world)
    world.clock.set(readTime(input.time))
    return describeClock(world)
  },
})

const advanceClock = command({
  name: 'clock.advance',
  summary: 'Move the time of a world on by an ISO 8601 duration; clock.set goes back',
  method: 'POST',
  path: '/worlds/{world}/clock/advance',
  input: closedObject({
    ...inWorld,
    duration: Type.String({
      description: 'Such as PT5M, P13M1D or P1Y2M3W4DT5H6M7.5S; months are those of the calendar.',
    }),
  }),
  output: ClockSchema,
  example: { duration: 'P13M1D' },
  run: (mock, { world: name, duration }) => {
    const world = worldNamed(mock, name)
    world.clock.set(momentAfter(world.clock.now(), duration))
    return describeClock(world)
  },
})

/** @throws ControlError 422 */
function momentAfter(from: number, duration: string): number {
  const allowed = 'an ISO 8601 duration that goes forward and not beyond 9999, such as PT5M or P13M1D'
  const refuse = (why: string) =>
    new ControlError(
      422,
      `The duration "${duration}" ${why}. It takes ${allowed}; clock.set sets any time, a past one too.`,
      [{ field: 'duration', allowed }],
    )
  try {
    const moment = addDuration(from, parseDuration(duration))
    if (isWorldTime(moment)) return moment
  } catch (error) {
    if (error instanceof DurationError) throw refuse(error.message)
    throw error
  }
  throw refuse('leads beyond the year 9999')
}

const freezeClock = command({
  name: 'clock.freeze',
  summary: 'Stop the time of a world, where it is or at a moment',
  method: 'POST',
  path: '/worlds/{world}/clock/freeze',
  input: closedObject({ ...inWorld, time: Type.Optional(time) }),
  output: ClockSchema,
  example: { time: '2027-01-31T12:00:00Z' },
  run: (mock, input) => {
    const world = worldNamed(mock, input.world)
    const moment = input.time === undefined ? undefined : readTime(input.time)
    world.clock.freeze()
    if (moment !== undefined) world.clock.set(moment)
    return describeClock(world)
  },
})

const resumeClock = command({
  name: 'clock.resume',
  summary: 'Let the time of a world run on from where it stands',
  method: 'POST',
  path: '/worlds/{world}/clock/resume',
  input: WorldInput,
  output: ClockSchema,
  run: (mock, input) => {
    const world = worldNamed(mock, input.world)
    world.clock.resume()
    return describeClock(world)
  },
})

export const clockCommands = [getClock, setClock, advanceClock, freezeClock, resumeClock] as const
