// What the browser suites share: Chromium without background traffic, and a
// plain file server for the finished site.
import { spawn } from 'node:child_process'
import { createServer } from 'node:http'
import { readFile, stat } from 'node:fs/promises'
import { join, extname, normalize } from 'node:path'
import { chromium } from 'playwright-core'

export const launch = () => chromium.launch({
  executablePath: process.env.CHROMIUM || '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
    '--disable-component-update', '--disable-sync'],
})

const types = {
  '.html': 'text/html; charset=utf-8', '.css': 'text/css', '.js': 'text/javascript', '.png': 'image/png', '.ico': 'image/x-icon',
  '.svg': 'image/svg+xml', '.woff2': 'font/woff2', '.jpg': 'image/jpeg', '.txt': 'text/plain; charset=utf-8',
  '.json': 'application/json', '.webmanifest': 'application/manifest+json', '.xml': 'application/xml',
}

// headers reads a site's _headers: rules of an address and what to send there.
function headers(text) {
  const rules = []
  for (const line of text.split('\n').filter(Boolean)) {
    if (line[0] !== ' ') rules.push({ address: line, send: {} })
    else rules.at(-1).send[line.slice(0, line.indexOf(':')).trim()] = line.slice(line.indexOf(':') + 1).trim()
  }
  return rules
}

// serve answers from a folder as a good static host does: under the path the
// site was built for, with the headers it asks for.
export async function serve(root) {
  const rules = headers(await readFile(join(root, '_headers'), 'utf8'))
  const base = rules[0].address.slice(0, -1)
  const server = createServer(async (req, res) => {
    const address = new URL(req.url, 'http://x').pathname
    for (const { address: of, send } of rules) {
      if (of === address || of.endsWith('*') && address.startsWith(of.slice(0, -1))) {
        for (const [name, value] of Object.entries(send)) res.setHeader(name, value)
      }
    }
    try {
      if (!address.startsWith(base)) throw new Error('beside the site')
      let path = normalize(decodeURIComponent(address.slice(base.length)))
      if (path === '.' || path.endsWith('/')) path += '/index.html'
      const file = join(root, path)
      if (!(await stat(file)).isFile()) throw new Error('no file')
      const body = await readFile(file)
      res.writeHead(200, { 'Content-Type': types[extname(file)] || 'application/octet-stream' })
      res.end(body)
    } catch {
      res.writeHead(404, { 'Content-Type': types['.html'] })
      res.end(await readFile(join(root, '404.html')))
    }
  })
  await new Promise((done) => server.listen(0, '127.0.0.1', done))
  return { url: `http://127.0.0.1:${server.address().port}${base.slice(0, -1)}`, close: () => server.close() }
}

// preview starts kith serve, and says where it is.
export async function preview(hub, port) {
  const server = spawn(process.env.KITH, ['serve', '-C', hub, '--date', '2026-11-17', '--port', String(port)], { stdio: ['ignore', 'pipe', 'pipe'] })
  const home = await new Promise((done, fail) => {
    let said = ''
    const hear = (b) => {
      said += b
      const at = said.match(/http:\/\/[^\s]+\//)
      if (at) done(at[0])
    }
    server.stdout.on('data', hear)
    server.stderr.on('data', hear)
    server.on('exit', (code) => fail(new Error(`kith serve ended with ${code}: ${said}`)))
  })
  return { home, stop: () => server.kill('SIGINT') }
}

// listen notes what a page complains of: errors, refusals of the policy, and
// requests that leave the site.
export function listen(page, home) {
  const heard = []
  page.on('console', (m) => { if (m.type() === 'error' || m.type() === 'warning') heard.push(`console: ${m.text()}`) })
  page.on('pageerror', (e) => heard.push(`script: ${e.message}`))
  page.on('request', (r) => { if (!r.url().startsWith(home) && !r.url().startsWith('data:')) heard.push(`leaves the site: ${r.url()}`) })
  page.on('response', (r) => { if (r.status() >= 400 && !r.url().includes('nowhere')) heard.push(`${r.status()}: ${r.url()}`) })
  return heard
}
