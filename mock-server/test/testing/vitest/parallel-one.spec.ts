import { expect } from 'vitest'
import { test } from '../../../src/testing/vitest.ts'
import { flowIn } from '../../support/auto-flow.ts'

for (const turn of [1, 2, 3]) {
  test.concurrent(`runs beside the others, ${turn}`, async ({ mobilepay }) => {
    const { tokens } = await flowIn(mobilepay.environments['sandbox-dk'], { nonce: 'the same in every file' })
    expect(tokens.access_token).toBeDefined()
    expect(mobilepay.world.stage('sandbox').grants.all).toHaveLength(1)
  })
}
