import { Type } from 'typebox'
import type { World } from '../../world/world.ts'
import { command, worldNamed } from '../command.ts'
import { afterDuration } from '../parse-duration.ts'
import { ControlError } from '../problem.ts'
import { ClockSchema, closedObject, inWorld, WorldInput } from '../schemas.ts'

export function describeClock({ clock }: World) {
  return { now: new Date(clock.now()).toISOString(), frozen: clock.frozen }
}

const time = Type.String({ description: 'RFC 3339, such as 2026-11-24T12:00:00Z.' })

/** @throws ControlError 422 */
function readTime(text: string): number {
  const milliseconds = /^\d{4}-\d\d-\d\dT[\d:.]+(?:Z|[+-]\d\d:\d\d)$/.test(text) ? Date.parse(text) : Number.NaN
  if (Number.isFinite(milliseconds)) return milliseconds
  throw new ControlError(422, `time is RFC 3339, such as 2026-11-24T12:00:00Z, not "${text}".`, [
    { field: 'time', allowed: 'RFC 3339, such as 2026-11-24T12:00:00Z' },
  ])
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
  summary: 'Set the time of a world; a frozen clock stays frozen',
  method: 'PUT',
  path: '/worlds/{world}/clock',
  input: closedObject({ ...inWorld, time }),
  output: ClockSchema,
  run: (mock, input) => {
    const world = worldNamed(mock, input.world)
    world.clock.set(readTime(input.time))
    return describeClock(world)
  },
})

const advanceClock = command({
  name: 'clock.advance',
  summary: 'Move the time of a world by an ISO 8601 duration',
  method: 'POST',
  path: '/worlds/{world}/clock/advance',
  input: closedObject({
    ...inWorld,
    duration: Type.String({ description: 'Such as PT5M or P13M1D; a leading minus goes back.' }),
  }),
  output: ClockSchema,
  run: (mock, { world: name, duration }) => {
    const world = worldNamed(mock, name)
    const moved = afterDuration(world.clock.now(), duration)
    if (moved === undefined) {
      const allowed = 'an ISO 8601 duration, such as PT5M or P13M1D'
      throw new ControlError(422, `duration is ${allowed}, not "${duration}".`, [{ field: 'duration', allowed }])
    }
    world.clock.set(moved)
    return describeClock(world)
  },
})

const freezeClock = command({
  name: 'clock.freeze',
  summary: 'Stop the time of a world, where it is or at a moment',
  method: 'POST',
  path: '/worlds/{world}/clock/freeze',
  input: closedObject({ ...inWorld, time: Type.Optional(time) }),
  output: ClockSchema,
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
