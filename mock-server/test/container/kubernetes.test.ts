import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { imageName } from '../../scripts/bundle/build-image.ts'
import { readConfigFile } from '../../src/config/read-config-file.ts'
import { readVariables } from '../../src/config/read-variables.ts'
import { RemoteControl, startMockServer } from '../../src/index.ts'
import { docker } from '../support/docker.ts'
import { describeWith, program } from '../support/require.ts'
import { freePort } from '../support/run-example.ts'
import { type Manifest, type Pod, readManifests } from './support/manifest.ts'
import { buildTestImage, type RunningContainer, runContainer, until } from './support/run-docker.ts'

const manifests = readManifests('kubernetes/mobilepay-mock.yaml')

function found(kind: string, name: string): Manifest {
  const manifest = manifests.find((candidate) => candidate.kind === kind && candidate.metadata.name === name)
  if (manifest) return manifest
  throw new Error(`There is no ${kind} ${name}.`)
}

function podOf(name: string): Pod {
  const pod = found('Deployment', name).spec?.template?.spec
  if (pod) return pod
  throw new Error(`${name} has no pod.`)
}

/** What the container of the mock finds in its environment. */
function environment(): Readonly<Record<string, string>> {
  const [{ env = [], envFrom = [] }] = podOf('mobilepay-mock').containers
  const secret = envFrom.map(({ secretRef }) => found('Secret', secretRef.name).stringData)
  return Object.assign({}, ...secret, Object.fromEntries(env.map(({ name, value }) => [name, value])))
}

const config = () => found('ConfigMap', 'mobilepay-mock').data?.['mobilepay-mock.json'] ?? ''

describe('examples/kubernetes', () => {
  test('its objects belong together', () => {
    expect(manifests.map(({ apiVersion, kind, metadata }) => `${apiVersion} ${kind} ${metadata.name}`)).toEqual([
      'v1 Secret mobilepay-mock',
      'v1 ConfigMap mobilepay-mock',
      'apps/v1 Deployment mobilepay-mock',
      'v1 Service mobilepay-mock',
      'apps/v1 Deployment mobilepay-mock-redis',
      'v1 Service mobilepay-mock-redis',
    ])
    for (const name of ['mobilepay-mock', 'mobilepay-mock-redis']) {
      const { spec } = found('Deployment', name)
      const service = found('Service', name).spec
      const labels = spec?.template?.metadata.labels
      expect(spec?.selector.matchLabels).toEqual(labels)
      expect(service?.selector).toEqual(labels)
      const [{ ports, readinessProbe, volumeMounts }] = podOf(name).containers
      const names = ports.map((port) => port.name)
      for (const { targetPort } of service?.ports ?? []) expect(names).toContain(targetPort)
      expect(names).toContain(readinessProbe?.httpGet?.port ?? readinessProbe?.tcpSocket?.port)
      expect(podOf(name).volumes.map((volume) => volume.name)).toEqual(volumeMounts.map((mount) => mount.name))
    }
    expect(found('Deployment', 'mobilepay-mock').spec?.replicas).toBe(2)
  })

  test.each(['mobilepay-mock', 'mobilepay-mock-redis'])('%s runs with no rights', (name) => {
    const { securityContext, containers } = podOf(name)
    expect(securityContext).toMatchObject({ runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } })
    expect(containers[0].securityContext).toEqual({
      allowPrivilegeEscalation: false,
      readOnlyRootFilesystem: true,
      capabilities: { drop: ['ALL'] },
    })
  })

  test('the mock knows every setting, and is of this version', async () => {
    expect(readVariables(environment())).toMatchObject({ store: 'redis://mobilepay-mock-redis:6379' })
    const file = join(await mkdtemp(join(tmpdir(), 'mock-config-')), 'config.json')
    await writeFile(file, config())
    expect(await readConfigFile(file)).toEqual({ consent: 'page', generation: '2024' })
    expect(podOf('mobilepay-mock').containers[0].image).toBe(imageName)
    expect(podOf('mobilepay-mock').enableServiceLinks).toBe(false)
  })

  test('the probes ask for what the mock answers without a token, under whatever Host', async () => {
    await using mock = await startMockServer({ host: '0.0.0.0' })
    const [{ readinessProbe, livenessProbe }] = podOf('mobilepay-mock').containers
    for (const probe of [readinessProbe, livenessProbe]) {
      const url = `${mock.url}${probe?.httpGet?.path}`
      expect((await fetch(url)).status, url).toBe(200)
    }
  })
})

describeWith([docker, program('redis-server')], 'examples/kubernetes, its pods as containers', () => {
  let image: string

  beforeAll(async () => {
    image = await buildTestImage()
  }, 120_000)

  /** Redis on this machine, where containers look for the service's name. */
  async function startRedis(port: number): Promise<AsyncDisposable> {
    const args = ['--port', String(port), '--bind', '0.0.0.0', '--protected-mode', 'no', '--save', '']
    const server: ChildProcess = spawn('redis-server', [...args, '--dir', tmpdir()], { stdio: 'ignore' })
    return {
      async [Symbol.asyncDispose]() {
        if (server.exitCode !== null || server.signalCode !== null) return
        const ended = once(server, 'exit')
        server.kill('SIGKILL')
        await ended
      },
    }
  }

  async function startReplica(redis: number): Promise<RunningContainer> {
    const { securityContext, containers } = podOf('mobilepay-mock')
    const variables = { ...environment(), MOBILEPAY_MOCK_STORE: `redis://mobilepay-mock-redis:${redis}` }
    const folder = await mkdtemp(join(tmpdir(), 'mock-config-'))
    const file = join(folder, 'mobilepay-mock.json')
    await writeFile(file, config(), { mode: 0o644 })
    const mounts = containers[0].volumeMounts.flatMap(({ name, mountPath }) =>
      name === 'config'
        ? ['--volume', `${file}:${mountPath}/mobilepay-mock.json:ro`]
        : ['--tmpfs', `${mountPath}:uid=${securityContext.runAsUser}`],
    )
    return runContainer(
      ...['--read-only', '--cap-drop', 'ALL', '--security-opt', 'no-new-privileges'],
      ...['--user', `${securityContext.runAsUser}:${securityContext.runAsUser}`],
      ...['--add-host', 'mobilepay-mock-redis:host-gateway', '--publish', '127.0.0.1::4010'],
      ...mounts,
      ...Object.entries(variables).flatMap(([name, value]) => ['--env', `${name}=${value}`]),
      image,
    )
  }

  test('two replicas are one mock; without Redis they live on and are not ready', async () => {
    const port = await freePort()
    await using replicas = new AsyncDisposableStack()
    let redis = await startRedis(port)
    replicas.defer(() => redis[Symbol.asyncDispose]())
    const urls: string[] = []
    for (const container of [await startReplica(port), await startReplica(port)]) {
      replicas.use(container)
      urls.push(`http://127.0.0.1:${await container.port(4010)}`)
    }
    const statuses = (path: string) => Promise.all(urls.map(async (url) => (await fetch(url + path)).status))
    await until(
      () => statuses('/_mock/ready'),
      (all) => all.every((status) => status === 200),
    )
    const token = environment().MOBILEPAY_MOCK_CONTROL_TOKEN
    const [one, other] = urls.map((url) => new RemoteControl({ url, token }))
    await one?.createWorld({ name: 'shared', generation: '2018' })
    expect(await other?.run('worlds.get', { world: 'shared' })).toMatchObject({
      generation: '2018',
      url: 'http://mobilepay-mock.example/w/shared',
    })
    await redis[Symbol.asyncDispose]()
    await until(
      () => statuses('/_mock/ready'),
      (all) => all.every((status) => status === 503),
    )
    expect(await statuses('/_mock/health')).toEqual([200, 200])
    redis = await startRedis(port)
    await until(
      () => statuses('/_mock/ready'),
      (all) => all.every((status) => status === 200),
    )
  }, 120_000)
})
