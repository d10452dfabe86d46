// The finished site, as people see it: every kind of page, on a phone and on
// a desk, by day and by night.
import { test, before, after } from 'node:test'
import assert from 'node:assert/strict'
import { createRequire } from 'node:module'
import { readFile } from 'node:fs/promises'
import { launch, serve, listen } from './open.mjs'

const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const pages = [
  '/', '/stories/', '/stories/in/2026/', '/stories/kettle/', '/stories/quiet-door/', '/stories/thingummies/', '/stories/mill-lanes/',
  '/people/', '/people/ada-okonjo/', '/people/mele-fonua/', '/people/margaret-fenn/', '/values/', '/values/say-it-early/', '/connections/', '/contact/',
  '/contact/broken-order/', '/contact/locked-out/', '/topics/', '/topics/repairs/', '/teams/', '/teams/the-bench/', '/places/',
  '/places/wickmouth/', '/series/', '/series/first-years/', '/about/', '/voice/', '/search/', '/404.html',
]

let browser, site
before(async () => { browser = await launch(); site = await serve(process.env.SITE) })
after(async () => { await browser?.close(); site?.close() })

for (const width of [390, 1280]) {
  for (const colorScheme of ['light', 'dark']) {
    test(`${width} px, ${colorScheme}`, async (t) => {
      const context = await browser.newContext({ viewport: { width, height: 900 }, colorScheme, reducedMotion: 'reduce' })
      const page = await context.newPage()
      const heard = listen(page, site.url)
      for (const path of pages) {
        await t.test(path, async () => {
          heard.length = 0
          const res = await page.goto(site.url + path, { waitUntil: 'load' })
          assert.equal(res.status(), 200)
          assert.deepEqual(heard, [])
          const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
          assert.ok(wide <= 0, `${wide} px too wide`)
          const session = await context.newCDPSession(page)
          await session.send('Page.setBypassCSP', { enabled: true })
          await page.reload({ waitUntil: 'load' })
          await page.addScriptTag({ content: axe })
          const found = await page.evaluate(async () => (await globalThis.axe.run(document, {
            runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
          })).violations.map((v) => `${v.id}: ${v.nodes.slice(0, 3).map((n) => n.html.slice(0, 160)).join(' | ')}`))
          assert.deepEqual(found, [])
          await session.detach()
        })
      }
      await context.close()
    })
  }
}

test('at 320 px nothing scrolls sideways', async () => {
  const context = await browser.newContext({ viewport: { width: 320, height: 640 } })
  const page = await context.newPage()
  for (const path of pages) {
    await page.goto(site.url + path)
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
    assert.ok(wide <= 0, `${path} is ${wide} px too wide`)
  }
  await context.close()
})

test('a contact page prints on one sheet', async () => {
  const page = await browser.newPage()
  await page.goto(site.url + '/contact/mended-by-the-weekend/')
  const pdf = await page.pdf({ format: 'A4' })
  const sheets = pdf.toString('latin1').match(/\/Type\s*\/Page[^s]/g)?.length
  assert.equal(sheets, 1)
  await page.close()
})

test('the first stop of the keyboard goes to the words', async () => {
  const page = await browser.newPage()
  await page.goto(site.url + '/stories/kettle/')
  await page.keyboard.press('Tab')
  assert.equal(await page.evaluate(() => document.activeElement.getAttribute('href')), '#main')
  await page.close()
})
