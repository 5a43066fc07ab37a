// A merchant's consent with Express. How to run it: examples/README.md
import { mobilePayConsent } from '@mobilepay-oidc/client/express'
import express from 'express'
import { connected, home } from '../shared/pages.ts'
import { announce, host, mobilepay, port, responseMode } from '../shared/setup.ts'

const app = express()

app.use(
  mobilePayConsent({
    client: mobilepay,
    consent: { scopes: ['invoice'] },
    responseMode,
    returnTo: '/connected',
    onConnected: ({ merchantId }) => console.log(`Connected ${merchantId}`),
  }),
)

app.get('/', (_request, response) => void response.send(home('Express')))
app.get('/connected', async (_request, response) => void response.send(await connected()))

const server = app.listen(port, host, () => announce(server.address()))
