import { secretOf } from './flow.ts'
import type { Form } from './http.ts'
import { freshTokens, text } from './refresh-probes.ts'
import { addressOf, type Scene } from './scene.ts'
import { verdict } from './token-probes.ts'

/** Takes down revocation and introspection. */
export async function observeRevocation(scene: Scene): Promise<void> {
  const refreshToken = text((await freshTokens(scene)).refresh_token)
  const other = { client_id: 'integrator-reuse', client_secret: secretOf('integrator-reuse') }
  await revoke(scene, 'wrong-secret', { token: refreshToken, client_secret: 'wrong' })
  await revoke(scene, 'other-client', { token: refreshToken, ...other })
  await revoke(scene, 'unknown-hint', { token: refreshToken, token_type_hint: 'wonder' })
  await revoke(scene, 'without-token', {})
  await revoke(scene, 'unknown-token', { token: 'no-such-token' })
  const next = await useToken(scene, 'before', refreshToken)
  await revoke(scene, 'usual', { token: next, token_type_hint: 'refresh_token' })
  await useToken(scene, 'after', next)
  await observeIntrospection(scene)
}

async function revoke({ http, observation, world }: Scene, name: string, form: Form): Promise<void> {
  const credentials = { client_id: 'integrator', client_secret: secretOf('integrator') }
  const address = addressOf({ http, observation, world }, 'revocation')
  observation.json(`revocation.${name}`, await http.postForm(address, { ...credentials, ...form }))
}

/** Refreshes, to see whether the token lives. */
async function useToken(scene: Scene, name: string, token: string | undefined): Promise<string | undefined> {
  const credentials = { client_id: 'integrator', client_secret: secretOf('integrator') }
  const form = { grant_type: 'refresh_token', refresh_token: token, ...credentials }
  const answer = await scene.http.postForm(addressOf(scene, 'token'), form)
  scene.observation.text(`revocation.${name}.refresh`, verdict(answer))
  return text((JSON.parse(answer.body || '{}') as { refresh_token?: unknown }).refresh_token)
}

async function observeIntrospection(scene: Scene): Promise<void> {
  const token = text((await freshTokens(scene)).access_token)
  scene.observation.names.learn(token, 'access_token introspected')
  await introspect(scene, 'usual', { token })
  await introspect(scene, 'garbage', { token: 'garbage' })
  await introspect(scene, 'wrong-secret', { token, client_secret: 'wrong' })
  await introspect(scene, 'without-token', {})
}

async function introspect(scene: Scene, name: string, form: Form): Promise<void> {
  const { http, observation } = scene
  const credentials = { client_id: 'invoice-api', client_secret: 'api-secret' }
  const answer = await http.postForm(addressOf(scene, 'introspection'), { ...credentials, ...form })
  const jti = /"jti":"([^"]+)"/.exec(answer.body)?.[1]
  observation.names.learn(jti, 'jti')
  observation.json(`introspection.${name}`, answer)
}
