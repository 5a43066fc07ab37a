// A merchant's consent with Koa. How to run it: examples/README.md
import { mobilePayConsent } from '@mobilepay-oidc/client/koa'
import Koa from 'koa'
import { connected, home } from '../shared/pages.ts'
import { announce, mobilepay, port, responseMode } from '../shared/setup.ts'

const app = new Koa()

app.use(
  mobilePayConsent({
    client: mobilepay,
    consent: { scopes: ['invoice'] },
    responseMode,
    returnTo: '/connected',
    onConnected: ({ merchantId }) => console.log(`Connected ${merchantId}`),
  }),
)

app.use(async (context) => {
  if (context.path === '/') context.body = home('Koa')
  if (context.path === '/connected') context.body = await connected()
})

const server = app.listen(port, 'localhost', () => announce(server.address()))
