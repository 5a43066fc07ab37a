import { expect, it } from 'vitest'
import { connect, mePath, Scene } from './support/scene.ts'

it.each(['2018', '2024'] as const)(
  'an API that refuses every token makes one refresh, also where that brings the same token (%s)',
  async (generation) => {
    await using scene = await Scene.start({ generation })
    const client = await scene.client()
    const { merchantId } = await connect(client)
    // Access tokens of 2018 that are issued within one second do not differ.
    scene.mock.world.clock.freeze()
    await scene.mock.control.run('faults.add', { world: 'default', fault: 'api-token-refused', times: 'always' })
    await expect(client.merchant(merchantId).fetch(mePath)).rejects.toMatchObject({ code: 'api-unauthorized' })
    expect(scene.count('/token')).toBe(2)
    expect(scene.count('/me')).toBe(2)
  },
)
