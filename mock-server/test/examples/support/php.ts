import { spawnSync } from 'node:child_process'
import { program, type Tool } from '../../support/require.ts'
import type { Example } from './application.ts'
import { variables } from './variables.ts'

const extensions = ['curl', 'openssl', 'session']

function missing(): string | undefined {
  const absent = program('php').missing
  if (absent !== undefined) return absent
  const { stdout } = spawnSync('php', ['-m'], { encoding: 'utf8' })
  const lacking = extensions.filter((extension) => !stdout.split('\n').includes(extension))
  return lacking.length === 0 ? undefined : `php lacks ${lacking.join(', ')}`
}

export const phpTool: Tool = { name: 'php', missing: missing() }

export const phpExample: Example = {
  name: 'php',
  paths: { start: '/mobilepay/start', callback: '/callback', me: '/mobilepay/me' },
  ready: /Development Server .* started/,
  command: ({ port, home, trusted }) => {
    const settings = { 'session.save_path': home, ...(trusted !== undefined && { 'curl.cainfo': trusted }) }
    const flags = Object.entries(settings).flatMap(([name, value]) => ['-d', `${name}=${value}`])
    return ['php', ...flags, '-S', `127.0.0.1:${port}`, '-t', 'php/public', 'php/public/index.php']
  },
  // PHP’s server answers one request at a time unless it may have workers.
  environment: (configuration) => ({ ...variables(configuration), PHP_CLI_SERVER_WORKERS: '4' }),
}
