// The preview in a real browser: a saved file shows, a style sheet changes
// without a reload, a mistake stands over the last good page and goes away.
import { test, before, after } from 'node:test'
import assert from 'node:assert/strict'
import { readFile, writeFile, mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { launch, listen, preview } from './open.mjs'

const hub = process.env.HUB
const story = join(hub, 'content/stories/bath.md')
let browser, server, home, words, page, heard

before(async () => {
  browser = await launch()
  server = await preview(hub, 4217)
  home = server.home
  words = await readFile(story, 'utf8')
  page = await browser.newPage({ viewport: { width: 1280, height: 800 } })
  heard = listen(page, home)
})
after(async () => {
  await browser?.close()
  server?.stop()
})

test('an edit shows, and the reader stays where they were', async () => {
  await page.goto(home + 'stories/bath/')
  await page.evaluate(() => { document.documentElement.style.scrollBehavior = 'auto'; scrollTo(0, 700) })
  const from = await page.evaluate(() => scrollY)
  await writeFile(story, words + '\nA line that was not there before.\n')
  await page.getByText('A line that was not there before.').waitFor({ state: 'attached' })
  await page.waitForFunction((y) => Math.abs(scrollY - y) < 5, from)
  assert.deepEqual(heard, [])
})

test('a mistake stands over the last good page, and goes when it is mended', async () => {
  await writeFile(story, words.replace('dai-prosser', 'dai-proser'))
  const wall = page.getByRole('alertdialog')
  await wall.waitFor()
  const said = await wall.innerText()
  assert.match(said, /content\/stories\/bath\.md/)
  assert.match(said, /dai-prosser/)
  assert.ok(await page.evaluate(() => document.activeElement !== document.body), 'the mistake has the focus')
  assert.match(await page.locator('h1').innerText(), /bath/)
  await writeFile(story, words)
  await wall.waitFor({ state: 'hidden' })
  assert.deepEqual(heard, [])
})

test('a new style comes without a reload', async () => {
  await page.goto(home + 'stories/bath/')
  await page.evaluate(() => { globalThis.stillHere = true })
  await mkdir(join(hub, 'themes/default/assets/css'), { recursive: true })
  await writeFile(join(hub, 'themes/default/assets/css/8-own.css'), 'h1 { letter-spacing: 7px }\n')
  await page.waitForFunction(() => getComputedStyle(document.querySelector('h1')).letterSpacing === '7px')
  assert.equal(await page.evaluate(() => globalThis.stillHere), true)
})

test('drafts and scheduled stories are shown, with a mark', async () => {
  await page.goto(home + 'stories/string/')
  assert.match(await page.locator('body').innerText(), /19 December 2026/)
  await page.goto(home + 'stories/urn/')
  assert.match(await page.locator('body').innerText(), /draft/i)
})

test('an address that leads nowhere offers a person', async () => {
  heard.length = 0
  const res = await page.goto(home + 'nowhere/')
  assert.equal(res.status(), 404)
  assert.ok(await page.locator('main a[href^="tel:"]').count())
})
