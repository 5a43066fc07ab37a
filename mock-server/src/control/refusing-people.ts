import { PeopleError } from '../world/people-error.ts'
import { ControlError } from './problem.ts'

/** Does what may find people that cannot be. @throws ControlError 422 which names the field. */
export function refusingPeople<Value>(act: () => Value): Value {
  try {
    return act()
  } catch (error) {
    if (!(error instanceof PeopleError)) throw error
    const { message, field, allowed } = error
    throw new ControlError(422, message, [{ field, allowed }])
  }
}
