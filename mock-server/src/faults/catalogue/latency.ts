import { setTimeout as delay } from 'node:timers/promises'
import { Type } from 'typebox'
import type { Fault, FaultContext } from '../fault.ts'
import { anywhere } from './http-builders.ts'

const milliseconds = (value: number) => Type.Integer({ minimum: 0, maximum: 600_000, default: value })
const latency = Type.Object({ ms: milliseconds(1000), jitterMs: milliseconds(0) }, { additionalProperties: false })

/** Waits, unless the fault is taken away before. */
async function wait({ parameters, released }: FaultContext): Promise<void> {
  const ms = Number(parameters.ms) + Math.random() * Number(parameters.jitterMs)
  const ending = new AbortController()
  const timer = delay(ms, undefined, { ref: false, signal: ending.signal }).catch(() => undefined)
  await Promise.race([timer, released])
  ending.abort()
}

/** Requests and replies that lie for a while. */
export const latencyFaults: readonly Fault[] = [
  anywhere(
    {
      name: 'latency',
      breaks: 'The request lies for a while before anything is done.',
      spec: 'RFC 9110 9.2.2',
      expected: 'The client waits, or gives up after its own time.',
      parameters: latency,
    },
    {
      handle: (handle, context) => async (exchange) => {
        await exchange.pause(() => wait(context))
        return handle(exchange)
      },
    },
  ),
  anywhere(
    {
      name: 'latency-after',
      breaks: 'What was asked for is done, and the reply lies for a while.',
      spec: 'RFC 9110 9.2.2',
      expected: 'The client waits, or gives up after its own time, and loses nothing.',
      parameters: latency,
    },
    {
      handle: (handle, context) => async (exchange) => {
        const reply = await handle(exchange)
        await exchange.pause(() => wait(context))
        return reply
      },
    },
  ),
  anywhere(
    {
      name: 'hold',
      breaks: 'The request is held, before anything is done, until the fault is released.',
      spec: 'RFC 9110 9.2.2',
      expected: 'The client waits, or gives up after its own time.',
    },
    {
      handle:
        (handle, { released }) =>
        async (exchange) => {
          await exchange.pause(() => released)
          return handle(exchange)
        },
    },
  ),
  anywhere(
    {
      name: 'hold-after',
      breaks: 'What was asked for is done, and the reply is held until the fault is released.',
      spec: 'RFC 9110 9.2.2',
      expected: 'The client waits, or gives up after its own time, and loses nothing.',
    },
    {
      handle:
        (handle, { released }) =>
        async (exchange) => {
          const reply = await handle(exchange)
          await exchange.pause(() => released)
          return reply
        },
    },
  ),
]
