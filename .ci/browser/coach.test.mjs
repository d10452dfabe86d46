// The coach in the preview, used as a teller does: notes beside the words they
// are about, accepted, kept and taken back, by mouse and by keyboard alone, on a
// desk and on a phone.
import { test, before, after, beforeEach } from 'node:test'
import assert from 'node:assert/strict'
import { createRequire } from 'node:module'
import { readFile, writeFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { launch, listen, preview } from './open.mjs'

const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const hub = process.env.HUB
const file = join(hub, 'content/stories/coached.md')
const filler = (n) => `Samir counted them at ${n} o’clock and Dai drove them to Tamford before the rain.\n\n`.repeat(6)
const words = `---
title: I took forty lamps to the wrong shop # as it was
summary: Samir rang me at seven. I was proud of those lamps.
date: 2026-11-10
authors: [dai-prosser]
topics: [Deliveries]
---

Samir and I utilise the green van on Mondays. My mother’s lamp was in it.

${filler(7)}I said we would *utilise* the other van as well, and my brother laughed.

- I had forty lamps.
- We utilise straw to pack them.

${filler(8)}> I have never in all my life seen so many lamps in one van, said the man with the dog.

${filler(9)}I went home and told my mother about it.
`
let browser, server, home

before(async () => {
  browser = await launch()
  await writeFile(file, words)
  server = await preview(hub, 4218)
  home = server.home
})
after(async () => {
  await browser?.close()
  server?.stop()
  await rm(file, { force: true })
})

const count = (page) => page.locator('kith-note').locator('[role=note]').count()

// opened is the story in a window of its own, with its notes.
async function opened(options = {}) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, reducedMotion: 'reduce', ...options })
  const page = await context.newPage()
  const heard = listen(page, home)
  await page.goto(home + 'stories/coached/')
  await page.getByRole('note').first().waitFor()
  // Type that comes late moves what is below it.
  await page.evaluate(async () => { await document.fonts.ready; await new Promise((r) => requestAnimationFrame(() => requestAnimationFrame(r))) })
  return { page, heard, close: () => context.close() }
}

// The file as it was, and a preview that knows it.
beforeEach(async () => {
  if (await readFile(file, 'utf8') !== words) await writeFile(file, words)
  for (const end = Date.now() + 20000; Date.now() < end;) {
    const { notes } = await (await fetch(home + '_kith/notes?page=/stories/coached/')).json()
    if (notes.count >= 3 && notes.notes.some((n) => n.text.startsWith('Samir and I utilise')) && !notes.line.includes('kept')) return
  }
  assert.fail('the preview didn’t notice')
})

const first = 'Accept: “use” instead of “utilise”'
const focused = (page) => page.evaluate(() => {
  let at = document.activeElement
  while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement
  return at.getAttribute('aria-label') ?? at.textContent.trim().replace(/\s+/g, ' ')
})
const focusIs = (page, want) => page.waitForFunction((want) => {
  let at = document.activeElement
  while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement
  return (at.getAttribute('aria-label') ?? at.textContent).includes(want)
}, want)

test('at 1280 px each note stands in the margin, beside its paragraph, and on no other', async () => {
  const { page, heard, close } = await opened()
  const seen = await page.evaluate(() => [...document.querySelectorAll('kith-note[data-at=margin]')].map((host) => {
    const near = host.previousElementSibling ?? host.parentElement
    const a = host.getBoundingClientRect(), b = near.getBoundingClientRect()
    return { beside: a.left >= b.right, level: Math.abs(a.top - b.top) < 300, wide: a.right <= document.documentElement.clientWidth, top: a.top, bottom: a.bottom, said: near.textContent.slice(0, 40) }
  }))
  assert.ok(seen.length >= 3, `${seen.length} notes`)
  assert.ok(seen[0].said.startsWith('Samir and I utilise'), seen[0].said)
  for (const s of seen) assert.ok(s.beside && s.wide && s.level, JSON.stringify(s))
  seen.sort((a, b) => a.top - b.top).forEach((s, i) => assert.ok(i === 0 || s.top >= seen[i - 1].bottom, JSON.stringify(seen)))
  assert.deepEqual(heard, [])
  await close()
})

test('at 390 px each note is folded under its paragraph, and opens', async () => {
  const { page, close } = await opened({ viewport: { width: 390, height: 800 } })
  const seen = await page.evaluate(() => [...document.querySelectorAll('kith-note')].map((host) => ({
    at: host.dataset.at, open: host.shadowRoot.querySelector('details').open,
    below: !host.previousElementSibling || host.getBoundingClientRect().top >= host.previousElementSibling.getBoundingClientRect().bottom,
  })))
  assert.ok(seen.length >= 3)
  for (const s of seen) assert.deepEqual(s, { at: 'below', open: false, below: true })
  const one = page.getByRole('note').first()
  await one.locator('summary').first().click()
  await page.getByRole('button', { name: first }).first().waitFor()
  assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= document.documentElement.clientWidth))
  await close()
})

test('from 320 to 1600 px nothing scrolls sideways', async () => {
  const { page, close } = await opened()
  for (const width of [320, 600, 900, 1100, 1180, 1600]) {
    await page.setViewportSize({ width, height: 700 })
    await page.evaluate(() => new Promise((r) => requestAnimationFrame(() => requestAnimationFrame(r))))
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
    assert.ok(wide <= 0, `${wide} px too wide at ${width}`)
  }
  await close()
})

test('the page that is served is the page that is built, and one script', async () => {
  const served = await (await fetch(home + 'stories/coached/')).text()
  assert.equal(served.match(/_kith/g).length, 1)
  assert.doesNotMatch(served, /utilise” instead|kith-note/)
})

test('accepting writes the file, the page follows where it was, and undo brings the very bytes back', async () => {
  const { page, heard, close } = await opened()
  await page.evaluate(() => { globalThis.stillHere = true; scrollTo({ top: 500, behavior: 'instant' }) })
  const top = () => page.locator('.e-content p').first().evaluate((p) => p.getBoundingClientRect().top)
  const was = await top()
  await page.getByRole('button', { name: first }).first().click()
  await page.waitForFunction(() => document.querySelector('.e-content').textContent.includes('Samir and I use the green van'))
  assert.equal(await readFile(file, 'utf8'), words.replace('I utilise the green', 'I use the green'))
  await focusIs(page, 'Undo: Changed “utilise” to “use”.')
  assert.ok(Math.abs(await top() - was) < 2, `the page moved from ${was} to ${await top()}`)
  assert.equal(await page.evaluate(() => globalThis.stillHere), true, 'the page was loaded anew')
  assert.match(await page.getByRole('status').last().textContent(), /Changed “utilise” to “use”/)
  const left = await count(page)
  await page.getByRole('button', { name: /^Undo/ }).click()
  await page.waitForFunction(() => document.querySelector('.e-content').textContent.includes('I utilise the green van'))
  assert.equal(await readFile(file, 'utf8'), words)
  await page.waitForFunction((n) => [...document.querySelectorAll('kith-note')].length > n, left - 1)
  assert.deepEqual(heard, [])
  await close()
})

test('what somebody keeps is kept, with the reason, and told', async () => {
  const { page, close } = await opened()
  await page.getByRole('button', { name: 'Keep mine: “utilise”' }).first().click()
  await page.keyboard.type('It says so on the van')
  await page.keyboard.press('Enter')
  await focusIs(page, 'Undo: Kept “utilise”.')
  const now = await readFile(file, 'utf8')
  assert.equal(now, words.replace('topics: [Deliveries]\n', 'topics: [Deliveries]\nvoice_keep:\n  - words: "utilise"\n    why: "It says so on the van"\n'))
  await page.getByText('kept', { exact: false }).first().waitFor()
  assert.equal(await page.getByRole('button', { name: first }).count(), 0)
  await page.getByRole('button', { name: /^Undo/ }).click()
  await page.getByRole('button', { name: first }).first().waitFor()
  assert.equal(await readFile(file, 'utf8'), words)
  await close()
})

test('by keyboard alone: a note, what it offers, its change, and back', async () => {
  const { page, close } = await opened()
  await page.getByRole('button', { name: 'Next note' }).focus()
  await page.keyboard.press('Enter')
  await focusIs(page, 'utilise')
  const order = []
  for (let i = 0; i < 4; i++) { await page.keyboard.press('Tab'); order.push(await focused(page)) }
  assert.deepEqual(order.slice(0, 3), [first, 'Keep mine: “utilise”', 'Why: “utilise”'])
  await page.keyboard.press('Shift+Tab')
  await page.keyboard.press('Shift+Tab')
  await page.keyboard.press('Enter')
  await page.keyboard.type('u')
  await page.keyboard.press('Escape')
  assert.equal(await focused(page), 'Keep mine: “utilise”')
  assert.equal(await readFile(file, 'utf8'), words, 'u in a field takes nothing back, and Escape keeps nothing')
  await page.keyboard.press('Shift+Tab')
  await page.keyboard.press('Enter')
  await focusIs(page, 'Undo: Changed')
  await page.keyboard.press('u')
  await focusIs(page, 'worth a look')
  assert.equal(await readFile(file, 'utf8'), words)
  await page.keyboard.press('Escape')
  assert.equal(await page.evaluate(() => document.activeElement.shadowRoot.querySelector('details').open), false)
  // After a change the next note is the one that has moved up.
  const text = () => page.evaluate(() => document.activeElement.previousElementSibling.textContent.slice(0, 12))
  await page.keyboard.press('Enter')
  await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  await focusIs(page, 'Undo: Changed')
  await page.getByRole('button', { name: 'Next note' }).focus()
  await page.keyboard.press('Enter')
  assert.equal(await text(), 'I said we wo')
  await close()
})

test('a file that somebody saves meanwhile is not written over', async () => {
  const { page, close } = await opened()
  const mine = words.replace('My mother’s lamp was in it.', 'My mother’s lamp was in it, and a lamp for Amina.')
  const answers = []
  page.on('response', async (r) => { if (r.url().endsWith('/_kith/change')) answers.push(r.status()) })
  await page.route('**/_kith/change', async (route) => { await writeFile(file, mine); await route.continue() })
  await page.getByRole('button', { name: first }).first().click()
  await page.getByText('The file has changed in the meantime').first().waitFor()
  assert.deepEqual(answers, [409])
  assert.equal(await readFile(file, 'utf8'), mine)
  await page.unroute('**/_kith/change')
  await page.waitForFunction(() => document.querySelector('.e-content').textContent.includes('a lamp for Amina'))
  await page.getByRole('button', { name: first }).first().click()
  await page.waitForFunction(() => document.querySelector('.e-content').textContent.includes('I use the green van'))
  assert.equal(await readFile(file, 'utf8'), mine.replace('I utilise the green', 'I use the green'))
  await close()
})

test('an edit brings its notes along, and a half-written reason stays', async () => {
  const { page, close } = await opened()
  const mine = page.getByRole('button', { name: 'Keep mine: “utilise”' }).last()
  await mine.click()
  await page.keyboard.type('half a rea')
  await writeFile(file, words.replace('Samir and I utilise the green van', 'A line above.\n\nSamir and I take the green van'))
  await page.waitForFunction(() => document.querySelector('.e-content').textContent.includes('I take the green van'))
  await page.waitForFunction(() => document.querySelectorAll('kith-note').length > 0)
  await page.keyboard.type('son')
  assert.equal(await page.evaluate(() => document.activeElement.shadowRoot.activeElement.value), 'half a reason')
  await close()
})

test('one switch hides the notes, and is remembered', async () => {
  const { page, close } = await opened()
  await page.getByRole('button', { name: 'Hide the notes' }).click()
  assert.equal(await page.locator('kith-note').count(), 0)
  assert.equal(await focused(page), 'Show the notes')
  await page.reload()
  await page.getByRole('button', { name: 'Show the notes' }).waitFor()
  assert.equal(await page.locator('kith-note').count(), 0)
  await page.getByRole('button', { name: 'Show the notes' }).click()
  await page.getByRole('note').first().waitFor()
  await close()
})

for (const colorScheme of ['light', 'dark']) {
  for (const width of [390, 1280]) {
    test(`axe, ${width} px, ${colorScheme}`, async () => {
      const { page, close } = await opened({ colorScheme, viewport: { width, height: 800 } })
      if (width === 390) for (const d of await page.locator('kith-note .note>details>summary').all()) await d.click()
      for (const d of await page.locator('kith-note .why>summary').all()) await d.click()
      await page.getByRole('button', { name: 'Keep mine: “utilise”' }).first().click()
      await page.evaluate(axe)
      const found = await page.evaluate(async () => (await globalThis.axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] }))
        .violations.map((v) => `${v.id}: ${v.nodes.slice(0, 3).map((n) => n.html.slice(0, 160)).join(' | ')}`))
      assert.deepEqual(found, [])
      await close()
    })
  }
}

test('printed, and in forced colours', async () => {
  const { page, close } = await opened({ forcedColors: 'active' })
  const edges = await page.evaluate(() => [...document.querySelectorAll('kith-note')].flatMap((h) => [...h.shadowRoot.querySelectorAll('.note, button')])
    .filter((e) => e.offsetParent).map((e) => parseFloat(getComputedStyle(e).borderInlineStartWidth)))
  assert.ok(edges.every((w) => w > 0), edges.join())
  await page.emulateMedia({ media: 'print' })
  assert.ok(await page.evaluate(() => [...document.querySelectorAll('kith-note,[data-kith]')].every((e) => getComputedStyle(e).display === 'none' || e.getBoundingClientRect().height === 0)))
  await close()
})
