// A server for the handlers in route.ts, in place of Next.js, Deno or Bun. How to run it: examples/README.md
import { serve } from '@hono/node-server'
import { connected, home } from '../shared/pages.ts'
import { announce, port } from '../shared/setup.ts'
import { GET, POST } from './route.ts'

async function handle(request: Request): Promise<Response> {
  const html = { headers: { 'content-type': 'text/html; charset=utf-8' } }
  const { pathname } = new URL(request.url)
  if (pathname === '/') return new Response(home('Fetch'), html)
  if (pathname === '/connected') return new Response(await connected(), html)
  return request.method === 'POST' ? POST(request) : GET(request)
}

serve({ fetch: handle, port, hostname: 'localhost' }, announce)
