import { beforeAll, expect, test, vi } from 'vitest'
import { localBaseName } from '../../scripts/bundle/build-image.ts'
import { environmentsAt } from '../../src/world-address.ts'
import { flowIn } from '../support/auto-flow.ts'
import { docker } from '../support/docker.ts'
import { describeWith } from '../support/require.ts'
import { buildTestImage, type RunningContainer, runContainer, runDocker, until } from './support/run-docker.ts'

// Engines take their time on a busy machine, and a test that is given up leaves its containers behind.
vi.setConfig({ testTimeout: 90_000 })

describeWith([docker], 'the image', () => {
  let image: string

  beforeAll(async () => {
    image = await buildTestImage()
  }, 120_000)

  /** As the strictest of clusters runs it. */
  const strict = [
    '--read-only',
    '--cap-drop',
    'ALL',
    '--security-opt',
    'no-new-privileges',
    '--publish',
    '127.0.0.1::4010',
  ]

  async function urlOf(container: RunningContainer): Promise<string> {
    const url = `http://127.0.0.1:${await container.port(4010)}`
    await until(
      () => fetch(`${url}/_mock/health`),
      ({ ok }) => ok,
    )
    return url
  }

  test('serves a whole flow, with a root file system that cannot be written and no rights', async () => {
    await using container = await runContainer(...strict, '--env', 'MOBILEPAY_MOCK_CONSENT=auto', image)
    const { tokens } = await flowIn(environmentsAt(await urlOf(container))['sandbox-fi'])
    expect(tokens).toMatchObject({ refresh_token: expect.any(String) })
  })

  test('makes its local CA in the volume, for real names over TLS on the usual port', async () => {
    await using container = await runContainer(...strict, '--env', 'MOBILEPAY_MOCK_TLS_PORT=443', image)
    await urlOf(container)
    expect(await container.logs()).toContain('Real host names over TLS, on port 443')
    expect(await runDocker('exec', container.id, 'node', '/app/mobilepay-mock.mjs', 'ca', '--path')).toMatch(
      /^\/data\//,
    )
  })

  test('asks for the control token of the environment', async () => {
    await using container = await runContainer(...strict, '--env', 'MOBILEPAY_MOCK_CONTROL_TOKEN=canary', image)
    const worlds = `${await urlOf(container)}/_mock/worlds`
    expect((await fetch(worlds)).status).toBe(401)
    expect((await fetch(worlds, { headers: { authorization: 'Bearer canary' } })).status).toBe(200)
    expect(await container.logs()).not.toContain('canary')
  })

  test('is healthy by the check of its own', async () => {
    await using container = await runContainer(...strict, image)
    expect(
      await until(
        () => container.inspect('{{.State.Health.Status}}'),
        (status) => status === 'healthy',
      ),
    ).toBe('healthy')
  })

  test.each(['SIGTERM', 'SIGINT'])('%s ends it as process 1 of its container', async (signal) => {
    await using container = await runContainer(...strict, image)
    await urlOf(container)
    await runDocker('kill', '--signal', signal, container.id)
    expect(await runDocker('wait', container.id)).toBe('0')
  })

  test('takes flags behind its name, and refuses wrong ones as the command does', async () => {
    await using container = await runContainer(image, '--prot', '1')
    expect(await runDocker('wait', container.id)).toBe('2')
    expect(await container.logs()).toContain("Unknown option '--prot'")
  })

  test('runs as nobody, listens where it says, and brings little beyond its base', async () => {
    const told = JSON.parse(await runDocker('image', 'inspect', image, localBaseName))
    const [{ Config: config, Size: size }, { Size: ofBase }] = told
    expect(config.User).toBe('65532:65532')
    expect(Object.keys(config.ExposedPorts)).toEqual(['4010/tcp', '4443/tcp'])
    expect(config.Labels['org.opencontainers.image.title']).toBe('mobilepay-oidc mock')
    expect(size - ofBase).toBeLessThan(20_000_000)
  })
})
