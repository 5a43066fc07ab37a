import { clients } from '@mobilepay-oidc/fixtures'
import type { MockServer, MockWorld } from '../../../src/index.ts'
import { createClock } from '../../../src/index.ts'
import type { EndpointLabel } from '../../../src/journal/endpoint-label.ts'
import { observeApi } from './api-probes.ts'
import { observeAuthorizeRules } from './authorize-probes.ts'
import { registeredWithQuery } from './authorize-request.ts'
import { observeDocuments } from './documents.ts'
import { observeFlow } from './flow.ts'
import { Http } from './http.ts'
import { Names, now } from './names.ts'
import { Observation, type Seen } from './observation.ts'
import { observePages } from './pages.ts'
import { observeRefreshRules } from './refresh-probes.ts'
import { observeRevocation } from './revocation-probes.ts'
import { newBrowser, type Scene } from './scene.ts'
import { observeTokenRules } from './token-probes.ts'

/** The parts of an observation. */
export type PartName = 'documents' | 'flows' | 'authorize' | 'token' | 'refresh' | 'api' | 'revocation' | 'pages'

interface Part {
  /** Whose exchanges it looks at closely. */
  readonly endpoints: readonly EndpointLabel[]
  /** Whether people log in and consent by themselves. */
  readonly byPages?: true
  observe(scene: Scene): Promise<void>
}

export const parts: Readonly<Record<PartName, Part>> = {
  documents: { endpoints: ['discovery', 'jwks'], observe: observeDocuments },
  flows: { endpoints: ['authorize', 'token', 'merchants-me'], observe: observeFlows },
  authorize: { endpoints: ['authorize', 'error-page'], observe: observeAuthorizeRules },
  token: { endpoints: ['token'], observe: observeTokenRules },
  refresh: { endpoints: ['token'], observe: observeRefreshRules },
  api: { endpoints: ['merchants-me', 'api'], observe: observeApi },
  revocation: { endpoints: ['revocation', 'introspection'], observe: observeRevocation },
  pages: {
    endpoints: [
      'authorize-callback',
      'login',
      'consent',
      'merchant',
      'error-page',
      'end-session',
      'logout',
      'ciba',
      'unknown',
    ],
    byPages: true,
    observe: observePages,
  },
}

/** Two worlds that stand still, one where consent is given by itself and one with pages. */
export interface Twin extends Disposable {
  readonly auto: MockWorld
  readonly page: MockWorld
}

export function createTwin(mock: MockServer): Twin {
  const registered = clients.map((client) => ({
    ...client,
    redirectUris: [...client.redirectUris, registeredWithQuery],
  }))
  const create = (consent: 'auto' | 'page') => mock.createWorld({ consent, clock: standing(), clients: registered })
  const [auto, page] = [create('auto'), create('page')]
  return {
    auto,
    page,
    [Symbol.dispose]() {
      auto.remove()
      page.remove()
    },
  }
}

function standing() {
  const clock = createClock(() => now)
  clock.freeze()
  return clock
}

/** Everything that the worlds do in the parts' exchanges. */
export async function observe({ auto, page }: Twin, names: readonly PartName[], patience?: number): Promise<Seen> {
  const observation = new Observation(new Names([auto.url, page.url]))
  const http = new Http(patience)
  try {
    for (const name of names) {
      const part = parts[name]
      await part.observe({ world: part.byPages ? page : auto, http, observation })
    }
  } finally {
    http.close()
  }
  return observation.seen
}

/** Two people, two clients, two merchants, both response modes; the third flow has the second one's session. */
async function observeFlows(scene: Scene): Promise<void> {
  const bo = { merchant_vat: 'DK99000007', login_hint: 'bo@butikker.example' }
  await observeFlow(scene, 'post', newBrowser(scene), { parameters: { response_mode: 'form_post', max_age: '3600' } })
  const browser = newBrowser(scene)
  await observeFlow(scene, 'fragment', browser, { clientId: 'integrator-reuse', parameters: bo })
  await observeFlow(scene, 'second', browser, { parameters: { ...bo, merchant_vat: 'DK99024690' } })
}
