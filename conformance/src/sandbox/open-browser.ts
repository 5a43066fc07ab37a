import { spawn } from 'node:child_process'

const openers: Readonly<Partial<Record<NodeJS.Platform, readonly string[]>>> = {
  darwin: ['open'],
  win32: ['rundll32', 'url.dll,FileProtocolHandler'],
}

/** Opens an address in the browser of the person, where there is one; the address is told in any case. */
export function openBrowser(url: string, tell: (text: string) => unknown): void {
  tell(`\nLog in with your browser, at ${url}\n`)
  const [command = 'xdg-open', ...args] = openers[process.platform] ?? ['xdg-open']
  const opener = spawn(command, [...args, url], { stdio: 'ignore', detached: true })
  // Without a desktop the person opens the address by hand.
  opener.once('error', () => {})
  opener.unref()
}
