// Brings an open page up to date without loading it: where the focus is, how far
// down, and what is unfolded stay as they are, and a screen reader isn't sent
// back to the top. It compares the page as it came with the page as it is now,
// and changes what differs. Whatever it can't be sure of is an error, and then
// the page is loaded as ever.

const same = (a, b) => a.isEqualNode(b);
const ours = (n) => n.nodeType === 1 && (n.localName === 'kith-note' || n.hasAttribute?.('data-kith'));
// kids leaves out line ends at the end, which come to be there after the script
// that looks.
function kids(n) {
  const all = [...n.childNodes].filter((c) => !ours(c));
  while (all.length && all.at(-1).nodeType === 3 && !all.at(-1).data.trim()) all.pop();
  return all;
}
const no = (why) => { throw new Error(why); };

// bare is a copy of what is on the page, without what we put there.
function bare(live) {
  const copy = live.cloneNode(true);
  copy.querySelectorAll?.('kith-note,[data-kith]').forEach((n) => n.remove());
  return copy;
}

// untouched says that no script of the site has had its hands on a node, nor
// would miss it.
function untouched(live, old) {
  if (live.nodeType === 1 && (live.matches('script,form,button,input,dialog,video,audio,iframe') || live.querySelector('script,form,button,input,dialog,video,audio,iframe'))) return false;
  return same(bare(live), old);
}

function differences(live, old, now, out) {
  if (same(old, now)) return;
  const elements = [live, old, now].every((n) => n.nodeType === 1) && old.tagName === now.tagName && live.tagName === now.tagName;
  if (!elements) {
    if (!untouched(live, old)) no('a script has changed it');
    out.push(() => live.replaceWith(document.importNode(now, true)));
    return;
  }
  attributes(live, old, now, out);
  const a = kids(old), b = kids(now), l = kids(live);
  if (l.length !== a.length) no('a script has added to it or taken away');
  let from = 0, end = 0;
  while (from < a.length && from < b.length && same(a[from], b[from])) from++;
  while (end < a.length - from && end < b.length - from && same(a[a.length - 1 - end], b[b.length - 1 - end])) end++;
  if (a.length === b.length) {
    for (let i = from; i < a.length - end; i++) differences(l[i], a[i], b[i], out);
    return;
  }
  for (let i = from; i < a.length - end; i++) {
    if (!untouched(l[i], a[i])) no('a script has changed it');
    out.push(() => l[i].remove());
  }
  const after = l[a.length - end] ?? null;
  const fresh = b.slice(from, b.length - end);
  if (fresh.some((n) => n.nodeType === 1 && (n.matches('script') || n.querySelector('script')))) no('there is a new script');
  out.push(() => fresh.forEach((n) => live.insertBefore(document.importNode(n, true), after)));
}

function attributes(live, old, now, out) {
  const names = new Set([...old.getAttributeNames(), ...now.getAttributeNames()]);
  for (const name of names) {
    const was = old.getAttribute(name), is = now.getAttribute(name);
    if (was === is) continue;
    if (live.getAttribute(name) !== was) no('a script has changed it');
    out.push(() => (is === null ? live.removeAttribute(name) : live.setAttribute(name, is)));
  }
}

// head allows for other words about the page, and for nothing that is loaded
// or run.
const said = (n) => n.nodeType !== 1 || n.matches('title,meta:not([http-equiv]),script[type="application/ld+json"],link[rel=prev],link[rel=next]');
function head(old, now) {
  const heavy = (h) => [...h.children].filter((n) => !said(n)).map((n) => n.outerHTML).join('\n');
  if (heavy(old) !== heavy(now)) no('the head has changed');
  const title = now.querySelector('title')?.textContent;
  return () => { if (title !== undefined && document.title !== title) document.title = title; };
}

const script = 'body script[src="/_kith/live.js"]';

// patch changes the page to what the server has now, which may be newer than
// what it told of: somebody who takes a change back does so at once. It returns
// the page as it came, and what stands for it.
export async function patch(old) {
  const res = await fetch(location.href, { cache: 'no-cache' });
  if (!res.ok || res.redirected) no('it is not there');
  const now = new DOMParser().parseFromString(await res.text(), 'text/html').documentElement;
  const tag = now.querySelector(script);
  const seen = tag?.dataset.seen;
  if (!seen || 'full' in tag.dataset) no('it is another page now');
  const was = old.querySelector(script);
  if (!was) no('there is no script');
  const out = [];
  const title = head(old.querySelector('head'), now.querySelector('head'));
  attributes(document.documentElement, old, now, out);
  was.dataset.seen = seen;
  const live = document.querySelector(script);
  const before = live.dataset.seen;
  live.dataset.seen = seen;
  try {
    differences(document.body, old.querySelector('body'), now.querySelector('body'), out);
  } catch (e) {
    live.dataset.seen = before;
    throw e;
  }
  title();
  out.forEach((change) => change());
  return { page: now, seen };
}
