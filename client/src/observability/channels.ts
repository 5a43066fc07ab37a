/** What can be watched. Each is a TracingChannel named `mobilepay:` and this. */
export type Operation = 'discovery' | 'jwks' | 'consent' | 'callback' | 'token' | 'refresh' | 'revoke' | 'api'

/** As much of `node:diagnostics_channel` as is used here. */
export interface TracingChannel {
  readonly hasSubscribers?: boolean
  tracePromise<T>(work: () => Promise<T>, message: object): Promise<T>
}

interface DiagnosticsChannel {
  tracingChannel(name: string): TracingChannel
}

interface WithBuiltins {
  readonly process?: { readonly getBuiltinModule?: (name: string) => unknown }
}

/** Not imported: a runtime without the module runs the client all the same, and bundlers see nothing of Node's. */
const diagnostics = load()
const channels = new Map<Operation, TracingChannel>()

function load(): DiagnosticsChannel | undefined {
  const found = (globalThis as WithBuiltins).process?.getBuiltinModule?.('node:diagnostics_channel')
  const known = typeof found === 'object' && found !== null && 'tracingChannel' in found
  return known ? (found as DiagnosticsChannel) : undefined
}

/** @returns undefined where nobody listens, or the runtime has no such channels. */
export function watchedChannel(operation: Operation): TracingChannel | undefined {
  const channel = channels.get(operation) ?? diagnostics?.tracingChannel(`mobilepay:${operation}`)
  if (channel) channels.set(operation, channel)
  // Before Node 22.13 a TracingChannel does not say whether anybody listens.
  return channel?.hasSubscribers === false ? undefined : channel
}
