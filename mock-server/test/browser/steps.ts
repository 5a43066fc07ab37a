import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import type { Attempt } from '../support/attempt.ts'
import { type Answer, redeem } from '../support/back-channel.ts'
import type { Callback } from '../support/integrator.ts'
import type { Scene } from '../support/scene.ts'
import type { Person } from '../support/visitor.ts'
import { type Words, words } from './words.ts'

/** A button by its exact name, since other buttons begin with the same word. */
export const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true })

export async function logIn(page: Page, person: Person, say: Words = words.da): Promise<void> {
  await page.getByLabel(say.email, { exact: true }).fill(person.email)
  await page.getByLabel(say.password, { exact: true }).fill(person.password)
  await button(page, say.logIn).click()
}

/** Waits until the integrator's page shows this attempt's callback. A page without script cannot hand in a fragment. */
export async function callbackOf(page: Page, { integrator }: Scene, { state }: Attempt): Promise<Callback> {
  await page.locator('#received', { hasText: encodeURIComponent(state) }).waitFor()
  const arrived = integrator.callbacks.filter(({ fields }) => fields.get('state') === state)
  expect(arrived).toHaveLength(1)
  return arrived[0] ?? { mode: 'form_post', fields: new URLSearchParams() }
}

/** Waits for the callback and redeems its code. */
export async function tokensOf(
  page: Page,
  scene: Scene,
  attempt: Attempt,
): Promise<{ readonly callback: Callback; readonly tokens: Answer }> {
  const callback = await callbackOf(page, scene, attempt)
  const tokens = await redeem(scene, attempt, callback.fields.get('code') ?? '')
  expect(tokens.body).toHaveProperty('access_token')
  return { callback, tokens }
}
