import type { ClientCheckContext } from './client-check.ts'
import { effectiveBits } from './effective-bits.ts'

export const sampleSize = 1000

/** Authorization requests of one client, begun one after the other. */
export async function samples(context: ClientCheckContext): Promise<readonly URLSearchParams[]> {
  const { begun: sampled, requests } = await context.once('a thousand authorization requests', async () => {
    const scene = await context.ready()
    const begun: URLSearchParams[] = []
    while (begun.length < sampleSize) {
      const started = await scene.start()
      if (started.outcome !== 'started') throw new Error('The client refused to start a consent.')
      begun.push(new URL(started.url).searchParams)
    }
    return { begun, requests: scene.requests() }
  })
  context.show(requests)
  return sampled
}

/** What is wrong with how random the values of a parameter are. @param leastBits the random bits that they have to show */
export async function randomness(
  context: ClientCheckContext,
  name: string,
  leastBits: number,
): Promise<readonly string[]> {
  const values = (await samples(context)).map((parameters) => parameters.get(name) ?? '')
  const bits = Math.floor(effectiveBits(values))
  return [
    ...(new Set(values).size === values.length ? [] : [`${name} repeats itself within ${sampleSize} requests`]),
    ...(bits >= leastBits ? [] : [`${name} shows ${bits} random bits, not ${leastBits}`]),
  ]
}
