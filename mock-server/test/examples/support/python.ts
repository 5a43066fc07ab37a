import { spawnSync } from 'node:child_process'
import type { Tool } from '../../support/require.ts'
import type { Example } from './application.ts'
import { variables } from './variables.ts'

// Debian's packages belong to Debian's Python, which need not be the first one on the PATH.
const candidates = [process.env.PYTHON ?? '/usr/bin/python3', 'python3']
const python = candidates.find((program) => spawnSync(program, ['-c', 'import authlib, flask, requests']).status === 0)

export const pythonTool: Tool = {
  name: 'python',
  missing: python ? undefined : `no Python with Authlib, Flask and requests: ${candidates.join(', ')}; set PYTHON`,
}

export const pythonExample: Example = {
  name: 'python',
  paths: { start: '/mobilepay/start', callback: '/callback', me: '/mobilepay/me' },
  ready: /Running on http/,
  command: () => [python ?? 'python3', '-B', 'python/app.py'],
  environment: (configuration, { port, trusted }) => ({
    ...variables(configuration),
    PORT: String(port),
    ...(trusted !== undefined && { REQUESTS_CA_BUNDLE: trusted }),
  }),
}
