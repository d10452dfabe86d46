// What the browser suites share: Chromium without background traffic, and a
// plain file server for the finished site.
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
  '.html': 'text/html; charset=utf-8', '.css': 'text/css', '.js': 'text/javascript', '.png': 'image/png',
  '.svg': 'image/svg+xml', '.json': 'application/json', '.woff2': 'font/woff2', '.jpg': 'image/jpeg', '.txt': 'text/plain; charset=utf-8',
}

// serve answers from a folder as a static host does, with a strict policy.
export async function serve(root) {
  const server = createServer(async (req, res) => {
    let path = normalize(decodeURIComponent(new URL(req.url, 'http://x').pathname))
    if (path.endsWith('/')) path += 'index.html'
    try {
      const file = join(root, path)
      if (!(await stat(file)).isFile()) throw new Error('no file')
      const body = await readFile(file)
      res.writeHead(200, {
        'Content-Type': types[extname(file)] || 'application/octet-stream',
        'Content-Security-Policy': "default-src 'none'; img-src 'self' data:; style-src 'self'; font-src 'self'; script-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'",
      })
      res.end(body)
    } catch {
      res.writeHead(404, { 'Content-Type': types['.html'] })
      res.end(await readFile(join(root, '404.html')))
    }
  })
  await new Promise((done) => server.listen(0, '127.0.0.1', done))
  return { url: `http://127.0.0.1:${server.address().port}`, close: () => server.close() }
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
