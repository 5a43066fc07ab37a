import { expect, it } from 'vitest'
import { startMockServer } from '../../src/index.ts'

it('keeps connections as long as Kestrel does, so that a busy test meets none that was closed meanwhile', async () => {
  await using server = await startMockServer({ port: 0 })
  const response = await fetch(server.environments['sandbox-dk'].discoveryUrl)
  expect(response.headers.get('keep-alive')).toBe('timeout=130')
})
