import type { Fault } from './fault.ts'
import type { PointName } from './points.ts'

/** A fault as the catalogue shows it: all but its functions. */
export interface FaultDescription extends Omit<Fault, 'at' | 'ids' | 'parameters'> {
  readonly points: readonly PointName[]
  readonly ids: readonly string[]
  /** JSON Schema; absent where it takes none. */
  readonly parameters?: Readonly<Record<string, unknown>>
}

export function describeFault({ at, ids = [], parameters, ...rest }: Fault): FaultDescription {
  return {
    ...rest,
    ids,
    points: Object.keys(at) as PointName[],
    ...(parameters === undefined ? {} : { parameters: { ...parameters } }),
  }
}
