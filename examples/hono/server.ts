// A merchant's consent with Hono. How to run it: examples/README.md
import { serve } from '@hono/node-server'
import { mobilePayConsent } from '@mobilepay-oidc/client/hono'
import { Hono } from 'hono'
import { connected, home } from '../shared/pages.ts'
import { announce, mobilepay, port, responseMode } from '../shared/setup.ts'

const app = new Hono()

app.use(
  mobilePayConsent({
    client: mobilepay,
    consent: { scopes: ['invoice'] },
    responseMode,
    returnTo: '/connected',
    onConnected: ({ merchantId }) => console.log(`Connected ${merchantId}`),
  }),
)

app.get('/', (context) => context.html(home('Hono')))
app.get('/connected', async (context) => context.html(await connected()))

serve({ fetch: app.fetch, port, hostname: 'localhost' }, announce)
