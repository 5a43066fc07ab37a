import { type EnvironmentName, environmentNames, environments, type Stage, testKeys } from '@mobilepay-oidc/fixtures'
import { addressOf, type Scene } from './scene.ts'

/** Discovery documents and keys, of every environment and twice in the first. */
export async function observeDocuments(scene: Scene): Promise<void> {
  learnKeys(scene)
  for (const environment of environmentNames) {
    await observeDocument(scene, `discovery.${environment}`, scene.world.environments[environment].discoveryUrl)
  }
  await observeDocument(scene, 'discovery.again', scene.world.environments['sandbox-dk'].discoveryUrl)
  const { discoveryAlternative } = environments['sandbox-dk']
  const alternative = discoveryAlternative?.url.replace('https://', `${scene.world.url}/`)
  if (alternative !== undefined) await observeDocument(scene, 'discovery.alternative', alternative)
  await observeKeys(scene, 'keys.sandbox', 'sandbox-dk')
  await observeKeys(scene, 'keys.sandbox-again', 'sandbox-dk')
  await observeKeys(scene, 'keys.production', 'production-dk')
}

async function observeDocument({ http, observation }: Scene, path: string, url: string): Promise<void> {
  const [first = ''] = Object.keys(observation.json(path, await http.send(url)))
  observation.text(`${path}.first`, first)
}

async function observeKeys(scene: Scene, path: string, environment: EnvironmentName): Promise<void> {
  const { http, observation } = scene
  const answer = await http.send(addressOf(scene, 'jwks', environment))
  const { keys } = observation.json(path, answer)
  if (!Array.isArray(keys)) return
  observation.seen.delete(`${path}.body.keys`)
  observation.text(`${path}.count`, String(keys.length))
  for (const [index, key] of keys.entries()) observation.members(`${path}.${index}`, Object(key))
}

function learnKeys({ observation: { names } }: Scene): void {
  for (const stage of ['sandbox', 'production'] satisfies Stage[]) {
    for (const [index, { privateKey, certificate }] of testKeys[stage].entries()) {
      names.learn(privateKey.n, `n of ${stage}-${index + 1}`)
      names.learn(certificate, `certificate of ${stage}-${index + 1}`)
    }
  }
}
