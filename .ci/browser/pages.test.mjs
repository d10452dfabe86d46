// The finished site, as people see it: every kind of page in every language,
// on a phone and on a desk, by day and by night, printed, enlarged, and by
// keyboard alone. Which pages is found in the site: see site.mjs.
import { test, before, after } from 'node:test'
import assert from 'node:assert/strict'
import { createRequire } from 'node:module'
import { readFile } from 'node:fs/promises'
import { launch, serve, listen } from './open.mjs'
import { pages, some } from './site.mjs'

const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const seen = some(await pages(process.env.BELOW))
const one = (kind) => seen.find((p) => p.kind === kind).path

let browser, site
before(async () => { browser = await launch(); site = await serve(process.env.BELOW) })
after(async () => { await browser?.close(); site?.close() })

// each opens every page in a context of its own, two at a time, and hears what
// they complain of.
async function each(options, look) {
  const context = await browser.newContext(options)
  const left = [...seen]
  const wrong = []
  await Promise.all([0, 1].map(async () => {
    const page = await context.newPage()
    const heard = listen(page, site.url)
    for (let p = left.shift(); p; p = left.shift()) {
      heard.length = 0
      try {
        const res = await page.goto(site.url + p.path, { waitUntil: 'load' })
        assert.equal(res.status(), 200)
        await look(page, p)
        assert.deepEqual(heard, [])
      } catch (e) {
        wrong.push(`${p.path}: ${e.message}`)
      }
    }
  }))
  await context.close()
  assert.deepEqual(wrong, [])
}

// sideways is how many pixels a page is too wide.
const sideways = () => document.documentElement.scrollWidth - document.documentElement.clientWidth

async function fits(page) {
  const wide = await page.evaluate(sideways)
  assert.ok(wide <= 0, `${wide} px too wide`)
}

const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']

for (const width of [390, 1280]) {
  for (const colorScheme of ['light', 'dark']) {
    test(`axe, ${width} px, ${colorScheme}`, () => each({ viewport: { width, height: 900 }, colorScheme, reducedMotion: 'reduce' }, async (page) => {
      await fits(page)
      // What axe brings along is not the site's; the policy has had its say.
      await page.evaluate(axe)
      const found = await page.evaluate(async (runOnly) => (await globalThis.axe.run(document, { runOnly }))
        .violations.map((v) => `${v.id}: ${v.nodes.slice(0, 3).map((n) => n.html.slice(0, 160)).join(' | ')}`), tags)
      assert.deepEqual(found, [])
    }))
  }
}

test('at 320 px, and at 200 % on a small desk, nothing scrolls sideways', async () => {
  await each({ viewport: { width: 320, height: 640 } }, fits)
  await each({ viewport: { width: 640, height: 450 }, deviceScaleFactor: 2 }, fits)
})

test('with less motion nothing moves', () => each({ viewport: { width: 1280, height: 900 }, reducedMotion: 'reduce' }, async (page) => {
  const moves = await page.evaluate(() => [
    ...document.getAnimations().map((a) => a.animationName ?? a.transitionProperty ?? 'a script'),
    ...[...document.querySelectorAll('*')].filter((e) => parseFloat(getComputedStyle(e).animationDuration) > 0.01 && getComputedStyle(e).animationName !== 'none').map((e) => e.className),
  ])
  assert.deepEqual(moves, [])
  assert.equal(await page.evaluate(() => getComputedStyle(document.documentElement).scrollBehavior), 'auto')
}))

// In forced colours backgrounds go, so whatever looks like a button by its
// background alone looks like text.
test('in forced colours buttons and fields keep an edge', () => each({ viewport: { width: 1280, height: 900 }, forcedColors: 'active' }, async (page) => {
  const edgeless = await page.evaluate(() => [...document.querySelectorAll('.btn, button, input:not([type=hidden], [type=checkbox])')].filter((e) => {
    const s = getComputedStyle(e)
    return e.offsetParent && parseFloat(s.borderBottomWidth) === 0 && s.outlineStyle === 'none' && !s.textDecorationLine.includes('underline')
  }).map((e) => e.outerHTML.slice(0, 120)))
  assert.deepEqual(edgeless, [])
}))

// 210 mm less the page's own margins, at 96 dots per inch.
test('print fits the width of its sheet', () => each({ viewport: { width: 680, height: 900 } }, async (page) => {
  await page.emulateMedia({ media: 'print' })
  await fits(page)
}))

test('contact pages print on one sheet', async () => {
  const page = await browser.newPage()
  for (const { path } of seen.filter((p) => p.kind === 'route')) {
    await page.goto(site.url + path)
    const pdf = (await page.pdf({ format: 'A4' })).toString('latin1')
    assert.equal(pdf.match(/\/Type\s*\/Page[^s]/g)?.length, 1, path)
  }
  await page.close()
})

// Everything that can be reached is reached in the order in which it is read,
// is in sight, and shows that it has the focus; and the last is followed by
// the first.
test('by keyboard alone', async () => {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, reducedMotion: 'reduce' })
  const page = await context.newPage()
  for (const kind of ['home', 'story', 'person', 'contact', 'search', '404']) {
    await page.goto(site.url + one(kind))
    const stops = await page.evaluate(() => [...document.querySelectorAll('a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex="0"]')]
      .filter((e) => e.tabIndex >= 0 && !e.disabled && e.checkVisibility({ visibilityProperty: true })).length)
    let before = null
    for (let n = 0; n < stops; n++) {
      await page.keyboard.press('Tab')
      const at = await page.evaluateHandle(() => document.activeElement)
      const said = await at.evaluate((e, last) => {
        const s = getComputedStyle(e)
        const box = e.getBoundingClientRect()
        return {
          what: e.outerHTML.slice(0, 120),
          stuck: e === document.body || e === last,
          order: !last || Boolean(last.compareDocumentPosition(e) & Node.DOCUMENT_POSITION_FOLLOWING),
          ring: s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) > 0 || s.boxShadow !== 'none',
          sight: box.width > 0 && box.height > 0 && box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth,
        }
      }, before)
      assert.ok(!said.stuck && said.order && said.ring && said.sight, `${kind}, stop ${n + 1} of ${stops}: ${JSON.stringify(said)}`)
      if (n === 0) assert.match(said.what, /href="#main"/)
      before = at
    }
    await page.keyboard.press('Tab')
    assert.ok(await page.evaluate(() => document.activeElement === document.body || document.activeElement.getAttribute('href') === '#main'), `${kind}: a trap at the end`)
  }
  await context.close()
})

test('the way past the mast leads to the words', async () => {
  const page = await browser.newPage()
  await page.goto(site.url + one('story'))
  await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  await page.keyboard.press('Tab')
  assert.ok(await page.evaluate(() => Boolean(document.activeElement.closest('main'))), 'the next stop is outside of main')
  await page.close()
})

// The policy is no decoration: what gets into a page all the same does not run.
test('a script that stands in a page does not run', async () => {
  const context = await browser.newContext()
  const page = await context.newPage()
  await page.route('**/404.html', async (route) => {
    const res = await route.fetch()
    await route.fulfill({ response: res, body: (await res.text()).replace('</main>', '<script>globalThis.ran = 1</script><img src="x" onerror="globalThis.ran = 1"></main>') })
  })
  await page.goto(site.url + '/404.html')
  assert.equal(await page.evaluate(() => globalThis.ran), undefined)
  await context.close()
})
