import { ControlError, problem } from '../control/problem.ts'
import { html, type Reply } from '../http/reply.ts'
import { scriptNamed } from './console-files.ts'
import { consoleHeaders } from './console-headers.ts'
import { renderConsole } from './console-page.ts'
import { consoleStylesheet } from './styles/stylesheet.ts'

/**
 * The console's page and its files. They hold no data, so nothing is asked for here; what the page then asks of the
 * commands is guarded.
 * @param path below `/_mock`
 */
export async function serveConsole(path: string): Promise<Reply> {
  if (path === '') return { status: 308, headers: [['Location', '_mock/']], body: '' }
  if (path === '/') return html(renderConsole(), consoleHeaders)
  if (path === '/console/style.css') return file('text/css', consoleStylesheet)
  const name = /^\/console\/([\w.-]+)$/.exec(path)?.[1]
  const script = name === undefined ? undefined : await scriptNamed(name)
  if (script !== undefined) return file('text/javascript', script)
  return problem(new ControlError(404, `The console has no file ${path}.`))
}

function file(type: string, body: string): Reply {
  return { status: 200, headers: [['Content-Type', `${type}; charset=utf-8`]], body }
}
