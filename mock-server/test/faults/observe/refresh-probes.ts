import type { AuthorizeOptions } from './authorize-request.ts'
import { redemption, secretOf } from './flow.ts'
import type { Answer, Form } from './http.ts'
import { type Json, readObject } from './json-members.ts'
import { addressOf, later, type Scene } from './scene.ts'
import { issueCode, verdict } from './token-probes.ts'

const yearsLater = 400 * 24 * 3600

/** Takes down what the token endpoint says to refreshes. */
export async function observeRefreshRules(scene: Scene): Promise<void> {
  await observeRotation(scene)
  await observeOwnership(scene)
  const old = await freshTokens(scene)
  await later(scene, yearsLater, () => observe(scene, 'expired', { refresh_token: text(old.refresh_token) }))
  await observe(scene, 'missing', {})
  await observe(scene, 'unknown', { refresh_token: 'no-such-token' })
  await observeScope(scene)
}

/** @returns the tokens of a fresh consent */
export async function freshTokens(scene: Scene, options: AuthorizeOptions = {}): Promise<Json> {
  const { request, code } = await issueCode(scene, options)
  const { clientId } = request
  const credentials = { client_id: clientId, client_secret: secretOf(clientId) }
  const form = { ...redemption(request, code), ...credentials }
  return readObject((await scene.http.postForm(addressOf(scene, 'token'), form)).body) ?? {}
}

async function observeRotation(scene: Scene): Promise<void> {
  const first = text((await freshTokens(scene)).refresh_token)
  const second = await observe(scene, 'first', { refresh_token: first })
  await observe(scene, 'replayed', { refresh_token: first })
  await observe(scene, 'newest-after-replay', { refresh_token: text(readObject(second.body)?.refresh_token) })
}

async function observeOwnership(scene: Scene): Promise<void> {
  const token = text((await freshTokens(scene)).refresh_token)
  const other = { client_id: 'integrator-reuse', client_secret: secretOf('integrator-reuse') }
  await observe(scene, 'wrong-secret', { refresh_token: token, client_secret: 'wrong' })
  await observe(scene, 'other-client', { refresh_token: token, ...other })
  await observe(scene, 'after-other-client', { refresh_token: token })
}

async function observeScope(scene: Scene): Promise<void> {
  const tokens = await freshTokens(scene)
  const narrower = await observe(scene, 'narrower-scope', {
    refresh_token: text(tokens.refresh_token),
    scope: 'openid',
  })
  scene.observation.value('refresh.narrower-scope.scope', readObject(narrower.body)?.scope)
  const wide = 'openid offline_access invoice subscriptions webhooks'
  const next = text(readObject(narrower.body)?.refresh_token)
  const wider = await observe(scene, 'wider-scope', { refresh_token: next, scope: wide })
  scene.observation.value('refresh.wider-scope.scope', readObject(wider.body)?.scope)
}

async function observe(scene: Scene, name: string, form: Form): Promise<Answer> {
  const credentials = { client_id: 'integrator', client_secret: secretOf('integrator') }
  const whole = { grant_type: 'refresh_token', ...credentials, ...form }
  const answer = await scene.http.postForm(addressOf(scene, 'token'), whole)
  scene.observation.text(`refresh.${name}`, verdict(answer))
  return answer
}

export function text(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined
}
