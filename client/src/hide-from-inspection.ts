const inspectCustom = Symbol.for('nodejs.util.inspect.custom')

/**
 * Makes `console.log` and `util.inspect` show the named members and nothing else. JSON is left alone: this is for
 * values that have to be stored but should not end in a log by accident.
 */
export function hideFromInspection<T extends object>(value: T, name: string, shown: readonly (keyof T)[]): T {
  const inspect = () => ({ [name]: Object.fromEntries(shown.map((member) => [member, value[member]])) })
  return Object.defineProperty(value, inspectCustom, { value: inspect, enumerable: false })
}
