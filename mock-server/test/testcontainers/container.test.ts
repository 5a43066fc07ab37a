import { request } from 'node:https'
import { text } from 'node:stream/consumers'
import { GenericContainer, Network, Wait } from 'testcontainers'
import { beforeAll, expect, test, vi } from 'vitest'
import { localBaseName } from '../../scripts/bundle/build-image.ts'
import { ControlError } from '../../src/index.ts'
import { MobilePayMockContainer } from '../../src/testcontainers/index.ts'
import { buildTestImage, runDocker, until } from '../container/support/run-docker.ts'
import { aClient } from '../support/a-client.ts'
import { flowIn, postToken } from '../support/auto-flow.ts'
import { docker } from '../support/docker.ts'
import { describeWith } from '../support/require.ts'

// Engines take their time on a busy machine, and a test that is given up leaves its containers behind.
vi.setConfig({ testTimeout: 90_000 })

describeWith([docker], 'the mock by testcontainers', () => {
  let image: string

  beforeAll(async () => {
    image = await buildTestImage()
  }, 120_000)

  const container = () => new MobilePayMockContainer(image)

  test('serves a whole flow with a seeded client', async () => {
    await using mock = await container().withConsent('auto').start()
    const environment = mock.getEnvironment('sandbox-dk')
    expect(environment.discoveryUrl).toMatch(`${mock.getUrl()}/sandprod-admin.mobilepay.dk/`)
    const clients = await mock.getClients()
    expect(clients.map(({ clientId }) => clientId)).toContain('integrator')
    expect((await mock.getUsers()).map(({ email }) => email)).toContain('anna@klippe.example')
    const { tokens } = await flowIn(environment)
    expect(tokens).toMatchObject({ refresh_token: expect.any(String) })
  })

  test('the control API is that of a mock in this process: time, faults, journal', async () => {
    await using mock = await container().withConsent('auto').start()
    const world = mock.control.world()
    const environment = mock.getEnvironment('sandbox-dk')
    const { tokens } = await flowIn(environment)
    await world.clock.advance({ duration: 'P14M' })
    const form = { grant_type: 'refresh_token', refresh_token: tokens.refresh_token ?? '' }
    const refused = await postToken(environment, {
      ...form,
      client_id: 'integrator',
      client_secret: 'integrator-secret',
    })
    expect(await refused.json()).toEqual({ error: 'invalid_grant' })
    expect(await world.journal.assert({ endpoint: 'token', outcome: 'refused', exactly: 1 })).toEqual({ count: 1 })
    await expect(world.clock.advance({ duration: 'soon' })).rejects.toThrow(ControlError)
  })

  test('seeds, worlds and faults are there from the start', async () => {
    await using mock = await container()
      .withGeneration('2018')
      .withSeeds({ clients: [aClient({ clientId: 'mine' })] })
      .withWorld('other', { generation: '2024', consent: 'auto' })
      .withFaults({ fault: 'http-503', times: 1 })
      .start()
    expect((await mock.getClients()).map(({ clientId }) => clientId)).toEqual(['mine'])
    expect(await mock.control.run('worlds.list', {})).toMatchObject({
      worlds: [
        { name: 'default', generation: '2018' },
        { name: 'other', generation: '2024', consent: 'auto' },
      ],
    })
    const { discoveryUrl } = mock.getEnvironment('sandbox-fi')
    expect([(await fetch(discoveryUrl)).status, (await fetch(discoveryUrl)).status]).toEqual([503, 200])
    expect((await fetch(mock.getEnvironment('sandbox-fi', 'other').discoveryUrl)).status).toBe(200)
  })

  test('what it keeps in SQLite outlives a restart, and its new port is told', async () => {
    await using mock = await container().withConsent('auto').withStore('file:/data/mock.sqlite').start()
    await mock.control.createWorld({ name: 'kept', generation: '2018' })
    const { tokens } = await flowIn(mock.getEnvironment('sandbox-dk'))
    await mock.restart({ timeout: 1_000 })
    await until(
      () => fetch(`${mock.getUrl()}/_mock/ready`),
      ({ ok }) => ok,
    )
    expect(await mock.control.run('worlds.get', { world: 'kept' })).toMatchObject({ generation: '2018' })
    const form = { grant_type: 'refresh_token', refresh_token: tokens.refresh_token ?? '' }
    const credentials = { client_id: 'integrator', client_secret: 'integrator-secret' }
    expect((await postToken(mock.getEnvironment('sandbox-dk'), { ...form, ...credentials })).status).toBe(200)
  })

  test('what cannot be is refused in a sentence, and leaves no container', async () => {
    const wrong = container().withLabels({ 'mobilepay-mock-test': 'refused' }).withFaults({ fault: 'no-such-fault' })
    await expect(wrong.start()).rejects.toThrow(/no fault "no-such-fault"/)
    expect(await runDocker('ps', '--all', '--quiet', '--filter', 'label=mobilepay-mock-test=refused')).toBe('')
  })

  test('it tells of the environments that it was asked for', async () => {
    await using mock = await container().withEnvironments('sandbox-fi').start()
    expect(Object.keys(mock.getEnvironments())).toEqual(['sandbox-fi'])
    expect(() => mock.getEnvironment('sandbox-dk')).toThrow('ask withEnvironments for sandbox-dk')
  })

  test('real host names over TLS are reached from this machine', async () => {
    await using mock = await container().withTls().start()
    const { host, port, ca } = await mock.getTls()
    const headers = { host: 'sandprod-admin.mobilepay.dk' }
    const path = '/account/.well-known/openid-configuration'
    const document = await new Promise<string>((resolve, reject) => {
      const asked = request({ host, port, ca, path, headers, servername: headers.host }, (answer) =>
        resolve(text(answer)),
      )
      asked.once('error', reject).end()
    })
    expect(JSON.parse(document)).toMatchObject({
      authorization_endpoint: 'https://sandprod-admin.mobilepay.dk/account/connect/authorize',
    })
  })

  test('another container on the network reaches the real addresses unchanged', async () => {
    await using network = await new Network().start()
    await using mock = await container().withNetwork(network).withTls().start()
    const { ca } = await mock.getTls()
    const script = `
      const answer = await fetch('https://sandprod-admin.mobilepay.dk/account/.well-known/openid-configuration')
      const { token_endpoint } = await answer.json()
      const refused = await fetch(token_endpoint, { method: 'POST' })
      console.log(JSON.stringify({ token_endpoint, status: refused.status }))`
    await using integrator = await new GenericContainer(localBaseName)
      .withNetwork(network)
      .withCopyContentToContainer([{ content: ca, target: '/tmp/ca.pem' }])
      .withEntrypoint(['node', '--eval', 'console.log("up"); setInterval(() => {}, 1000)'])
      .withWaitStrategy(Wait.forLogMessage('up'))
      .start()
    const env = { NODE_EXTRA_CA_CERTS: '/tmp/ca.pem' }
    const { output } = await integrator.exec(['node', '--input-type=module', '--eval', script], { env })
    expect(JSON.parse(output)).toEqual({
      token_endpoint: 'https://api.sandbox.mobilepay.dk/merchant-authentication-openidconnect/connect/token',
      status: 400,
    })
  })
})
